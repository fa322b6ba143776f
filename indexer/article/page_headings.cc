// The headings of a page: which one is the title, what each is called in the URL, where sections
// begin.
#include <utility>

#include "indexer/article/page_builder.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

// A fragment people paste; a longer heading keeps its beginning.
constexpr std::size_t kMaxAnchorBytes = 160;

int LevelOf(Element heading) {
  return static_cast<int>(heading) - static_cast<int>(Element::kH1) + 1;
}

}  // namespace

void PageBuilder::StartHeading(Element element, const ElementAttributes& attributes) {
  if (in_heading_) return;  // "<h2><div><h3>": the outer one counts
  in_heading_ = true;
  heading_ = OpenHeading{element, page_.html.size(), page_.text.size(), std::string(), line_};
  if (!attributes.id.empty()) Anchor(attributes.id);
}

void PageBuilder::FinishHeading() {
  if (!in_heading_) return;
  in_heading_ = false;
  soft_break_ = false;
  BreakLine();
  std::string plain = page_.text.substr(heading_.text_begin);
  for (char& c : plain) {
    if (c == '\n') c = ' ';
  }
  while (!plain.empty() && plain.back() == ' ') plain.pop_back();
  if (IsTitle(heading_, plain)) {
    if (page_.title.empty()) page_.title = plain;
    return DropTitle(heading_);
  }
  if (title_from_heading_ && page_.title.empty()) page_.title = plain;
  if (heading_.element == Element::kH1) title_is_settled_ = true;
  if (plain.empty() && page_.html.size() == heading_.html_begin) return;  // "##" alone
  bool is_explicit = !heading_.explicit_id.empty();
  std::string id = UniqueId(heading_, plain);
  std::string inner = page_.html.substr(heading_.html_begin);
  page_.html.resize(heading_.html_begin);
  page_.html.append("<").append(ElementName(heading_.element));
  WriteAttribute("id", id);
  page_.html.append(">").append(inner).append("</").append(ElementName(heading_.element));
  page_.html += ">\n";
  StartSection(std::move(plain), std::move(id), heading_, is_explicit);
}

// The page prints the title itself, so the first H1 goes if it says the same, or if it is the only
// one to say it. Headings of a lower level before it do not matter.
bool PageBuilder::IsTitle(const OpenHeading& heading, const std::string& plain) const {
  if (title_is_settled_ || heading.element != Element::kH1 || plain.empty()) return false;
  if (page_.title.empty()) return true;
  if (plain == page_.title) return true;
  const std::string slug = Slugify(plain);
  return !slug.empty() && slug == Slugify(page_.title);
}

void PageBuilder::DropTitle(const OpenHeading& heading) {
  title_is_settled_ = true;
  page_.html.resize(heading.html_begin);
  page_.text.resize(heading.text_begin);
  const std::string id = heading.explicit_id;
  if (!id.empty()) Anchor(id);
}

std::string PageBuilder::UniqueId(const OpenHeading& heading, const std::string& plain) {
  ++heading_count_;
  std::string wanted = heading.explicit_id;
  if (wanted.empty()) {
    const std::string slug = Slugify(plain);
    wanted = TruncateUtf8(slug, kMaxAnchorBytes);
    while (!wanted.empty() && wanted.back() == '-') wanted.pop_back();
  }
  if (wanted.empty()) wanted = "section-" + std::to_string(heading_count_);
  std::string id = wanted;
  int& uses = id_uses_[wanted];
  if (uses == 0) uses = 1;
  while (!ids_.insert(id).second) id = wanted + "-" + std::to_string(++uses);
  return id;
}

void PageBuilder::StartSection(std::string plain, std::string id, const OpenHeading& heading,
                               bool anchor_is_explicit) {
  const auto begin = static_cast<std::uint32_t>(heading.text_begin);
  if (page_.sections.empty() && begin > 0)
    page_.sections.emplace_back();  // what precedes all headings
  ArticleSection section;
  section.heading = std::move(plain);
  section.anchor = std::move(id);
  section.level = LevelOf(heading.element);
  section.anchor_is_explicit = anchor_is_explicit;
  section.text_begin = begin;
  page_.sections.push_back(std::move(section));
}

}  // namespace zeroline

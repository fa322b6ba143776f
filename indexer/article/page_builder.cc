#include "indexer/article/page_builder.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "indexer/article/limits.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

// Whether three bytes of UTF-8 are a character of a script written without spaces, or its
// punctuation: U+2E80..U+9FFF, U+F900..U+FAFF, U+FE30..U+FFEF. Hangul is written with spaces and is
// left out.
bool IsUnspaced(std::string_view bytes) {
  if (bytes.size() < 3) return false;
  const auto lead = static_cast<unsigned char>(bytes[0]);
  const auto second = static_cast<unsigned char>(bytes[1]);
  if (lead == 0xe2) return second >= 0xba;
  if (lead == 0xef) return (second >= 0xa4 && second <= 0xab) || second >= 0xb8;
  return lead >= 0xe3 && lead <= 0xe9;
}

bool EndsUnspaced(std::string_view text) {
  return text.size() >= 3 && IsUnspaced(text.substr(text.size() - 3));
}

// How many bytes at text[i] show as nothing but would part a word for a search: the soft hyphen
// U+00AD, the zero-width space U+200B and the byte-order mark U+FEFF.
std::size_t InvisibleAt(std::string_view text, std::size_t i) {
  for (const std::string_view invisible : {"\xc2\xad", "\xe2\x80\x8b", "\xef\xbb\xbf"}) {
    if (text.substr(i, invisible.size()) == invisible) return invisible.size();
  }
  return 0;
}

// How many bytes at text[i] are white space, U+00A0 included.
std::size_t SpaceAt(std::string_view text, std::size_t i) {
  if (IsSpace(text[i])) return 1;
  return text.substr(i, 2) == "\xc2\xa0" ? 2 : 0;
}

// The bytes that SpaceAt() and InvisibleAt() may say something about.
bool MayBeSpecial(char c) { return IsSpace(c) || c == '\xc2' || c == '\xe2' || c == '\xef'; }

// Appends `text` with runs of white space as one space, none at the start of a line, and without
// what cannot be seen.
void AppendCollapsed(std::string_view text, std::string* out) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (!MayBeSpecial(text[i])) {
      ++i;
      continue;
    }
    const std::size_t space = SpaceAt(text, i);
    const std::size_t gone = space > 0 ? space : InvisibleAt(text, i);
    if (gone == 0) {
      ++i;
      continue;
    }
    out->append(text.substr(begin, i - begin));
    begin = i += gone;
    if (space > 0 && !out->empty() && out->back() != ' ' && out->back() != '\n') *out += ' ';
  }
  out->append(text.substr(begin));
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\n\r\f") == std::string_view::npos;
}

}  // namespace

PageBuilder::PageBuilder(const SourceFile& file, std::string title,
                         std::vector<Diagnostic>* diagnostics)
    : file_(file), diagnostics_(diagnostics) {
  title_from_heading_ = title.empty();
  page_.title = std::move(title);
}

void PageBuilder::Warn(std::string_view rule, std::string message) {
  if (++warnings_ > kMaxWarnings) return;
  if (warnings_ == kMaxWarnings) message += "; further findings in this file are not listed";
  diagnostics_->push_back(
      Diagnostic{Severity::kWarning, file_.path, line_, std::string(rule), std::move(message)});
}

void PageBuilder::Open(Element element, const ElementAttributes& attributes) {
  if (IsBlock(element)) {
    soft_break_ = false;
    BreakLine();
  } else if (soft_break_ && !EndsUnspaced(page_.text)) {
    FlushSoftBreak("");
  }
  if (IsHeading(element)) return StartHeading(element, attributes);
  if (element == Element::kA) return OpenLink(attributes);
  if (!attributes.id.empty()) Anchor(attributes.id);
  if (element == Element::kP) return OpenParagraph(element, attributes);
  if (element == Element::kImg) return Image(attributes);
  if (element == Element::kInput) return CheckBox(attributes);
  if (element == Element::kPre) ++pre_depth_;
  if (element == Element::kTd || element == Element::kTh) {
    cell_begin_ = page_.text.size();
    in_cell_ = true;
  }
  if (IsAllowed(element)) WriteTag(element, attributes);
  if (element == Element::kBr) BreakLine();
}

void PageBuilder::Close(Element element) {
  if (IsHeading(element)) return FinishHeading();
  if (element == Element::kA) return CloseLink();
  if (element == Element::kP) return CloseParagraph();
  if (element == Element::kPre) --pre_depth_;
  if (!IsBlock(element) && DropEmpty(element)) return;
  if (IsAllowed(element)) page_.html.append("</").append(ElementName(element)).append(">");
  if (IsBlock(element)) {
    soft_break_ = false;
    BreakLine();
    if (!in_heading_) page_.html += '\n';
  } else if (element == Element::kTd || element == Element::kTh) {
    in_cell_ = false;
    // Cells of a row share a line, so a row reads as one line whatever the cells hold.
    if (page_.text.size() > cell_begin_ && page_.text.back() == '\n') page_.text.pop_back();
    AppendCollapsed(" ", &page_.text);
  }
}

// Takes back an inline element that turned out empty: HTML parsers repeat a "<b>" that is never
// closed in every later block.
bool PageBuilder::DropEmpty(Element element) {
  const std::string_view name = ElementName(element);
  const std::string_view html = page_.html;
  if (element == Element::kTd || element == Element::kTh || html.size() < name.size() + 2)
    return false;
  const std::string_view tail = html.substr(html.size() - name.size() - 2);
  if (tail.front() != '<' || tail.back() != '>' || tail.substr(1, name.size()) != name)
    return false;
  page_.html.resize(html.size() - tail.size());
  return true;
}

void PageBuilder::Text(std::string_view text) {
  FlushSoftBreak(text);
  AppendEscaped(text, &page_.html);
  if (pre_depth_ > 0) {
    page_.text.append(text);
  } else {
    AppendCollapsed(text, &page_.text);
  }
  if (in_paragraph_ && !paragraph_has_content_) paragraph_has_content_ = !IsBlank(text);
}

void PageBuilder::FlushSoftBreak(std::string_view next) {
  if (!soft_break_) return;
  soft_break_ = false;
  if (IsUnspaced(next) && EndsUnspaced(page_.text)) return;
  page_.html += '\n';
  AppendCollapsed("\n", &page_.text);
}

void PageBuilder::BreakLine() {
  std::string& text = page_.text;
  if (in_cell_ && text.size() == cell_begin_) return;  // a cell's first block stays in its row
  while (!text.empty() && text.back() == ' ') text.pop_back();
  if (!text.empty() && text.back() != '\n') text += '\n';
}

void PageBuilder::WriteAttribute(std::string_view name, std::string_view value) {
  if (value.empty()) return;
  page_.html.append(" ").append(name).append("=\"");
  AppendEscaped(value, &page_.html);
  page_.html += '"';
}

void PageBuilder::WriteNumber(std::string_view name, int value) {
  if (value > 0) WriteAttribute(name, std::to_string(value));
}

void PageBuilder::WriteTag(Element element, const ElementAttributes& attributes) {
  page_.html.append("<").append(ElementName(element));
  if (element == Element::kTd || element == Element::kTh) {
    WriteAttribute("align", attributes.align);
    WriteNumber("colspan", attributes.columns);
    WriteNumber("rowspan", attributes.rows);
  } else if (element == Element::kOl && attributes.start != 1) {
    WriteAttribute("start", std::to_string(attributes.start));
  } else if (element == Element::kCode && !attributes.code_language.empty()) {
    WriteAttribute("class", "language-" + std::string(attributes.code_language));
  } else if (element == Element::kBlockquote) {
    WriteAttribute("class", attributes.note);
  } else if (element == Element::kAbbr) {
    WriteAttribute("title", attributes.title);
  }
  page_.html += '>';
  if (in_paragraph_ && IsVoid(element)) paragraph_has_content_ = true;
}

void PageBuilder::Anchor(std::string_view id) {
  std::string clean;
  for (const char c : id) clean += IsSpace(c) ? '-' : c;
  if (in_heading_ && heading_.explicit_id == clean) return;
  if (in_heading_ && heading_.explicit_id.empty() && ids_.count(clean) == 0) {
    heading_.explicit_id = std::move(clean);
    return;
  }
  if (!ids_.insert(clean).second) {
    return Warn("duplicate-anchor", "the anchor \"" + clean + "\" is used twice; rename one");
  }
  page_.html += "<a";
  WriteAttribute("id", clean);
  page_.html += "></a>";
}

void PageBuilder::OpenParagraph(Element element, const ElementAttributes& attributes) {
  in_paragraph_ = true;
  paragraph_has_content_ = false;
  paragraph_begin_ = page_.html.size();
  WriteTag(element, attributes);
}

void PageBuilder::CloseParagraph() {
  soft_break_ = false;
  BreakLine();
  if (in_paragraph_ && !paragraph_has_content_) {
    // Only anchors: a paragraph around them would show as a gap.
    page_.html.erase(paragraph_begin_, std::string_view("<p>").size());
  } else {
    page_.html += "</p>\n";
  }
  in_paragraph_ = false;
}

void PageBuilder::AddLink(const LinkTarget& target) {
  page_.links.push_back(ArticleLink{target.path, target.fragment, line_});
}

void PageBuilder::OpenLink(const ElementAttributes& attributes) {
  if (!attributes.id.empty()) Anchor(attributes.id);
  if (attributes.href.empty()) {
    open_links_.push_back("");
    return;
  }
  const LinkTarget target = ResolveLink(file_, attributes.href);
  if (target.kind == LinkTarget::Kind::kRejected) {
    Warn(target.rule, target.problem);
    open_links_.push_back("");
    return;
  }
  if (target.kind == LinkTarget::Kind::kArticle) AddLink(target);
  if (target.kind == LinkTarget::Kind::kAsset && asset_paths_.insert(target.path).second) {
    page_.assets.push_back(ArticleAsset{target.path, line_});
  }
  page_.html += "<a";
  WriteAttribute("href", target.url);
  WriteAttribute("title", attributes.title);
  if (target.kind == LinkTarget::Kind::kExternal) WriteAttribute("rel", "noopener");
  page_.html += '>';
  open_links_.push_back("</a>");
}

void PageBuilder::CloseLink() {
  if (open_links_.empty()) return;
  page_.html += open_links_.back();
  open_links_.pop_back();
}

void PageBuilder::CheckBox(const ElementAttributes& attributes) {
  // A character, not a control: it shows a state and cannot be pressed.
  page_.html += attributes.checked ? "\u2611" : "\u2610";
  paragraph_has_content_ = true;
}

void PageBuilder::Image(const ElementAttributes& attributes) {
  paragraph_has_content_ = true;
  const LinkTarget target = ResolveLink(file_, attributes.src);
  if (target.kind == LinkTarget::Kind::kExternal) return RemoteImage(target, attributes);
  if (target.kind != LinkTarget::Kind::kAsset) {
    const std::string name = attributes.src.substr(0, 5) == "data:"
                                 ? "that is written into the text"
                                 : "\"" + std::string(TruncateUtf8(attributes.src, 80)) + "\"";
    Warn("image", "the image " + name +
                      " is no file of this tree and is not shown; put the file beside the article");
    return Text(attributes.alt);
  }
  if (asset_paths_.insert(target.path).second) {
    page_.assets.push_back(ArticleAsset{target.path, line_});
  }
  page_.html += "<img";
  WriteAttribute("src", target.url);
  page_.html += " alt=\"";  // an empty one is written, too: it tells a screen reader to pass
  AppendEscaped(attributes.alt, &page_.html);
  page_.html += '"';
  WriteAttribute("title", attributes.title);
  WriteNumber("width", attributes.width);
  WriteNumber("height", attributes.height);
  page_.html += " loading=\"lazy\">";
  AppendCollapsed(attributes.alt, &page_.text);
}

void PageBuilder::RemoteImage(const LinkTarget& target, const ElementAttributes& attributes) {
  Warn("remote-image",
       "the image " + std::string(TruncateUtf8(target.url, 200)) +
           " lies on another site and becomes a link; put the file beside the article");
  const std::string_view label = attributes.alt.empty() ? attributes.src : attributes.alt;
  if (!open_links_.empty() && !open_links_.back().empty()) return Text(label);
  page_.html += "<a";
  WriteAttribute("href", target.url);
  page_.html += " rel=\"noopener\">";
  Text(label);
  page_.html += "</a>";
}

Page PageBuilder::Finish() {
  BreakLine();
  std::string& text = page_.text;
  while (!text.empty() && text.back() == '\n') text.pop_back();
  const auto length = static_cast<std::uint32_t>(text.size());
  for (std::size_t i = 0; i < page_.sections.size(); ++i) {
    ArticleSection& section = page_.sections[i];
    section.text_begin = std::min(section.text_begin, length);
    section.text_end =
        i + 1 < page_.sections.size() ? std::min(page_.sections[i + 1].text_begin, length) : length;
  }
  if (page_.sections.empty() && length > 0) {
    ArticleSection whole;
    whole.text_end = length;
    page_.sections.push_back(std::move(whole));
  }
  return std::move(page_);
}

}  // namespace zeroline

#include "server/web/portal/article_origin.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "server/web/article_link.h"
#include "server/web/authors.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

// More would push the article off the page.
constexpr std::size_t kMaxSections = 8;

std::string AnchorUrl(std::string_view anchor) {
  return anchor.empty() ? "" : "#" + EscapeUrl(anchor);
}

// In the article itself under its own heading; else, where it has no such section, in the original.
View SectionView(const ArticleView& article, const ArticleView& original,
                 const ArticleView::OutdatedSection& outdated) {
  View view;
  if (const auto section = FindAnchor(article, outdated.anchor)) {
    view.Text("name", std::string(article.section_at(*section).heading));
    view.Text("url", AnchorUrl(outdated.anchor)).Text("name_lang", "").Text("name_dir", "");
    return view;
  }
  std::string anchor;
  for (std::size_t i = 0; i < original.section_count(); ++i) {
    const ArticleView::Section section = original.section_at(i);
    if (anchor.empty() && section.heading == outdated.heading) anchor = section.anchor;
  }
  view.Text("name", std::string(outdated.heading));
  view.Text("url", ArticleUrl(original.language(), original.path(), anchor));
  view.Text("name_lang", std::string(original.language()));
  view.Text("name_dir", std::string(TextDirection(original.language())));
  return view;
}

}  // namespace

void AddOutdated(const Page& page, const FoundArticle& found, View* view) {
  const ArticleView& article = found.article;
  view->Flag("outdated", false);
  if (article.outdated_section_count() == 0) return;
  const std::string language(article.original_language());
  const auto original = page.snapshot->FindId(language, std::string(article.id()), page.audiences);
  if (!original) return;
  std::int64_t changed = 0;
  std::size_t named = 0;
  std::vector<View> sections;
  for (std::size_t i = 0; i < article.outdated_section_count(); ++i) {
    const ArticleView::OutdatedSection section = article.outdated_section(i);
    changed = std::max(changed, section.changed);
    if (section.heading.empty() || ++named > kMaxSections) continue;
    sections.push_back(SectionView(article, original->article, section));
  }
  View outdated;
  outdated.Text("outdated_date", page.messages().Date(changed));
  outdated.Text("outdated_iso", IsoDate(changed));
  outdated.Text("outdated_count",
                named == 0 ? "" : page.messages().Count("outdated_sections", named));
  outdated.Text("original_in", InLanguage(page, language)).Text("original_lang", language);
  outdated.Text("original_url", ArticleUrl(language, original->article.path()));
  outdated.List("outdated_list", std::move(sections));
  view->Child("outdated", std::move(outdated));
}

std::string AuthorNames(const Page& page, const ArticleView& article) {
  std::string names;
  for (const std::string& author : VisibleAuthors(*page.services.config, page.request, article)) {
    if (!names.empty()) names += page.messages().Say("names_between");
    names += author;
  }
  return names;
}

void AddAuthors(const Page& page, const FoundArticle& found, View* view) {
  const bool is_for_all = page.services.config->show_authors == AuthorsShown::kEverybody;
  view->Text("authors", is_for_all ? AuthorNames(page, found.article) : "");
}

}  // namespace zeroline

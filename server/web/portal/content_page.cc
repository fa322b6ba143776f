// A section or an article: everything below /{lang}/ that writers put there.
#include <algorithm>

#include "indexer/language/text.h"
#include "server/web/escape.h"
#include "server/web/language_choice.h"
#include "server/web/portal/article_page.h"
#include "server/web/portal/content.h"
#include "server/web/portal/linked_version.h"
#include "server/web/portal/page.h"
#include "server/web/portal/portal.h"

namespace zeroline {
namespace {

constexpr std::size_t kArticlesPerPage = 50;

WebResponse SectionPage(const Page& page, const std::string& shown_language,
                        const Catalog::Section& section) {
  const auto readers = page.snapshot->readers(shown_language, page.audiences);
  const std::string name(section.name);
  const std::size_t total = section.article_count;
  const std::size_t offset = NumberFromQuery(page.request, "offset", 0, total);
  Frame frame;
  frame.title = std::string(section.title);
  frame.description = std::string(section.summary);
  frame.section = name;
  frame.canonical = SectionUrl(shown_language, name);
  frame.languages =
      LanguageLinks(page, [&](const std::string& language) { return SectionUrl(language, name); });
  for (LanguageLink& link : frame.languages) {
    const auto others = page.snapshot->readers(link.language, page.audiences);
    link.is_translated = FindSection(others, name).has_value();
  }
  View view = FrameView(page, frame);
  view.Text("summary", std::string(section.summary));
  view.Text("count", page.messages().Count("articles_count", total));
  view.Text("shown_lang", shown_language)
      .Text("shown_dir", std::string(TextDirection(shown_language)));
  std::vector<View> articles;
  for (const auto& entry : ArticlesInSection(readers, name, offset, kArticlesPerPage)) {
    View article;
    article.Text("name", std::string(entry.title))
        .Text("url", ArticleUrl(page.language, entry.path));
    article.Text("summary", std::string(entry.summary));
    article.Text("date", page.messages().Date(entry.updated));
    article.Text("iso_date", IsoDate(entry.updated));
    articles.push_back(std::move(article));
  }
  view.List("articles", std::move(articles));
  AddPager(SectionUrl(page.language, name) + "?", offset, kArticlesPerPage, total, &view,
           page.messages());
  if (shown_language != page.language) AddMissingTranslationNotice(page, shown_language, &view);
  return Answer(page, "section", view);
}

// The section in the page's language, else in the reader's next best one that has it.
std::optional<WebResponse> FindSectionPage(const Page& page, const std::string& name) {
  if (const auto section = FindSection(page.readers(), name)) {
    return SectionPage(page, page.language, *section);
  }
  std::vector<std::string> available;
  for (const std::string& language : page.content_languages) {
    if (FindSection(page.snapshot->readers(language, page.audiences), name)) {
      available.push_back(language);
    }
  }
  if (available.empty()) return std::nullopt;
  const std::string shown =
      ChooseLanguage(page.request, available, page.services.config->default_language);
  return SectionPage(page, shown,
                     *FindSection(page.snapshot->readers(shown, page.audiences), name));
}

// Follows redirects and finds where the article is now: in this language for good, else, where it
// moved to another, for this reader.
std::optional<WebResponse> MovedTo(const Page& page, const std::string& path) {
  const auto id = page.snapshot->FindRedirect(page.language, path, page.audiences);
  if (!id) return std::nullopt;
  const std::string version = VersionQuery(page.request);
  if (const auto article = page.snapshot->FindId(page.language, *id, page.audiences)) {
    return WebResponse::Redirect(ArticleUrl(page.language, article->article.path()) + version, 301);
  }
  const std::vector<std::string> languages = page.snapshot->Translations(*id, page.audiences);
  if (languages.empty()) return std::nullopt;
  const std::string language =
      ChooseLanguage(page.request, languages, page.services.config->default_language);
  const auto article = page.snapshot->FindId(language, *id, page.audiences);
  if (!article) return std::nullopt;
  return WebResponse::Redirect(ArticleUrl(language, article->article.path()) + version, 302);
}

// The article of that path in another language: shown with a notice, or, if the page's language has
// it under another path, a way there.
std::optional<WebResponse> FindInOtherLanguages(const Page& page, const std::string& path) {
  std::vector<std::string> available;
  for (const std::string& language : page.content_languages) {
    if (page.snapshot->FindPath(language, path, page.audiences)) available.push_back(language);
  }
  if (available.empty()) return std::nullopt;
  const std::string shown =
      ChooseLanguage(page.request, available, page.services.config->default_language);
  const auto found = page.snapshot->FindPath(shown, path, page.audiences);
  const auto own =
      page.snapshot->FindId(page.language, std::string(found->article.id()), page.audiences);
  if (own) return WebResponse::Redirect(ArticleUrl(page.language, own->article.path()), 302);
  return ArticlePage(page, *found);
}

WebResponse Content(const Page& page) {
  std::string path = page.request.variables.at("path");
  const bool wants_section = !path.empty() && path.back() == '/';
  while (!path.empty() && path.back() == '/') path.pop_back();
  if (wants_section) {
    if (auto section = FindSectionPage(page, path)) return *section;
  }
  const auto found = page.snapshot->FindPath(page.language, path, page.audiences);
  if (found && wants_section) {
    return WebResponse::Redirect(ArticleUrl(page.language, path), 301);
  }
  if (found) return ArticlePage(page, *found);
  if (auto moved = MovedTo(page, path)) return *moved;
  if (auto other = FindInOtherLanguages(page, path)) return *other;
  if (!wants_section && FindSectionPage(page, path)) {
    return WebResponse::Redirect(SectionUrl(page.language, path), 301);
  }
  return ErrorPage(page.services, page.templates, page.request, 404);
}

}  // namespace

Door ContentDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    const auto page = OpenPage(services, templates, request);
    if (!page) return NoSuchLanguage(services, templates, request);
    if (!request.variables.contains("path")) return ErrorPage(services, templates, request, 404);
    return Content(*page);
  };
}

}  // namespace zeroline

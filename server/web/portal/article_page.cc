#include "server/web/portal/article_page.h"

#include <algorithm>

#include "server/web/csrf.h"
#include "server/web/escape.h"
#include "server/web/portal/agent_bar.h"
#include "server/web/portal/article_origin.h"
#include "server/web/portal/content.h"
#include "server/web/portal/linked_version.h"
#include "server/web/portal/visits.h"

namespace zeroline {
namespace {

constexpr std::size_t kMinSectionsForContents = 3;
constexpr std::size_t kMaxDescriptionBytes = 200;
constexpr std::uint8_t kDeepestLevelInContents = 3;

void AddTableOfContents(const ArticleView& article, View* view) {
  std::vector<View> items;
  std::uint8_t top = 6;
  for (std::size_t i = 0; i < article.section_count(); ++i) {
    const auto section = article.section_at(i);
    if (!section.heading.empty()) top = std::min(top, section.level);
  }
  const auto deepest = std::max<int>(kDeepestLevelInContents, top);
  for (std::size_t i = 0; i < article.section_count(); ++i) {
    const auto section = article.section_at(i);
    if (section.heading.empty() || section.anchor.empty() || section.level > deepest) continue;
    View item;
    item.Text("name", std::string(section.heading)).Text("anchor", "#" + EscapeUrl(section.anchor));
    item.Flag("is_deep", section.level > top);
    items.push_back(std::move(item));
  }
  view->Flag("has_contents", items.size() >= kMinSectionsForContents);
  view->List("contents", std::move(items));
}

std::vector<LanguageLink> ArticleLanguages(const Page& page, const FoundArticle& found) {
  const std::string id(found.article.id());
  const std::string path(found.article.path());
  auto links = LanguageLinks(page, [](const std::string&) { return std::string(); });
  for (LanguageLink& link : links) {
    const auto translation = page.snapshot->FindId(link.language, id, page.audiences);
    link.is_translated = translation.has_value();
    link.url = ArticleUrl(link.language, translation ? translation->article.path() : path);
  }
  return links;
}

void AddBreadcrumb(const Page& page, const FoundArticle& found, View* view) {
  const std::string section_name(found.article.section());
  const std::string language(found.article.language());
  const auto readers = page.snapshot->readers(language, page.audiences);
  const auto section = FindSection(readers, section_name);
  view->Flag("section", false);
  if (!section) return;
  View child;
  child.Text("name", std::string(section->title))
      .Text("url", SectionUrl(page.language, section_name));
  view->Child("section", std::move(child));
}

std::string Description(const ArticleView& article) {
  return Excerpt(article.summary().empty() ? article.text() : article.summary(),
                 kMaxDescriptionBytes);
}

}  // namespace

void AddMissingTranslationNotice(const Page& page, const std::string& shown_language, View* view) {
  const std::string wanted = InLanguage(page, page.language);
  const std::string shown = InLanguage(page, shown_language);
  view->Text("notice",
             page.messages().Say("not_available_notice", {{"wanted", wanted}, {"shown", shown}}));
}

WebResponse ArticlePage(const Page& page, const FoundArticle& found, const FeedbackNotice& notice) {
  const ArticleView& article = found.article;
  const std::string language(article.language());
  Frame frame;
  frame.title = std::string(article.title());
  frame.description = Description(article);
  frame.canonical = ArticleUrl(language, article.path());
  frame.og_type = "article";
  frame.section = std::string(article.section());
  // The same article under a name of its own for every link to it is nothing to find.
  if (!VersionQuery(page.request).empty()) frame.indexing = Indexing::kForbidden;
  frame.languages = ArticleLanguages(page, found);
  View view = FrameView(page, frame);
  view.Text("summary", std::string(article.summary()));
  view.Text("date", page.messages().Date(article.updated()));
  view.Text("iso_date", IsoDate(article.updated()));
  view.Text("html", std::string(article.html()));
  view.Text("shown_lang", language).Text("shown_dir", std::string(TextDirection(language)));
  view.Text("request_url",
            "/" + EscapeUrl(page.language) + "/new-request?article=" + EscapeUrl(article.id()));
  AddOutdated(page, found, &view);
  AddAuthors(page, found, &view);
  AddLinkedVersion(page, found, &view);
  AddAgentBar(page, found, &view);
  AddTableOfContents(article, &view);
  AddBreadcrumb(page, found, &view);
  if (language != page.language) AddMissingTranslationNotice(page, language, &view);
  view.Text("feedback_js_url", StaticUrl(page, "js/feedback.js"));
  const std::string form_token = AddFeedback(page, found, notice, &view);
  if (!IsAfterFeedback(page.request)) RecordOpened(page, article);
  WebResponse response = Answer(page, "article", view, notice.status);
  if (!form_token.empty()) page.services.csrf->AddCookie(form_token, page.request, &response);
  return response;
}

}  // namespace zeroline

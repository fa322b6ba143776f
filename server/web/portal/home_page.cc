#include "server/web/escape.h"
#include "server/web/portal/content.h"
#include "server/web/portal/page.h"
#include "server/web/portal/portal.h"

namespace zeroline {
namespace {

constexpr std::size_t kArticlesPerCard = 4;
constexpr std::size_t kRecentArticles = 6;
constexpr std::size_t kRootArticlesPerPage = 30;

View EntryView(const Page& page, const Catalog::Entry& entry) {
  View view;
  view.Text("name", std::string(entry.title)).Text("url", ArticleUrl(page.language, entry.path));
  return view;
}

void AddRecentArticles(const Page& page, View* view) {
  std::vector<View> recent;
  for (const Catalog::Entry& entry : RecentlyUpdated(page.readers(), kRecentArticles)) {
    recent.push_back(EntryView(page, entry));
    recent.back().Text("date", page.messages().Date(entry.updated));
    recent.back().Text("iso_date", IsoDate(entry.updated));
  }
  view->Flag("has_recent", !recent.empty());
  view->List("recent", std::move(recent));
}

// Articles that lie in no folder, a page at a time.
void AddRootArticles(const Page& page, View* view) {
  const std::size_t total = RootArticleCount(page.readers());
  const std::size_t offset = NumberFromQuery(page.request, "offset", 0, total);
  std::vector<View> articles;
  for (const auto& entry : ArticlesInSection(page.readers(), "", offset, kRootArticlesPerPage)) {
    articles.push_back(EntryView(page, entry));
    articles.back().Text("summary", std::string(entry.summary));
  }
  view->Flag("has_root_articles", !articles.empty());
  view->List("root_articles", std::move(articles));
  view->Text("root_count", page.messages().Count("articles_count", total));
  AddPager("/" + EscapeUrl(page.language) + "/?", offset, kRootArticlesPerPage, total, view,
           page.messages());
}

WebResponse Home(const Page& page) {
  Frame frame;
  frame.description = page.messages().Say("home_description");
  frame.canonical = "/" + EscapeUrl(page.language) + "/";
  frame.languages = LanguageLinks(
      page, [](const std::string& language) { return "/" + EscapeUrl(language) + "/"; });
  View view = FrameView(page, frame);
  AddSectionCards(page, kArticlesPerCard, &view);
  AddRootArticles(page, &view);
  AddRecentArticles(page, &view);
  view.Flag("is_empty", page.readers().empty());
  view.Text("language", InLanguage(page, page.language));
  return Answer(page, "home", view);
}

}  // namespace

Door HomeDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    const auto page = OpenPage(services, templates, request);
    return page ? Home(*page) : NoSuchLanguage(services, templates, request);
  };
}

}  // namespace zeroline

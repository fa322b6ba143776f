#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/web/escape.h"
#include "tests/server/web/portal/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kHostile =
    "<script>alert(1)</script> \"quoted\" 'single' {{site_name}} {{{html}}}";

StoredArticle WithId(StoredArticle article, const std::string& id) {
  article.id = id;
  return article;
}

StoredArticle WithSections(StoredArticle article) {
  article.sections.clear();
  article.sections.push_back({"First step", "first", 2, 0, 5});
  article.sections.push_back({"Второй шаг", "второй-шаг", 2, 5, 9});
  article.sections.push_back({"Detail", "detail", 3, 9, 12});
  return article;
}

StoredArticle Internal(StoredArticle article) {
  article.audience = "internal";
  return article;
}

World MakeWorld() {
  return World(
      {WithSections(MakeArticle("en", "accounts/password", "Reset your password")),
       MakeArticle("en", "accounts/locked", "Account locked"),
       MakeArticle("en", "security/hostile", kHostile), MakeArticle("en", "faq", "Questions"),
       Internal(MakeArticle("en", "secret/plan", "Merger plan")),
       MakeArticle("pl", "accounts/password", "Zmiana hasła"),
       WithId(MakeArticle("ru", "учётные записи/пароль", "Смена пароля"), "accounts/password"),
       MakeArticle("zh", "网络/无线", "连接无线网络"),
       MakeArticle("de", "accounts/password", "Kennwort ändern")},
      {{"old/password", "accounts/password"}, {"/a/pw", "accounts/password"}});
}

class PagesTest : public ::testing::Test {
 protected:
  WebResponse Home(const std::string& language) {
    return HomeDoor(world_.services(), world_.templates())(World::Get(language));
  }
  World world_ = MakeWorld();
};

TEST_F(PagesTest, HomeShowsSectionsWithTheirArticles) {
  const WebResponse page = Home("en");
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, StartsWith("<!doctype html>"));
  EXPECT_THAT(page.body, HasSubstr("<html lang=\"en\" dir=\"ltr\">"));
  EXPECT_THAT(page.body, HasSubstr("href=\"/en/accounts/\">The accounts</a>"));
  EXPECT_THAT(page.body, HasSubstr("href=\"/en/accounts/password\">Reset your password</a>"));
  EXPECT_THAT(page.body, HasSubstr("2 articles"));
  EXPECT_THAT(page.body, HasSubstr("href=\"/en/faq\">Questions</a>"));
  EXPECT_THAT(HeaderOf(page, "Set-Cookie"), StartsWith("lang=en"));
}

TEST_F(PagesTest, HomeSpeaksTheReadersLanguage) {
  EXPECT_THAT(Home("ru").body, AllOf(HasSubstr("Чем помочь?"), HasSubstr("1 статья")));
  EXPECT_THAT(Home("pl").body, AllOf(HasSubstr("Jak możemy pomóc?"), HasSubstr("1 artykuł")));
  EXPECT_THAT(Home("zh").body, AllOf(HasSubstr("需要什么帮助？"), HasSubstr("1 篇文章")));
}

TEST_F(PagesTest, ALanguageWithoutMessagesIsFramedInEnglish) {
  const WebResponse page = world_.Content(World::Get("de", "accounts/password"));
  EXPECT_THAT(page.body, HasSubstr("<html lang=\"en\" dir=\"ltr\">"));
  EXPECT_THAT(page.body, HasSubstr("<h1 lang=\"de\" dir=\"ltr\">Kennwort ändern</h1>"));
  EXPECT_THAT(page.body, HasSubstr("Did this not help?"));
}

TEST_F(PagesTest, NothingOfOtherAudiencesShows) {
  for (const std::string& body :
       {Home("en").body,
        SitemapDoor(world_.services(), world_.templates())(World::Get("en")).body}) {
    EXPECT_THAT(body, Not(HasSubstr("secret")));
    EXPECT_THAT(body, Not(HasSubstr("Merger")));
  }
  EXPECT_EQ(world_.Content(World::Get("en", "secret/plan")).status, 404);
  EXPECT_EQ(world_.Content(World::Get("pl", "secret/plan")).status, 404);
  EXPECT_EQ(world_.Content(World::Get("en", "secret/")).status, 404);
}

TEST_F(PagesTest, ForbiddenAndUnknownLookTheSame) {
  const auto forbidden = world_.Content(World::Get("en", "secret/plan"));
  const auto unknown = world_.Content(World::Get("en", "nowhere/plan"));
  EXPECT_EQ(forbidden.status, unknown.status);
  EXPECT_EQ(forbidden.body, unknown.body);
}

TEST_F(PagesTest, AnArticleHasContentsBreadcrumbAndAWayToPeople) {
  const WebResponse page = world_.Content(World::Get("en", "accounts/password"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("<title>Reset your password · Zeroline</title>"));
  EXPECT_THAT(page.body, HasSubstr("href=\"#first\">First step</a>"));
  EXPECT_THAT(page.body, HasSubstr("href=\"#" + EscapeUrl("второй-шаг") + "\">Второй шаг</a>"));
  EXPECT_THAT(page.body, HasSubstr("href=\"/en/accounts/\" lang=\"en\">The accounts</a>"));
  EXPECT_THAT(page.body, HasSubstr("<p>Body of accounts/password</p>"));
  EXPECT_THAT(page.body, HasSubstr("href=\"/en/new-request?article=accounts%2Fpassword\""));
  EXPECT_THAT(page.body, HasSubstr("<time datetime=\"2026-03-12\">Updated 12 March 2026</time>"));
  EXPECT_THAT(page.body,
              HasSubstr("rel=\"canonical\" href=\"http://help.example/en/accounts/password\""));
}

TEST_F(PagesTest, ShortArticlesHaveNoContents) {
  EXPECT_THAT(world_.Content(World::Get("en", "accounts/locked")).body,
              Not(HasSubstr("contents-list")));
}

TEST_F(PagesTest, AlternatesAreTheRealTranslationsUnderTheirOwnPaths) {
  const std::string body = world_.Content(World::Get("en", "accounts/password")).body;
  const std::string russian = "/ru/" + EscapeUrlPath("учётные записи/пароль");
  EXPECT_THAT(body, HasSubstr("hreflang=\"pl\" href=\"http://help.example/pl/accounts/password\""));
  EXPECT_THAT(body, HasSubstr("hreflang=\"ru\" href=\"http://help.example" + russian + "\""));
  EXPECT_THAT(body, Not(HasSubstr("hreflang=\"zh\" href=\"http://")));
  // The switcher still leads somewhere.
  EXPECT_THAT(body, HasSubstr("<a href=\"/zh/accounts/password\" hreflang=\"zh\">"));
}

TEST_F(PagesTest, AMissingTranslationShowsTheOriginalWithANotice) {
  const WebResponse page = world_.Content(World::Get("pl", "accounts/locked"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body,
              HasSubstr("Tego artykułu nie ma jeszcze po polsku. Czytasz go po angielsku."));
  EXPECT_THAT(page.body, HasSubstr("<html lang=\"pl\""));
  EXPECT_THAT(page.body, HasSubstr("<h1 lang=\"en\" dir=\"ltr\">Account locked</h1>"));
  EXPECT_THAT(page.body,
              HasSubstr("rel=\"canonical\" href=\"http://help.example/en/accounts/locked\""));
}

TEST_F(PagesTest, TheSamePathInALanguageWithAnotherPathLeadsThere) {
  const WebResponse page = world_.Content(World::Get("ru", "accounts/password"));
  EXPECT_EQ(page.status, 302);
  EXPECT_EQ(HeaderOf(page, "Location"), "/ru/" + EscapeUrlPath("учётные записи/пароль"));
}

TEST_F(PagesTest, PathsOfAnyScriptWork) {
  EXPECT_THAT(world_.Content(World::Get("zh", "网络/无线")).body, HasSubstr("<h1 lang=\"zh\""));
  EXPECT_THAT(Home("zh").body, HasSubstr("href=\"/zh/" + EscapeUrlPath("网络/无线") + "\""));
  EXPECT_THAT(world_.Content(World::Get("ru", "учётные записи/")).body,
              HasSubstr("href=\"/ru/" + EscapeUrlPath("учётные записи/пароль") + "\""));
}

TEST_F(PagesTest, UrlsThatAreAlmostRightAreRedirected) {
  const struct {
    const char* path;
    int status;
    const char* want;
  } kCases[] = {
      {"accounts", 301, "/en/accounts/"},
      {"accounts/password/", 301, "/en/accounts/password"},
      {"old/password", 301, "/en/accounts/password"},
  };
  for (const auto& c : kCases) {
    const WebResponse page = world_.Content(World::Get("en", c.path));
    EXPECT_EQ(page.status, c.status) << c.path;
    EXPECT_EQ(HeaderOf(page, "Location"), c.want) << c.path;
  }
}

TEST_F(PagesTest, ASectionMissingInOneLanguageIsShownInAnother) {
  const WebResponse page = world_.Content(World::Get("zh", "accounts/"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("role=\"note\""));
}

TEST_F(PagesTest, HostileTitlesAreOnlyText) {
  for (const WebResponse& page : {Home("en"), world_.Content(World::Get("en", "security/hostile")),
                                  world_.Content(World::Get("en", "security/"))}) {
    EXPECT_THAT(page.body, Not(HasSubstr("<script>alert")));
    EXPECT_THAT(page.body, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &quot;quoted&quot;"));
    EXPECT_THAT(page.body, HasSubstr("{{site_name}} {{{html}}}"));
  }
}

TEST_F(PagesTest, HostileQueriesAreOnlyText) {
  WebRequest request = World::Get("en");
  request.query.emplace("q", kHostile);
  // The world has no Xapian databases, so this is also the page of a search that fails.
  const WebResponse page = SearchDoor(world_.services(), world_.templates())(request);
  EXPECT_EQ(page.status, 503);
  EXPECT_THAT(page.body, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page.body, HasSubstr("value=\"&lt;script&gt;"));
  EXPECT_THAT(page.body, HasSubstr("The search is not available"));
  EXPECT_THAT(page.body, HasSubstr("new-request?subject=%3Cscript%3E"));
}

TEST_F(PagesTest, AnEmptyQueryListsNoArticles) {
  for (const char* query : {"", "   ", "\t\n"}) {
    WebRequest request = World::Get("en");
    request.query.emplace("q", query);
    const WebResponse page = SearchDoor(world_.services(), world_.templates())(request);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("The accounts"));
    EXPECT_THAT(page.body, Not(HasSubstr("Reset your password")));
  }
}

TEST_F(PagesTest, ANotFoundPageOffersToSearchTheWordsOfItsPath) {
  const WebResponse page = world_.Content(World::Get("en", "accounts/reset_my-password.html"));
  EXPECT_EQ(page.status, 404);
  EXPECT_THAT(page.body, HasSubstr("Search for “reset my password”"));
  EXPECT_THAT(page.body, HasSubstr("href=\"/en/search?q=reset%20my%20password\""));
  EXPECT_THAT(page.body, HasSubstr("noindex"));
}

TEST_F(PagesTest, EveryErrorHasItsWords) {
  for (const int status : {400, 403, 404, 413, 429, 500, 503, 418}) {
    const WebResponse page =
        ErrorPage(world_.services(), world_.templates(), World::Get("ru"), status);
    EXPECT_EQ(page.status, status);
    EXPECT_THAT(page.body, Not(HasSubstr("error_"))) << status;
    EXPECT_THAT(page.body, HasSubstr("<html lang=\"ru\"")) << status;
  }
}

TEST_F(PagesTest, AnUnknownLanguageIsNotFound) {
  EXPECT_EQ(Home("xx").status, 404);
  EXPECT_EQ(world_.Content(World::Get("..", "accounts/password")).status, 404);
}

TEST_F(PagesTest, TheRootGoesToTheReadersLanguage) {
  const Door root = RootDoor(world_.services(), world_.templates());
  WebRequest request;
  EXPECT_EQ(HeaderOf(root(request), "Location"), "/en/");
  request.headers["accept-language"] = "fr, pl;q=0.8, en;q=0.5";
  EXPECT_EQ(HeaderOf(root(request), "Location"), "/pl/");
  request.cookies["lang"] = "zh";
  EXPECT_EQ(HeaderOf(root(request), "Location"), "/zh/");
  request.cookies["lang"] = "//evil.example";
  EXPECT_EQ(HeaderOf(root(request), "Location"), "/pl/");
}

TEST_F(PagesTest, AShortLinkOpensTheArticleInTheReadersLanguage) {
  const Door door = ShortLinkDoor(world_.services(), world_.templates());
  const struct {
    const char* id;
    const char* language;
    int status;
    std::string want;
  } kCases[] = {
      {"accounts/password", "pl", 302, "/pl/accounts/password"},
      {"accounts/password", "ru", 302, "/ru/" + EscapeUrlPath("учётные записи/пароль")},
      {"accounts/password", "fr", 302, "/en/accounts/password"},
      {"网络/无线", "pl", 302, "/zh/" + EscapeUrlPath("网络/无线")},
      {"pw", "de", 302, "/de/accounts/password"},
      {"secret/plan", "en", 404, ""},
      {"nothing", "en", 404, ""},
  };
  for (const auto& c : kCases) {
    WebRequest request;
    request.path = std::string("/a/") + c.id;
    request.variables["id"] = c.id;
    request.headers["accept-language"] = c.language;
    const WebResponse page = door(request);
    EXPECT_EQ(page.status, c.status) << c.id;
    EXPECT_EQ(HeaderOf(page, "Location"), c.want) << c.id;
  }
}

TEST_F(PagesTest, AShortLinkOpensTheLanguageItNamesIfTheArticleIsThere) {
  const Door door = ShortLinkDoor(world_.services(), world_.templates());
  WebRequest request;
  request.variables["id"] = "accounts/password";
  request.headers["accept-language"] = "de";
  request.query.emplace("lang", "pl");
  EXPECT_EQ(HeaderOf(door(request), "Location"), "/pl/accounts/password");
  request.query = {{"lang", "//evil.example"}};
  EXPECT_EQ(HeaderOf(door(request), "Location"), "/de/accounts/password");
}

TEST_F(PagesTest, TheSitemapListsEveryPublicArticle) {
  const WebResponse page = SitemapDoor(world_.services(), world_.templates())(World::Get("en"));
  EXPECT_THAT(page.body, HasSubstr("<loc>http://help.example/en/accounts/password</loc>"));
  EXPECT_THAT(page.body, HasSubstr("<lastmod>2026-03-12</lastmod>"));
  EXPECT_THAT(page.body, HasSubstr("<loc>http://help.example/zh/" + EscapeUrlPath("网络/无线")));
}

TEST_F(PagesTest, TheLanguageCookieIsSetOnlyWhenItChanges) {
  WebRequest request = World::Get("en", "accounts/password");
  EXPECT_THAT(HeaderOf(world_.Content(request), "Set-Cookie"), StartsWith("lang=en"));
  request.cookies["lang"] = "en";
  EXPECT_THAT(HeaderOf(world_.Content(request), "Set-Cookie"), Not(HasSubstr("lang=")));
}

}  // namespace
}  // namespace zeroline::testing

// Addresses: where pages say they are, and where a language written another way leads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/web/portal/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

class AddressTest : public ::testing::Test {
 protected:
  World world_{{MakeArticle("en", "accounts/password", "Reset"),
                MakeArticle("zh", "accounts/password", "重置"),
                MakeArticle("pt-BR", "accounts/password", "Redefinir")}};
};

TEST_F(AddressTest, EveryAbsoluteUrlBeginsWithTheOrigin) {
  WebRequest request = World::Get("en", "accounts/password");
  request.origin = "https://help.example.com";
  const std::string article = world_.Content(request).body;
  EXPECT_THAT(
      article,
      AllOf(HasSubstr("rel=\"canonical\" href=\"https://help.example.com/en/accounts/password\""),
            HasSubstr("hreflang=\"zh\" href=\"https://help.example.com/zh/accounts/password\""),
            HasSubstr("property=\"og:url\" content=\"https://help.example.com/en/"),
            Not(HasSubstr("http://"))));
  const auto& services = world_.services();
  const auto& templates = world_.templates();
  EXPECT_THAT(SitemapDoor(services, templates)(request).body,
              HasSubstr("<loc>https://help.example.com/en/accounts/password</loc>"));
  EXPECT_THAT(OpenSearchDoor(services, templates)(request).body,
              HasSubstr("template=\"https://help.example.com/en/search?q={searchTerms}\""));
  EXPECT_THAT(RobotsDoor(services, templates)(request).body,
              HasSubstr("Sitemap: https://help.example.com/sitemap.xml"));
}

TEST_F(AddressTest, CookiesAreSecureOverHttps) {
  WebRequest request = World::Get("en", "accounts/password");
  request.origin = "https://help.example.com";
  EXPECT_THAT(HeaderOf(world_.Content(request), "Set-Cookie"), EndsWith("; Secure"));
  request.origin = "http://help.example.com";
  EXPECT_THAT(HeaderOf(world_.Content(request), "Set-Cookie"), Not(HasSubstr("Secure")));
}

TEST_F(AddressTest, ALanguageWrittenAnotherWayLeadsToOurs) {
  const struct {
    const char* language;
    int status;
    const char* want;  // first segment
  } kCases[] = {
      {"EN", 301, "en"},         {"Zh", 301, "zh"},    {"zh-cn", 302, "zh"},
      {"zh-Hant-TW", 302, "zh"}, {"en-GB", 302, "en"}, {"pt-br", 301, "pt-BR"},
      {"pt", 302, "pt-BR"},      {"pl-PL", 302, "pl"},  // has messages, but no articles
      {"fr", 404, ""},           {"xx", 404, ""},      {"..", 404, ""},
      {"images", 404, ""},       {"e", 404, ""},       {"\xff", 404, ""},
  };
  for (const auto& c : kCases) {
    const WebResponse page = world_.Content(World::Get(c.language, "accounts/password"));
    const std::string want =
        c.status == 404 ? "" : std::string("/") + c.want + "/accounts/password";
    EXPECT_EQ(page.status, c.status) << c.language;
    EXPECT_EQ(HeaderOf(page, "Location"), want) << c.language;
  }
}

TEST_F(AddressTest, EveryPageOfALanguageWrittenAnotherWayLeadsToItself) {
  const auto& services = world_.services();
  const auto& templates = world_.templates();
  const auto location = [&](const Door& door, const std::string& path) {
    WebRequest request = World::Get("EN");
    request.path = path;
    request.query.emplace("q", "a b&c");
    return HeaderOf(door(request), "Location");
  };
  EXPECT_EQ(location(LanguageDoor(services, templates), "/EN"), "/en/?q=a%20b%26c");
  EXPECT_EQ(location(HomeDoor(services, templates), "/EN/"), "/en/?q=a%20b%26c");
  EXPECT_EQ(location(SearchDoor(services, templates), "/EN/search"), "/en/search?q=a%20b%26c");
  EXPECT_EQ(location(RequestFormDoor(services, templates), "/EN/new-request"),
            "/en/new-request?q=a%20b%26c");
  EXPECT_EQ(location(ContentDoor(services, templates), "/EN//evil.example/%"),
            "/en//evil.example/%25?q=a%20b%26c");
}

TEST_F(AddressTest, AFormIsNeverLostInARedirect) {
  WebRequest request = World::Get("EN", "new-request");
  request.method = "POST";
  EXPECT_EQ(SendRequestDoor(world_.services(), world_.templates())(request).status, 404);
}

}  // namespace
}  // namespace zeroline::testing

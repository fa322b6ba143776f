// Links that remember what was read, through the portal's doors.
#include "server/web/portal/linked_version.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "indexer/index_format/history.h"
#include "tests/server/web/portal/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kNotice = "class=\"changed\"";

FormerVersion Former(const std::string& text, std::uint64_t last_build) {
  return {ArticleVersion("Doors", text), last_build, 1773273600, "Doors", text, {}};
}

class LinkedVersionTest : public ::testing::Test {
 protected:
  LinkedVersionTest() {
    StoredArticle article = MakeArticle("en", "help/doors", "Doors");
    article.text = "Open the green door.";
    article.sections[0].text_end = static_cast<std::uint32_t>(article.text.size());
    world_.emplace(
        std::vector<StoredArticle>{article, MakeArticle("pl", "help/doors", "Drzwi")},
        std::vector<CatalogRedirect>{{"old/doors", "help/doors"}, {"/a/old/doors", "help/doors"}});
    current_ = ArticleVersion("Doors", article.text);
    ArticleHistory history;
    history.versions = {Former("Open the <b>red</b> door.", 7), Former("Open a door.", 4)};
    history.unknown_until = 2;
    auto writer = HistoryWriter::Create(file());
    Require((*writer)->Add("help/doors", EncodeHistory("help/doors", history)));
    Require((*writer)->Finish());
    reader_ = *IndexReader::Open(world_->index());
    services_ = world_->services();
    services_.index = reader_.get();
  }

  static void Require(const Status& status) {
    if (!status) throw std::runtime_error(status.error().message);
  }
  std::filesystem::path file() const {
    return world_->index() / "current/public/en" / kHistoryFile;
  }
  WebResponse Get(const std::string& path, const std::string& key, const std::string& value) {
    WebRequest request = World::Get("en", path);
    request.query.emplace(key, value);
    return ContentDoor(services_, world_->templates())(request);
  }
  WebResponse Short(const std::string& id, std::multimap<std::string, std::string> query) {
    WebRequest request = World::Get("en");
    request.variables = {{"id", id}};
    for (auto& [key, value] : query) request.query.emplace(key, value);
    return ShortLinkDoor(services_, world_->templates())(request);
  }

  std::optional<World> world_;
  std::unique_ptr<IndexReader> reader_;
  Services services_;
  std::string current_;
};

TEST_F(LinkedVersionTest, SaysNothingOfAVersionThatIsCurrentOrOfNone) {
  EXPECT_THAT(Get("help/doors", "v", current_).body, Not(HasSubstr(kNotice)));
  EXPECT_THAT(Get("help/doors", "v", "no version").body, Not(HasSubstr(kNotice)));
  EXPECT_THAT(Get("help/doors", "build", "8").body, Not(HasSubstr(kNotice)));
  EXPECT_THAT(Get("help/doors", "build", "99999999999999999999").body, Not(HasSubstr(kNotice)));
  EXPECT_THAT(Get("help/doors", "x", "y").body,
              AllOf(Not(HasSubstr(kNotice)), Not(HasSubstr("noindex"))));
}

TEST_F(LinkedVersionTest, ShowsWhatHasChangedEscaped) {
  const WebResponse page =
      Get("help/doors", "v", ArticleVersion("Doors", "Open the <b>red</b> door."));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body,
              AllOf(HasSubstr(kNotice), HasSubstr("<details>"), HasSubstr("&lt;b&gt;red"),
                    HasSubstr("<ins>"), HasSubstr("12 March 2026"), Not(HasSubstr("<b>red"))));
  EXPECT_THAT(page.body, AllOf(HasSubstr("noindex"), HasSubstr("/en/help/doors\"")));
  EXPECT_EQ(HeaderOf(page, "Cache-Control"), "private, no-cache");
}

TEST_F(LinkedVersionTest, FindsTheVersionOfABuild) {
  EXPECT_THAT(Get("help/doors", "build", "7").body, HasSubstr("&lt;b&gt;red"));
  EXPECT_THAT(Get("help/doors", "build", "5").body, HasSubstr("&lt;b&gt;red"));
  EXPECT_THAT(Get("help/doors", "build", "4").body,
              AllOf(HasSubstr("<details>"), Not(HasSubstr("&lt;b&gt;red"))));
  EXPECT_THAT(Get("help/doors", "build", "2").body,
              AllOf(HasSubstr(kNotice), Not(HasSubstr("<details>"))));
}

TEST_F(LinkedVersionTest, SaysOnlyThatItChangedWhereTheVersionIsNotKnown) {
  EXPECT_THAT(Get("help/doors", "v", "00000000").body,
              AllOf(HasSubstr(kNotice), Not(HasSubstr("<details>")), HasSubstr("12 March 2026")));
}

TEST_F(LinkedVersionTest, TakesADamagedHistoryForAForgottenOne) {
  std::string bytes;
  {
    std::ifstream in(file(), std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  }
  bytes[bytes.find("red")] = 'b';
  std::ofstream(file(), std::ios::binary) << bytes;
  const WebResponse page =
      Get("help/doors", "v", ArticleVersion("Doors", "Open the <b>red</b> door."));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, AllOf(HasSubstr(kNotice), Not(HasSubstr("<details>"))));
}

TEST_F(LinkedVersionTest, IsKeptByRedirectsInItsLanguageOnly) {
  using Query = std::multimap<std::string, std::string>;
  const struct {
    std::string id;
    Query query;
    std::string want;
  } cases[] = {
      {"help/doors", {{"lang", "en"}, {"v", "1a2b3c4d"}}, "/en/help/doors?v=1a2b3c4d"},
      {"help/doors", {{"lang", "pl"}, {"v", "1a2b3c4d"}}, "/pl/help/doors?v=1a2b3c4d"},
      {"help/doors", {{"lang", "ru"}, {"v", "1a2b3c4d"}}, "/en/help/doors"},
      {"help/doors", {{"lang", "en"}, {"v", "1a2b\r\nSet-Cookie: a"}}, "/en/help/doors"},
      {"help/doors", {{"lang", "en"}, {"build", "41"}}, "/en/help/doors?build=41"},
      {"help/doors", {{"lang", "en"}, {"build", "-1"}}, "/en/help/doors"},
      {"old/doors", {{"lang", "en"}, {"v", "1a2b3c4d"}}, "/en/help/doors?v=1a2b3c4d"},
  };
  for (const auto& [id, query, want] : cases) {
    const WebResponse response = Short(id, query);
    EXPECT_EQ(response.status, 302);
    EXPECT_EQ(HeaderOf(response, "Location"), want) << id;
  }
  EXPECT_EQ(HeaderOf(Get("old/doors", "v", "1a2b3c4d"), "Location"), "/en/help/doors?v=1a2b3c4d");
}

}  // namespace
}  // namespace zeroline::testing

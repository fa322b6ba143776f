// What builds remember of the builds before.
#include "indexer/index_format/history.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "indexer/index_format/article_store.h"
#include "indexer/index_format/build_directory.h"
#include "indexer/index_format/catalog.h"
#include "tests/indexer/commands/built_tree.h"

namespace zeroline {
namespace {

using testing::Page;

namespace fs = std::filesystem;

class HistoryTest : public testing::BuiltTree {
 protected:
  HistoryTest() {
    for (int i = 0; i < 10; ++i) {
      Write("en/filler/" + std::to_string(i) + ".md", Page("Filler", "Stays as it is."));
    }
  }
  fs::path Folder(const std::string& audience = "public") const {
    return BuildPath(options_.index, *CurrentBuild(options_.index)) / audience / "en";
  }
  ArticleHistory Of(const std::string& id, const std::string& audience = "public") const {
    const auto history = History::Open(Folder(audience) / kHistoryFile);
    if (!history) return {};
    return (*history)->Find(id).value_or(ArticleHistory{});
  }
  std::string Html(const std::string& id) const {
    const auto catalog = Catalog::Open(Folder() / "catalog.flat");
    const auto articles = ArticleStore::Open(Folder() / "articles.cdb");
    const auto entry = (*catalog)->FindId(id);
    return entry ? std::string((*articles)->Find(entry->docid)->html()) : "";
  }
  bool Contains(const std::string& audience, const std::string& bytes) const {
    return testing::FolderContains(Folder(audience), bytes);
  }
};

TEST_F(HistoryTest, KeepsWhatWasSaidUntilABuildSaidOtherwise) {
  Write("en/a.md", Page("Door", "Open it."));
  Built();
  EXPECT_FALSE(fs::exists(Folder() / kHistoryFile));
  Write("en/a.md", Page("Door", "Close it."));
  Built();
  Write("en/filler/1.md", Page("Filler", "Another."));
  Built();
  Write("en/a.md", Page("Doors", "Close it."));
  Built();
  const ArticleHistory history = Of("a");
  ASSERT_EQ(history.versions.size(), 2u);
  EXPECT_EQ(history.versions[0].title, "Door");
  EXPECT_EQ(history.versions[0].text, "Close it.");
  EXPECT_EQ(history.versions[0].last_build, 3u);
  EXPECT_EQ(history.versions[0].version, ArticleVersion("Door", "Close it."));
  EXPECT_EQ(history.versions[1].text, "Open it.");
  EXPECT_EQ(history.versions[1].last_build, 1u);
  EXPECT_GE(history.versions[0].replaced, history.versions[1].replaced);
  EXPECT_EQ(history.unknown_until, 0u);
  EXPECT_TRUE(Of("filler/2").versions.empty());
}

TEST_F(HistoryTest, SurvivesAFullBuildUnderOtherOptions) {
  Write("en/a.md", Page("Door", "Open it."));
  Built();
  Write("en/a.md", Page("Door", "Close it."));
  Built();
  options_.original_language = "pl";
  Built();
  ASSERT_EQ(Of("a").versions.size(), 1u);
  Write("en/a.md", Page("Door", "Leave it."));
  options_.original_language = "en";
  Built();
  ASSERT_EQ(Of("a").versions.size(), 2u);
  EXPECT_EQ(Of("a").versions[0].text, "Close it.");
}

TEST_F(HistoryTest, IsLinkedWhereNothingChanged) {
  Write("en/a.md", Page("Door", "Open it."));
  Write("pl/a.md", Page("Drzwi", "Otworz."));
  Built();
  Write("en/a.md", Page("Door", "Close it."));
  Built();
  const fs::path before = Folder() / kHistoryFile;
  Write("pl/a.md", Page("Drzwi", "Zamknij."));
  Built();
  EXPECT_TRUE(fs::equivalent(before, Folder() / kHistoryFile));
  Write("en/filler/_index.md", Page("Named anew", ""));
  Built();
  EXPECT_TRUE(fs::equivalent(before, Folder() / kHistoryFile));
  EXPECT_EQ(Of("a").versions.size(), 1u);
}

TEST_F(HistoryTest, NeverPassesFromOneAudienceToAnother) {
  Write("en/a.md", Page("Plan", "The xylophagous plan.", "audience: internal\n"));
  Write("en/b.md", Page("Other", "Internal, too.", "audience: internal\n"));
  Built();
  Write("en/a.md", Page("Plan", "The zygodactyl plan.", "audience: internal\n"));
  Built();
  EXPECT_EQ(Of("a", "internal").versions.size(), 1u);
  Write("en/a.md", Page("Plan", "Nothing to see."));
  Built();
  const ArticleHistory history = Of("a");
  EXPECT_TRUE(history.versions.empty());
  EXPECT_EQ(history.unknown_until, 2u);
  for (const char* word : {"xylophagous", "zygodactyl"}) {
    EXPECT_FALSE(Contains("public", word)) << word;
    EXPECT_FALSE(Contains("internal", word)) << word;
  }
}

TEST_F(HistoryTest, IsForgottenWithTheArticle) {
  Write("en/a.md", Page("Door", "Open the xylophagous one."));
  Built();
  Write("en/a.md", Page("Door", "Close it."));
  Built();
  EXPECT_TRUE(Contains("public", "xylophagous"));
  fs::remove(options_.articles / "en/a.md");
  Built();
  EXPECT_FALSE(Contains("public", "xylophagous"));
  Write("en/a.md", Page("Door", "Close it."));
  Built();
  EXPECT_TRUE(Of("a").versions.empty());
}

TEST_F(HistoryTest, IsForgottenWhereTheWriterSaysSo) {
  Write("en/a.md", Page("Door", "The password is xylophagous."));
  Built();
  Write("en/a.md", Page("Door", "Ask for the password."));
  Built();
  EXPECT_TRUE(Contains("public", "xylophagous"));
  Write("en/a.md", Page("Door", "Ask for the password.", "history: forget\n"));
  Built();
  EXPECT_FALSE(Contains("public", "xylophagous"));
  EXPECT_EQ(Of("a").unknown_until, 2u);
  Write("en/a.md", Page("Door", "Ask politely."));
  Built();
  ASSERT_EQ(Of("a").versions.size(), 1u);
  EXPECT_EQ(Of("a").versions[0].text, "Ask for the password.");
}

TEST_F(HistoryTest, FollowsARedirectToAnotherId) {
  Write("en/a.md", Page("Door", "Open it."));
  Built();
  fs::remove(options_.articles / "en/a.md");
  Write("en/b.md", Page("Door", "Close it.", "redirect_from: a\n"));
  Built();
  ASSERT_EQ(Of("b").versions.size(), 1u);
  EXPECT_EQ(Of("b").versions[0].text, "Open it.");
}

TEST_F(HistoryTest, KeepsSoManyAndKnowsHowFarBackTheyGo) {
  for (std::size_t i = 0; i < kMaxFormerVersions + 3; ++i) {
    Write("en/a.md", Page("Door", "State " + std::to_string(i) + "."));
    Built();
  }
  const ArticleHistory history = Of("a");
  ASSERT_EQ(history.versions.size(), kMaxFormerVersions);
  EXPECT_EQ(history.versions.back().text, "State 2.");
  EXPECT_EQ(history.unknown_until, 2u);
}

TEST_F(HistoryTest, ForgetsTextsThatAreTooLongTogether) {
  const std::string big(kMaxFormerBytes / 2 + 1, 'x');
  ArticleHistory history;
  history.versions = {{"v3", 3, 30, "t", big, {}}, {"v2", 2, 20, "t", big, {}}};
  const std::string record = EncodeHistory("a", history);
  auto writer = HistoryWriter::Create(tree_.path() / "h.cdb");
  ASSERT_TRUE((*writer)->Add("a", record));
  ASSERT_TRUE((*writer)->Finish());
  const auto read = History::Open(tree_.path() / "h.cdb");
  const ArticleHistory found = *(*read)->Find("a");
  ASSERT_EQ(found.versions.size(), 1u);
  EXPECT_EQ(found.versions[0].version, "v3");
  EXPECT_EQ(found.unknown_until, 2u);
  EXPECT_TRUE((*read)->Find("b")->versions.empty());
}

TEST_F(HistoryTest, RefusesADamagedRecordAndBuildsOn) {
  Write("en/a.md", Page("Door", "Open the xylophagous one."));
  Built();
  Write("en/a.md", Page("Door", "Close it."));
  Built();
  const fs::path file = Folder() / kHistoryFile;
  std::string bytes = tree_.Read(fs::relative(file, tree_.path()).string());
  bytes[bytes.find("xylophagous")] = 'z';
  std::ofstream(file, std::ios::binary) << bytes;
  EXPECT_EQ((*History::Open(file))->Find("a").error().code, ErrorCode::kCorrupt);
  Write("en/a.md", Page("Door", "Leave it."));
  Built();
  ASSERT_EQ(Of("a").versions.size(), 1u);
  EXPECT_EQ(Of("a").unknown_until, 2u);
  fs::resize_file(Folder() / kHistoryFile, 100);
  EXPECT_EQ(History::Open(Folder() / kHistoryFile).error().code, ErrorCode::kCorrupt);
  Write("en/a.md", Page("Door", "Paint it."));
  Built();
  EXPECT_EQ(Of("a").versions.size(), 1u);
}

TEST_F(HistoryTest, KeepsTheAnchorsOfRenamedHeadings) {
  Write("en/a.md", Page("Door", "## Open\n\nTurn the handle.\n\n## Close\n\nPush it."));
  Built();
  Write("en/a.md", Page("Door", "## Opening\n\nTurn the handle.\n\n## Close\n\nPush it."));
  Built();
  EXPECT_NE(Html("a").find("<h2 id=\"opening\"><a id=\"open\"></a>Opening"), std::string::npos);
  Write("en/a.md", Page("Door", "## How to open\n\nTurn the handle.\n\n## Close\n\nPush it."));
  Built();
  const std::string html = Html("a");
  EXPECT_NE(html.find("<a id=\"open\"></a>"), std::string::npos) << html;
  EXPECT_NE(html.find("<a id=\"opening\"></a>"), std::string::npos) << html;
  Write("en/a.md", Page("Door", "## Open\n\nTurn the handle.\n\n## Close\n\nPush it."));
  Built();
  EXPECT_NE(Html("a").find("<h2 id=\"open\">"), std::string::npos) << Html("a");
  EXPECT_EQ(Html("a").find("<a id=\"open\">"), std::string::npos) << Html("a");
  EXPECT_NE(Html("a").find("<a id=\"opening\"></a>"), std::string::npos) << Html("a");
}

TEST_F(HistoryTest, FollowsASectionThatMovedAndDropsOneThatWent) {
  const std::string words = "Unscrew the four brass bolts and lift the lid with both hands.";
  Write("en/a.md", Page("Lid", "## Remove\n\n" + words + "\n\n## Clean\n\nUse a cloth.\n\n" +
                                   "## Store\n\nDry and dark."));
  Built();
  Write("en/a.md", Page("Lid", "## Clean\n\nUse a cloth.\n\n## Taking it off\n\n" + words));
  Built();
  const std::string html = Html("a");
  EXPECT_NE(html.find("<h2 id=\"taking-it-off\"><a id=\"remove\"></a>"), std::string::npos) << html;
  EXPECT_EQ(html.find("id=\"store\""), std::string::npos) << html;
}

}  // namespace
}  // namespace zeroline

// Where old addresses lead after a writer renamed a file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "indexer/index_format/catalog.h"
#include "indexer/index_format/history.h"
#include "tests/indexer/commands/built_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

class RenamesTest : public testing::BuiltTree {
 protected:
  RenamesTest() {
    options_.use_git = true;
    for (int i = 0; i < 12; ++i) {
      Write("en/filler/" + std::to_string(i) + ".md", "Filler number " + std::to_string(i));
    }
    Git("init -q .");
  }
  void Git(const std::string& arguments) const {
    const std::string command = "git -C '" + tree_.path().string() +
                                "' -c user.name=A -c user.email=a@example.com " + arguments +
                                " >/dev/null 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  void Write(const std::string& path, const std::string& words, const std::string& keys = "") {
    std::string body;
    for (int i = 0; i < 10; ++i) body += words + " " + std::to_string(i) + ".\n\n";
    tree_.Write("articles/" + path, "---\ntitle: Some\n" + keys + "---\n\n" + body);
  }
  void Commit() const {
    Git("add -A articles");
    Git("commit -qm x");
  }
  void Move(const std::string& from, const std::string& to) const {
    fs::create_directories((options_.articles / to).parent_path());
    Git("mv 'articles/" + from + "' 'articles/" + to + "'");
  }
  void CommitAndBuild() {
    Commit();
    Built();
  }
  // The id it leads to, "" if nowhere.
  std::string To(const std::string& from, const std::string& audience = "public",
                 const std::string& language = "en") const {
    const auto catalog = Catalog::Open(Current() / audience / language / "catalog.flat");
    if (!catalog) return "";
    return std::string((*catalog)->FindRedirect(from).value_or(""));
  }
  bool Contains(const std::string& audience, const std::string& bytes) const {
    return testing::FolderContains(Current() / audience, bytes);
  }
};

TEST_F(RenamesTest, LeadFromTheOldAddressAndTheOldId) {
  Write("en/vpn/a.md", "quokka");
  Write("en/vpn/named.md", "wombat", "id: kept\n");
  CommitAndBuild();
  Move("en/vpn/a.md", "en/network/b.md");
  Move("en/vpn/named.md", "en/network/other.md");
  CommitAndBuild();
  EXPECT_EQ(To("vpn/a"), "network/b");
  EXPECT_EQ(To("/a/vpn/a"), "network/b");
  EXPECT_EQ(To("vpn/named"), "kept");
  EXPECT_EQ(To("/a/kept"), "");
}

TEST_F(RenamesTest, BringTheHistoryAlong) {
  Write("en/a.md", "quokka");
  CommitAndBuild();
  Move("en/a.md", "en/b.md");
  tree_.Write("articles/en/b.md", tree_.Read("articles/en/b.md") + "And more.\n");
  CommitAndBuild();
  const auto history = History::Open(Current() / "public/en" / kHistoryFile);
  ASSERT_TRUE(history);
  EXPECT_EQ((*history)->Find("b")->versions.size(), 1u);
}

TEST_F(RenamesTest, AddUpFromBuildToBuildAndInOneBuild) {
  Write("en/a.md", "quokka");
  CommitAndBuild();
  Move("en/a.md", "en/b.md");
  CommitAndBuild();
  Move("en/b.md", "en/c.md");
  Commit();
  Move("en/c.md", "en/d.md");
  CommitAndBuild();
  for (const char* old : {"a", "b", "c"}) EXPECT_EQ(To(old), "d") << old;
  Write("en/filler/1.md", "Changed");
  CommitAndBuild();
  for (const char* old : {"a", "b", "c"}) EXPECT_EQ(To(old), "d") << old;
  options_.index = tree_.path() / "anew";
  Built();
  for (const char* old : {"a", "b", "c"}) EXPECT_EQ(To(old), "d") << old;
}

TEST_F(RenamesTest, AreFoundWhenCommittedAfterTheBuildAndWhenHistoryIsRewritten) {
  Write("en/a.md", "quokka");
  CommitAndBuild();
  Move("en/a.md", "en/b.md");
  CommitAndBuild();
  Move("en/b.md", "en/c.md");
  Built();
  EXPECT_EQ(To("b"), "");
  CommitAndBuild();
  EXPECT_EQ(To("a"), "c");
  EXPECT_EQ(To("b"), "c");
  Git("commit -q --amend -m rewritten --date=@1600000000");
  Built();
  EXPECT_EQ(To("a"), "c");
}

TEST_F(RenamesTest, LeaveTheOldAddressToAFileThatIsThere) {
  Write("en/z.md", "quokka");
  CommitAndBuild();
  Move("en/z.md", "en/a.md");
  CommitAndBuild();
  Move("en/a.md", "en/b.md");
  Commit();
  Write("en/a.md", "wombat");
  CommitAndBuild();
  EXPECT_EQ(To("a"), "");
  EXPECT_EQ(To("/a/a"), "");
  EXPECT_EQ(To("z"), "b");
  Git("rm -q articles/en/a.md");
  CommitAndBuild();
  EXPECT_EQ(To("a"), "b");
}

TEST_F(RenamesTest, OfAConfidentialArticleAreKnownToItsReadersOnly) {
  Write("en/plan-xylo.md", "quokka", "audience: internal\n");
  Write("en/was-open.md", "wombat");
  Write("en/was-secret-zygo.md", "numbat", "audience: internal\n");
  CommitAndBuild();
  Move("en/plan-xylo.md", "en/plan-b.md");
  Move("en/was-open.md", "en/closed.md");
  Write("en/closed.md", "wombat", "audience: internal\n");
  Move("en/was-secret-zygo.md", "en/open.md");
  Write("en/open.md", "numbat");
  CommitAndBuild();
  EXPECT_EQ(To("plan-xylo", "internal"), "plan-b");
  EXPECT_EQ(To("was-open", "internal"), "closed");
  for (const char* trace : {"plan-xylo", "plan-b", "was-open", "closed", "was-secret-zygo"}) {
    EXPECT_FALSE(Contains("public", trace)) << trace;
  }
  EXPECT_TRUE(Contains("public", "open"));
  // Nor from Git alone.
  options_.index = tree_.path() / "anew";
  Built();
  EXPECT_EQ(To("was-open", "internal"), "closed");
  EXPECT_FALSE(Contains("public", "was-secret-zygo"));
  EXPECT_FALSE(Contains("public", "was-open"));
}

TEST_F(RenamesTest, LeadThePublicOnWhateverIsConfidentialAtTheOldAddress) {
  Write("en/a.md", "quokka");
  CommitAndBuild();
  Move("en/a.md", "en/b.md");
  Commit();
  Write("en/a.md", "wombat", "audience: internal\n");
  CommitAndBuild();
  EXPECT_EQ(To("a"), "b");
}

TEST_F(RenamesTest, LeadFromOneLanguageToAnother) {
  Write("en/a.md", "quokka");
  Write("pl/x.md", "kangur");
  CommitAndBuild();
  Move("en/a.md", "pl/b.md");
  CommitAndBuild();
  EXPECT_EQ(To("a"), "b");
  EXPECT_EQ(To("/a/a", "public", "pl"), "b");
}

TEST_F(RenamesTest, OfDraftsAreNobodysBusiness) {
  Write("en/draft-zygo.md", "quokka", "status: draft\n");
  CommitAndBuild();
  Move("en/draft-zygo.md", "en/b.md");
  Commit();
  Write("en/b.md", "quokka");
  CommitAndBuild();
  EXPECT_FALSE(Contains("public", "draft-zygo"));
}

TEST_F(RenamesTest, AreNotLookedForWithoutGit) {
  Write("en/a.md", "quokka");
  Commit();
  Move("en/a.md", "en/b.md");
  options_.use_git = false;
  CommitAndBuild();
  EXPECT_EQ(To("a"), "");
}

}  // namespace
}  // namespace zeroline

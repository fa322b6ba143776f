#include "indexer/source/source_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using zeroline::testing::TempTree;

std::vector<std::string> Paths(const SourceTree& tree) {
  std::vector<std::string> paths;
  for (const SourceFile& file : tree.files) paths.push_back(file.path);
  return paths;
}

// "path rule" of each finding.
std::vector<std::string> Findings(const SourceTree& tree) {
  std::vector<std::string> findings;
  for (const Diagnostic& diagnostic : tree.diagnostics) {
    findings.push_back(diagnostic.path + " " + diagnostic.rule);
  }
  return findings;
}

SourceTree Walk(const TempTree& temp) {
  Result<SourceTree> tree = WalkSourceTree(temp.path());
  EXPECT_TRUE(tree.has_value());
  return tree ? *tree : SourceTree{};
}

TEST(SourceTreeTest, ListsArticlesOrderedByPath) {
  const TempTree temp;
  temp.Write("en/vpn/setup.md", "# A");
  temp.Write("en/b.markdown", "# B");
  temp.Write("en/UPPER.MD", "# C");
  temp.Write("en/vpn/_index.md", "---\ntitle: VPN\n---\n");
  temp.Write("en/vpn/picture.png", "x");
  temp.Write("ru/почта/не приходит.md", "# D");
  temp.Write("zh/重置密码.md", "# E");
  const SourceTree tree = Walk(temp);
  EXPECT_THAT(Paths(tree),
              ElementsAre("en/UPPER.MD", "en/b.markdown", "en/vpn/_index.md", "en/vpn/setup.md",
                          "ru/почта/не приходит.md", "zh/重置密码.md"));
  EXPECT_EQ(tree.files[2].kind, SourceKind::kSectionPage);
  EXPECT_EQ(tree.files[3].kind, SourceKind::kArticle);
  EXPECT_EQ(tree.files[3].size, 3u);
  EXPECT_GT(tree.files[3].modified_ns, 0);
  EXPECT_THAT(tree.diagnostics, IsEmpty());
}

TEST(SourceTreeTest, CanonicalisesTheLanguageAndKeepsTheSpelling) {
  const TempTree temp;
  temp.Write("pt-br/a.md", "# A");
  const SourceTree tree = Walk(temp);
  ASSERT_THAT(Paths(tree), ElementsAre("pt-br/a.md"));
  EXPECT_EQ(tree.files[0].language, "pt-BR");
}

TEST(SourceTreeTest, PassesSilentlyWhatIsNoneOfItsBusiness) {
  const TempTree temp;
  temp.Write("README.md", "x");
  temp.Write("synonyms/en.txt", "x");
  temp.Write(".git/x.md", "x");
  temp.Write("en/.hidden.md", "x");
  temp.Write("en/.drafts/x.md", "x");
  const SourceTree tree = Walk(temp);
  EXPECT_THAT(tree.files, IsEmpty());
  EXPECT_THAT(tree.diagnostics, IsEmpty());
}

TEST(SourceTreeTest, ReportsAFolderThatIsNoLanguage) {
  const TempTree temp;
  temp.Write("images/a.md", "x");
  const SourceTree tree = Walk(temp);
  EXPECT_THAT(tree.files, IsEmpty());
  EXPECT_THAT(Findings(tree), ElementsAre("images language-folder"));
}

TEST(SourceTreeTest, FollowsALinkToAFileOfTheTree) {
  const TempTree temp;
  temp.Write("en/a.md", "# A");
  std::filesystem::create_symlink("a.md", temp.path() / "en/b.md");
  const SourceTree tree = Walk(temp);
  EXPECT_THAT(Paths(tree), ElementsAre("en/a.md", "en/b.md"));
  EXPECT_EQ(tree.files[1].size, 3u);
}

TEST(SourceTreeTest, ReportsLinksThatLeaveLoopOrLeadNowhere) {
  const TempTree outside;
  outside.Write("secret.md", "# Secret");
  const TempTree temp;
  temp.Write("en/a.md", "# A");
  std::filesystem::create_symlink(outside.path() / "secret.md", temp.path() / "en/leaves.md");
  std::filesystem::create_directory_symlink(outside.path(), temp.path() / "en/out");
  std::filesystem::create_directory_symlink("..", temp.path() / "en/loop");
  std::filesystem::create_symlink("self.md", temp.path() / "en/self.md");
  std::filesystem::create_symlink("nowhere.md", temp.path() / "en/broken.md");
  const SourceTree tree = Walk(temp);
  EXPECT_THAT(Paths(tree), ElementsAre("en/a.md"));
  EXPECT_THAT(Findings(tree), ElementsAre("en/broken.md link", "en/leaves.md link", "en/loop link",
                                          "en/out link", "en/self.md link"));
}

TEST(SourceTreeTest, ReportsATooLargeFileWithoutReadingIt) {
  const TempTree temp;
  const auto file = temp.Write("en/large.md", "");
  std::filesystem::resize_file(file, 10u << 20);
  const SourceTree tree = Walk(temp);
  EXPECT_THAT(tree.files, IsEmpty());
  ASSERT_THAT(Findings(tree), ElementsAre("en/large.md too-large"));
  EXPECT_THAT(tree.diagnostics[0].message, HasSubstr("4194304"));
}

TEST(SourceTreeTest, ReportsANameThatIsNotUtf8) {
  const TempTree temp;
  temp.Write("en/a.md", "# A");
  temp.Write("en/\xff.md", "# B");
  const SourceTree tree = Walk(temp);
  EXPECT_THAT(Paths(tree), ElementsAre("en/a.md"));
  EXPECT_THAT(Findings(tree), ElementsAre("en/\xef\xbf\xbd.md file-name"));
}

TEST(SourceTreeTest, ReportsANameWithControlCharacters) {
  const TempTree temp;
  temp.Write("en/a\nb.md", "# A");
  const SourceTree tree = Walk(temp);
  EXPECT_THAT(tree.files, IsEmpty());
  ASSERT_EQ(tree.diagnostics.size(), 1u);
  EXPECT_EQ(tree.diagnostics[0].rule, "file-name");
}

TEST(SourceTreeTest, ReportsAPipeInsteadOfWaitingForIt) {
  const TempTree temp;
  temp.Write("en/a.md", "# A");
  ASSERT_EQ(mkfifo((temp.path() / "en/pipe.md").c_str(), 0644), 0);
  EXPECT_THAT(Findings(Walk(temp)), ElementsAre("en/pipe.md unreadable"));
}

// Walks as somebody who may not read everything; the administrator may, so the child gives that up.
int WalkAsNobody(const std::filesystem::path& root) {
  constexpr uid_t kNobody = 65534;
  if (geteuid() == 0 && setresuid(kNobody, kNobody, kNobody) != 0) return 2;
  const Result<SourceTree> tree = WalkSourceTree(root);
  if (!tree) return 3;
  return Findings(*tree) ==
                     std::vector<std::string>{"en/closed unreadable", "en/closed.md unreadable"} &&
                 Paths(*tree) == std::vector<std::string>{"en/open.md"}
             ? 0
             : 4;
}

TEST(SourceTreeTest, ReportsWhatItMayNotRead) {
  const TempTree temp;
  temp.Write("en/open.md", "# A");
  std::filesystem::permissions(temp.Write("en/closed.md", "# B"), std::filesystem::perms::none);
  temp.Write("en/closed/c.md", "# C");
  std::filesystem::permissions(temp.path() / "en/closed", std::filesystem::perms::none);
  constexpr auto kOpen = static_cast<std::filesystem::perms>(0755);
  std::filesystem::permissions(temp.path(), kOpen);
  EXPECT_EXIT(_exit(WalkAsNobody(temp.path())), ::testing::ExitedWithCode(0), "");
  std::filesystem::permissions(temp.path() / "en/closed", kOpen);
}

TEST(SourceTreeTest, FailsWithoutAFolder) {
  const TempTree temp;
  temp.Write("file", "x");
  for (const char* name : {"missing", "file"}) {
    const Result<SourceTree> tree = WalkSourceTree(temp.path() / name);
    ASSERT_FALSE(tree.has_value()) << name;
    EXPECT_EQ(tree.error().code, ErrorCode::kNotFound) << name;
  }
}

TEST(ReadFileTest, ReadsTheWholeFile) {
  const TempTree temp;
  const std::string content = std::string(100'000, 'x') + '\0' + "end";
  const auto file = temp.Write("en/a.md", content);
  EXPECT_EQ(ReadFile(file, kMaxSourceBytes).value(), content);
  EXPECT_EQ(ReadFile(file, content.size()).value(), content);
  EXPECT_EQ(ReadFile(temp.Write("empty", ""), 10).value(), "");
}

TEST(ReadFileTest, SaysWhyItCannot) {
  const TempTree temp;
  const auto file = temp.Write("en/a.md", "12345");
  EXPECT_EQ(ReadFile(temp.path() / "gone.md", 10).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ReadFile(file, 4).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(ReadFile(temp.path() / "en", 10).error().code, ErrorCode::kIo);
}

TEST(LocateInTreeTest, FindsOnlyRegularFilesOfTheTree) {
  const TempTree outside;
  outside.Write("secret.png", "x");
  const TempTree temp;
  temp.Write("en/a b.png", "x");
  std::filesystem::create_symlink("a b.png", temp.path() / "en/link.png");
  std::filesystem::create_symlink(outside.path() / "secret.png", temp.path() / "en/out.png");
  EXPECT_TRUE(LocateInTree(temp.path(), "en/a b.png").has_value());
  EXPECT_TRUE(LocateInTree(temp.path(), "en/link.png").has_value());
  EXPECT_EQ(LocateInTree(temp.path(), "en/no.png").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(LocateInTree(temp.path(), "en/out.png").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(LocateInTree(temp.path(), "en").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(LocateInTree(temp.path(), "../../../../../../../../etc/passwd").error().code,
            ErrorCode::kInvalidArgument);
}

TEST(ContentHashTest, IsSixteenHexDigitsThatFollowTheContent) {
  EXPECT_EQ(ContentHash(""), "2d06800538d394c2");  // XXH3_64bits of nothing
  EXPECT_EQ(ContentHash("a").size(), 16u);
  EXPECT_NE(ContentHash("a"), ContentHash("b"));
}

}  // namespace
}  // namespace zeroline

#include "indexer/source/git_renames.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "indexer/source/git_history.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;
using zeroline::testing::TempTree;

class GitRenamesTest : public ::testing::Test {
 protected:
  GitRenamesTest() { Git("init -q ."); }
  void Git(const std::string& arguments) const {
    const std::string command = "git -C '" + temp_.path().string() +
                                "' -c user.name=A -c user.email=a@example.com " + arguments +
                                " >/dev/null 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  // With words of its own, so that no two files look like a rename of one another.
  void Write(const std::string& path, const std::string& words) const {
    std::string text;
    for (int i = 0; i < 10; ++i) text += words + " " + std::to_string(i) + "\n";
    temp_.Write("articles/" + path, text);
  }
  void Commit() const {
    Git("add -A");
    Git("commit -qm x");
  }
  void Move(const std::string& from, const std::string& to) const {
    Git("mv 'articles/" + from + "' 'articles/" + to + "'");
  }
  Renames Find(const std::string& since = "") const {
    return FindRenames(temp_.path() / "articles", since);
  }
  static std::vector<std::string> Texts(const Renames& renames) {
    std::vector<std::string> texts;
    for (const FormerName& name : renames.names) texts.push_back(name.former + ">" + name.current);
    return texts;
  }

  TempTree temp_;
};

TEST_F(GitRenamesTest, FollowsAFileThroughAllItsNames) {
  Write("en/a.md", "first");
  Commit();
  Move("en/a.md", "en/b.md");
  Commit();
  temp_.Write("articles/en/b.md", temp_.Read("articles/en/b.md") + "edited\n");
  Move("en/b.md", "en/два слова.md");
  Commit();
  const Renames renames = Find();
  EXPECT_TRUE(renames.is_whole);
  EXPECT_THAT(Texts(renames), ElementsAre("en/b.md>en/два слова.md", "en/a.md>en/два слова.md"));
  const auto contents = ReadGitObjects(
      temp_.path(), {renames.names[1].content, std::string(40, '1'), renames.names[0].content},
      500);
  ASSERT_TRUE(contents[0]);
  EXPECT_EQ(contents[0]->substr(0, 8), "first 0\n");
  EXPECT_FALSE(contents[1]);
  EXPECT_EQ(*contents[2], *contents[0]);
  EXPECT_FALSE(ReadGitObjects(temp_.path(), {renames.names[1].content}, 5)[0]);
}

TEST_F(GitRenamesTest, TellsTheFileFromAnotherThatTookItsPlace) {
  Write("en/z.md", "first");
  Commit();
  Move("en/z.md", "en/a.md");
  Commit();
  Move("en/a.md", "en/b.md");
  Commit();
  Write("en/a.md", "second");
  Commit();
  EXPECT_THAT(Texts(Find()), ElementsAre("en/a.md>en/b.md", "en/z.md>en/b.md"));
}

TEST_F(GitRenamesTest, FollowsNeitherCopiesNorDeletedFilesNorMovesFromOutside) {
  Write("en/a.md", "first");
  Write("en/gone.md", "second");
  temp_.Write("outside.md", "third third third\n");
  Commit();
  Write("en/copy.md", "first");
  Move("en/gone.md", "en/gone too.md");
  Git("mv outside.md articles/en/inside.md");
  Commit();
  Git("rm -q 'articles/en/gone too.md'");
  Commit();
  Write("en/gone too.md", "another one");
  Commit();
  EXPECT_THAT(Texts(Find()), IsEmpty());
}

TEST_F(GitRenamesTest, GoesOnFromACommit) {
  Write("en/a.md", "first");
  Write("en/stays.md", "third");
  Commit();
  Move("en/a.md", "en/b.md");
  Commit();
  const std::string since = HeadCommit(temp_.path());
  Move("en/b.md", "en/c.md");
  Commit();
  Write("en/b.md", "second");
  Commit();
  const Renames renames = Find(since);
  EXPECT_FALSE(renames.is_whole);
  EXPECT_THAT(Texts(renames), ElementsAre("en/b.md>en/c.md"));
  EXPECT_THAT(renames.origins,
              UnorderedElementsAre(Pair("en/b.md", ""), Pair("en/c.md", "en/b.md")));
  EXPECT_TRUE(Find(std::string(40, 'a')).is_whole);
}

TEST_F(GitRenamesTest, KnowsNothingOutsideGit) {
  const TempTree other;
  EXPECT_THAT(FindRenames(other.path(), "").names, IsEmpty());
}

}  // namespace
}  // namespace zeroline

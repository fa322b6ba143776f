#include "indexer/source/git_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;
using zeroline::testing::TempTree;

// A repository whose commits carry the times that the test says.
class GitHistoryTest : public ::testing::Test {
 protected:
  void Git(const std::string& arguments) const {
    const std::string command = "git -C '" + temp_.path().string() +
                                "' -c user.name=A -c user.email=a@example.com " + arguments +
                                " >/dev/null 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  void Commit(const std::string& time) const {
    Git("add -A");
    const std::string environment = "GIT_COMMITTER_DATE='@" + time + " +0000' ";
    const std::string command = environment + "git -C '" + temp_.path().string() +
                                "' -c user.name=A -c user.email=a@example.com commit -qm x";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }

  TempTree temp_;
};

TEST_F(GitHistoryTest, TellsTheNewestCommitOfEachFile) {
  Git("init -q .");
  temp_.Write("articles/en/old.md", "1");
  temp_.Write("articles/ru/с пробелом.md", "1");
  temp_.Write("outside.md", "1");
  Commit("1600000000");
  temp_.Write("articles/ru/с пробелом.md", "2");
  Commit("1700000000");
  EXPECT_THAT(
      LastChanges(temp_.path() / "articles"),
      UnorderedElementsAre(Pair("en/old.md", 1600000000), Pair("ru/с пробелом.md", 1700000000)));
}

TEST_F(GitHistoryTest, LeavesOutEditedAndUntrackedFiles) {
  Git("init -q .");
  temp_.Write("en/a.md", "1");
  temp_.Write("en/b.md", "1");
  Commit("1600000000");
  temp_.Write("en/b.md", "2");
  temp_.Write("en/c.md", "1");
  EXPECT_THAT(LastChanges(temp_.path()), UnorderedElementsAre(Pair("en/a.md", 1600000000)));
}

TEST_F(GitHistoryTest, NamesTheHeadCommit) {
  Git("init -q .");
  EXPECT_EQ(HeadCommit(temp_.path()), "");
  temp_.Write("en/a.md", "1");
  Commit("1600000000");
  const std::string first = HeadCommit(temp_.path());
  EXPECT_EQ(first.size(), 40u);
  temp_.Write("en/a.md", "2");
  Commit("1600000001");
  EXPECT_NE(HeadCommit(temp_.path()), first);
}

TEST_F(GitHistoryTest, KnowsNothingOutsideOfGit) {
  temp_.Write("en/a.md", "1");
  EXPECT_THAT(LastChanges(temp_.path()), IsEmpty());
  EXPECT_EQ(HeadCommit(temp_.path()), "");
  EXPECT_THAT(LastChanges(temp_.path() / "missing"), IsEmpty());
}

TEST_F(GitHistoryTest, DoesNotPassNamesThroughAShell) {
  temp_.Write("$(touch pwned)/en/a.md", "1");
  Git("init -q .");
  Commit("1600000000");
  EXPECT_THAT(LastChanges(temp_.path() / "$(touch pwned)"),
              UnorderedElementsAre(Pair("en/a.md", 1600000000)));
}

}  // namespace
}  // namespace zeroline

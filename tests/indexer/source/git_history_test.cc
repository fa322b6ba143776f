#include "indexer/source/git_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using zeroline::testing::TempTree;

// A repository whose commits carry the times and authors that the test says.
class GitHistoryTest : public ::testing::Test {
 protected:
  void Git(const std::string& arguments, const std::string& environment = "") const {
    const std::string command = environment + " git -C '" + temp_.path().string() +
                                "' -c user.name=A -c user.email=a@example.com " + arguments +
                                " >/dev/null 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
  }
  static std::string At(int time) {
    return "GIT_COMMITTER_DATE='@" + std::to_string(time) + " +0000'";
  }
  void Commit(int time, const std::string& author = "A <a@example.com>") const {
    Git("add -A");
    Git("commit -qm x --author='" + author + "'", At(time));
  }
  GitHistory Read(const std::string& since = "") const {
    return ReadGitHistory(temp_.path(), since);
  }
  std::vector<std::string> Authors(const std::string& path) const {
    return Read().files.at(path).authors;
  }
  static std::vector<std::int64_t> Times(const GitFile& file) {
    std::vector<std::int64_t> times;
    for (const GitVersion& version : file.versions) times.push_back(version.time);
    return times;
  }

  TempTree temp_;
};

TEST_F(GitHistoryTest, TellsTheNewestCommitOfEachFile) {
  Git("init -q .");
  temp_.Write("articles/en/old.md", "1");
  temp_.Write("articles/ru/с пробелом.md", "1");
  temp_.Write("outside.md", "1");
  Commit(1600000000);
  temp_.Write("articles/ru/с пробелом.md", "2");
  Commit(1700000000);
  const GitHistory history = ReadGitHistory(temp_.path() / "articles", "");
  EXPECT_TRUE(history.is_whole);
  ASSERT_THAT(history.files, SizeIs(2));
  EXPECT_EQ(history.files.at("en/old.md").updated, 1600000000);
  const GitFile& edited = history.files.at("ru/с пробелом.md");
  EXPECT_EQ(edited.updated, 1700000000);
  EXPECT_THAT(Times(edited), ElementsAre(1700000000, 1600000000));
  EXPECT_FALSE(edited.is_edited);
  EXPECT_EQ(edited.former_path, "");
}

TEST_F(GitHistoryTest, TellsEditedFilesFromOthersAndForgetsUntrackedOnes) {
  Git("init -q .");
  temp_.Write("en/a.md", "1");
  temp_.Write("en/b.md", "1");
  Commit(1600000000);
  temp_.Write("en/b.md", "2");
  temp_.Write("en/c.md", "1");
  temp_.Write("en/d.md", "1");
  Git("add en/d.md");
  const GitHistory history = Read();
  ASSERT_THAT(history.files, SizeIs(3));
  EXPECT_FALSE(history.files.at("en/a.md").is_edited);
  EXPECT_TRUE(history.files.at("en/b.md").is_edited);
  EXPECT_EQ(history.files.at("en/b.md").head_content, history.files.at("en/a.md").head_content);
  EXPECT_EQ(history.files.at("en/b.md").updated, 1600000000);
  EXPECT_TRUE(history.files.at("en/d.md").is_edited);
  EXPECT_EQ(history.files.at("en/d.md").head_content, "");
  EXPECT_EQ(history.files.at("en/d.md").updated, 0);
}

TEST_F(GitHistoryTest, ReadsOnlyWhatIsNew) {
  Git("init -q .");
  temp_.Write("en/a.md", "1");
  temp_.Write("en/b.md", "1");
  Commit(1600000000, "First <f@example.com>");
  const std::string since = HeadCommit(temp_.path());
  temp_.Write("en/a.md", "2");
  Commit(1700000000, "Second <s@example.com>");
  const GitHistory history = Read(since);
  EXPECT_FALSE(history.is_whole);
  const GitFile& changed = history.files.at("en/a.md");
  EXPECT_THAT(Times(changed), ElementsAre(1700000000));
  EXPECT_THAT(changed.authors, ElementsAre("Second"));
  EXPECT_EQ(changed.former_path, "en/a.md");
  EXPECT_EQ(changed.former_content, history.files.at("en/b.md").head_content);
  EXPECT_THAT(history.files.at("en/b.md").versions, IsEmpty());
  EXPECT_TRUE(Read("0123456789012345678901234567890123456789").is_whole);
}

TEST_F(GitHistoryTest, FollowsRenames) {
  Git("init -q .");
  temp_.Write("en/a.md", "A long enough text to be recognised.\nLine.\nLine.\n");
  Commit(1600000000, "First <f@example.com>");
  const std::string since = HeadCommit(temp_.path());
  Git("mv en/a.md en/b.md");
  Commit(1650000000, "Mover <m@example.com>");
  temp_.Write("en/a.md", "Another article took the place.\n");
  Commit(1700000000);
  const GitHistory history = Read();
  EXPECT_THAT(Times(history.files.at("en/b.md")), ElementsAre(1650000000, 1600000000));
  EXPECT_THAT(history.files.at("en/b.md").authors, ElementsAre("Mover", "First"));
  EXPECT_THAT(Times(history.files.at("en/a.md")), ElementsAre(1700000000));
  EXPECT_EQ(Read(since).files.at("en/b.md").former_path, "en/a.md");
}

TEST_F(GitHistoryTest, WhatCameWithAMergeCameThen) {
  Git("init -q -b main .");
  temp_.Write("en/a.md", "One.\n\n\n\n\n\n\nTwo.\n");
  Commit(1600000000);
  Git("checkout -q -b side");
  temp_.Write("en/a.md", "One, aside.\n\n\n\n\n\n\nTwo.\n");
  Commit(1610000000, "Side <s@example.com>");
  Git("checkout -q main");
  temp_.Write("en/a.md", "One.\n\n\n\n\n\n\nTwo, ahead.\n");
  Commit(1620000000, "Main <m@example.com>");
  Git("merge -q --no-ff -m x side", At(1630000000));
  const GitFile file = Read().files.at("en/a.md");
  EXPECT_THAT(Times(file), ElementsAre(1630000000, 1620000000, 1600000000));
  EXPECT_THAT(file.authors, ElementsAre("Main", "Side", "A"));
  EXPECT_EQ(file.updated, 1620000000);
}

TEST_F(GitHistoryTest, NamesAuthorsAsTheMailmapSaysAndNoAddresses) {
  Git("init -q .");
  temp_.Write(".mailmap", "Ada Lovelace <ada@example.com>\n");
  const char* const authors[] = {"Zażółć Gęślą <z@example.com>", "ada <ada@example.com>",
                                 "bot@example.com <bot@example.com>", "C <c@example.com>",
                                 "ada <ada@example.com>"};
  int time = 1600000000;
  for (const char* author : authors) {
    temp_.Write("en/a.md", std::to_string(++time));
    Commit(time, author);
  }
  EXPECT_THAT(Authors("en/a.md"), ElementsAre("Ada Lovelace", "C", "Zażółć Gęślą"));
}

TEST_F(GitHistoryTest, NamesFiveAuthorsAtMost) {
  Git("init -q .");
  for (int i = 0; i < 7; ++i) {
    temp_.Write("en/a.md", std::to_string(i));
    Commit(1600000000 + i, "N" + std::to_string(i) + " <n@example.com>");
  }
  EXPECT_THAT(Authors("en/a.md"), ElementsAre("N6", "N5", "N4", "N3", "N2"));
}

TEST_F(GitHistoryTest, NamesTheHeadCommit) {
  Git("init -q .");
  EXPECT_EQ(HeadCommit(temp_.path()), "");
  temp_.Write("en/a.md", "1");
  Commit(1600000000);
  const std::string first = HeadCommit(temp_.path());
  EXPECT_EQ(first.size(), 40u);
  temp_.Write("en/a.md", "2");
  Commit(1600000001);
  EXPECT_NE(HeadCommit(temp_.path()), first);
}

TEST_F(GitHistoryTest, KnowsNothingOutsideOfGit) {
  temp_.Write("en/a.md", "1");
  EXPECT_THAT(Read().files, IsEmpty());
  EXPECT_EQ(HeadCommit(temp_.path()), "");
  EXPECT_THAT(ReadGitHistory(temp_.path() / "missing", "").files, IsEmpty());
}

TEST_F(GitHistoryTest, DoesNotPassNamesThroughAShell) {
  temp_.Write("$(touch pwned)/en/a.md", "1");
  Git("init -q .");
  Commit(1600000000);
  EXPECT_THAT(ReadGitHistory(temp_.path() / "$(touch pwned)", "").files, SizeIs(1));
}

}  // namespace
}  // namespace zeroline

#include "indexer/source/git_branch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::HasSubstr;

class GitBranchTest : public ::testing::Test {
 protected:
  GitBranchTest() {
    // Whoever runs the tests has a name of their own.
    setenv("HOME", tree_.path().c_str(), 1);
    setenv("XDG_CONFIG_HOME", tree_.path().c_str(), 1);
    unsetenv("EMAIL");
    tree_.Write("kb/articles/en/vpn.md", "at HEAD\n");
    tree_.Write("kb/articles/en/odd \"name\".md", "odd\n");
    std::filesystem::create_symlink("vpn.md", articles() / "en/link.md");
    Git({"init", "--quiet", "--initial-branch=main"});
    Git({"config", "user.name", "Anna Ń"});
    Git({"config", "user.email", "anna@example.com"});
    Git({"add", "--all"});
    Git({"commit", "--quiet", "-m", "first"});
  }

  std::filesystem::path articles() const { return tree_.path() / "kb/articles"; }
  std::string Git(const std::vector<std::string>& arguments) {
    std::vector<std::string> command = {"/usr/bin/git", "-C", (tree_.path() / "kb").string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    std::string output;
    EXPECT_EQ(testing::RunCommand(command, tree_.path() / "log", &output), 0) << output;
    return output;
  }
  ErrorCode CodeOf(const ProposedBranch& branch) {
    const auto commit = CommitToNewBranch(articles(), branch);
    return commit ? ErrorCode::kInternal : commit.error().code;
  }

  testing::TempTree tree_;
};

TEST_F(GitBranchTest, CommitsToABranchAndLeavesTheRestAlone) {
  tree_.Write("kb/articles/en/vpn.md", "being written\n");
  tree_.Write("kb/articles/en/staged.md", "staged\n");
  Git({"add", "articles/en/staged.md"});
  const std::string before = Git({"status", "--porcelain"});
  const auto commit = CommitToNewBranch(
      articles(),
      {"questions/vpn",
       "vpn: questions\n\nfrom readers\n",
       {{"en/vpn.md", "proposed\n"}, {"en/odd \"name\".md", "odder"}, {"ru/new.md", ""}}});
  ASSERT_TRUE(commit) << commit.error().message;
  EXPECT_EQ(Git({"show", "questions/vpn:articles/en/vpn.md"}), "proposed\n");
  EXPECT_EQ(Git({"show", "questions/vpn:articles/en/odd \"name\".md"}), "odder");
  EXPECT_EQ(Git({"show", "questions/vpn:articles/ru/new.md"}), "");
  EXPECT_EQ(Git({"log", "-1", "--format=%an <%ae>%n%B", "questions/vpn"}),
            "Anna Ń <anna@example.com>\nvpn: questions\n\nfrom readers\n\n");
  EXPECT_EQ(Git({"log", "--format=%s", "questions/vpn"}), "vpn: questions\nfirst\n");
  EXPECT_EQ(Git({"status", "--porcelain"}), before);
  EXPECT_EQ(tree_.Read("kb/articles/en/vpn.md"), "being written\n");
  EXPECT_EQ(Git({"symbolic-ref", "HEAD"}), "refs/heads/main\n");
  EXPECT_THAT(SummarizeBranch(articles(), "questions/vpn").value_or(""),
              HasSubstr("3 files changed"));
}

TEST_F(GitBranchTest, ReadsFilesOfTheLastCommit) {
  tree_.Write("kb/articles/en/vpn.md", "being written\n");
  EXPECT_EQ(ReadAtHead(articles(), "en/vpn.md").value_or("failed"), "at HEAD\n");
  EXPECT_EQ(ReadAtHead(articles(), "en/none.md").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ReadAtHead(articles(), "en/link.md").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(ReadAtHead(articles(), "en").error().code, ErrorCode::kInvalidArgument);
}

TEST_F(GitBranchTest, RefusesWhatItCannotDoWell) {
  const std::vector<ProposedFile> files = {{"en/vpn.md", "x"}};
  EXPECT_EQ(CodeOf({"main", "m", files}), ErrorCode::kConflict);
  EXPECT_EQ(CodeOf({"a..b", "m", files}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf({"-d", "m", files}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CodeOf({"ok", "m", {{"en/link.md", "x"}}}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(CommitToNewBranch(tree_.path(), {"ok", "m", files}).error().code, ErrorCode::kNotFound);
  Git({"config", "--unset", "user.email"});
  const auto unknown = CommitToNewBranch(articles(), {"ok", "m", files});
  ASSERT_FALSE(unknown);
  EXPECT_THAT(unknown.error().message, HasSubstr("git config --global user.name"));
  EXPECT_EQ(Git({"branch", "--format=%(refname:short)"}), "main\n") << "nothing half done";
}

}  // namespace
}  // namespace zeroline

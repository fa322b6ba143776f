#include "indexer/source/file_watch.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;
using Outcome = FileWatch::Outcome;

class FileWatchTest : public ::testing::Test {
 protected:
  FileWatchTest() {
    tree_.Write("kb/en/vpn.md", "old");
    EXPECT_EQ(pipe(stop_), 0);
  }
  ~FileWatchTest() override {
    close(stop_[0]);
    close(stop_[1]);
  }

  fs::path kb() const { return tree_.path() / "kb"; }
  FileWatch Open() { return testing::ValueOrThrow(FileWatch::Open(kb())); }
  Outcome Wait(FileWatch* watch) {
    return testing::ValueOrThrow(
        watch->Wait(stop_[0], {std::chrono::milliseconds(5), std::chrono::milliseconds(100)}));
  }

  static bool IsPending(FileWatch* watch) { return testing::ValueOrThrow(watch->IsPending()); }

  testing::TempTree tree_;
  int stop_[2];
};

TEST_F(FileWatchTest, SeesWhatWritersAndEditorsDo) {
  fs::create_directories(kb() / "en/empty");
  struct Case {
    const char* name;
    std::function<void()> act;
  };
  const std::vector<Case> cases = {
      {"written in place", [&] { tree_.Write("kb/en/vpn.md", "new"); }},
      {"saved beside and renamed",
       [&] {
         tree_.Write("kb/en/.vpn.md.new", "newer");
         fs::rename(kb() / "en/.vpn.md.new", kb() / "en/vpn.md");
       }},
      {"a new file in a new folder", [&] { tree_.Write("kb/pl/network/deep/vpn.md", "nowy"); }},
      {"a file of that folder", [&] { tree_.Write("kb/pl/network/deep/vpn.md", "nowszy"); }},
      {"a picture", [&] { tree_.Write("kb/pl/network/deep/plan.png", "png"); }},
      {"a moved folder", [&] { fs::rename(kb() / "pl/network", kb() / "pl/net"); }},
      {"a file of the moved folder", [&] { tree_.Write("kb/pl/net/deep/vpn.md", "x"); }},
      {"a link", [&] { fs::create_symlink("vpn.md", kb() / "en/link.md"); }},
      {"rights", [&] { fs::permissions(kb() / "en/vpn.md", fs::perms::owner_read); }},
      {"a removed file", [&] { fs::remove(kb() / "en/vpn.md"); }},
      {"a removed folder", [&] { fs::remove_all(kb() / "pl"); }},
      {"a folder put in the place of another",
       [&] {
         tree_.Write("next/vpn.md", "x");
         fs::rename(tree_.path() / "next", kb() / "en/empty");
       }},
  };
  FileWatch watch = Open();
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    test.act();
    EXPECT_EQ(Wait(&watch), Outcome::kChanged);
  }
  EXPECT_FALSE(IsPending(&watch)) << "nothing is told twice";
}

TEST_F(FileWatchTest, TakesNoNoticeOfWhatIsNobodysArticle) {
  tree_.Write("kb/.git/index", "1");
  tree_.Write("outside/vpn.md", "1");
  fs::create_directory_symlink(tree_.path() / "outside", kb() / "en/linked");
  FileWatch watch = Open();
  tree_.Write("kb/.git/index", "2");
  tree_.Write("kb/en/.vpn.md.swp", "2");
  tree_.Write("kb/en/vpn.md~", "2");
  tree_.Write("kb/en/4913", "2");
  tree_.Write("outside/vpn.md", "2");
  EXPECT_FALSE(IsPending(&watch));
}

TEST_F(FileWatchTest, TakesManyChangesForOne) {
  FileWatch watch = Open();
  for (int i = 0; i < 2000; ++i) tree_.Write("kb/en/" + std::to_string(i % 50) + ".md", "x");
  EXPECT_TRUE(IsPending(&watch));
  EXPECT_EQ(Wait(&watch), Outcome::kChanged);
  EXPECT_FALSE(IsPending(&watch));
}

TEST_F(FileWatchTest, EndsWhenItIsTold) {
  FileWatch watch = Open();
  EXPECT_EQ(write(stop_[1], "x", 1), 1);
  tree_.Write("kb/en/vpn.md", "new");
  EXPECT_EQ(Wait(&watch), Outcome::kStopped);
}

TEST_F(FileWatchTest, IsNotKeptWaitingForEver) {
  FileWatch watch = Open();
  std::jthread writer([this](const std::stop_token& token) {
    while (!token.stop_requested()) tree_.Write("kb/en/vpn.md", "again");
  });
  EXPECT_EQ(Wait(&watch), Outcome::kChanged);
}

TEST_F(FileWatchTest, SaysThatTheRootIsGone) {
  FileWatch watch = Open();
  fs::rename(kb(), tree_.path() / "elsewhere");
  EXPECT_EQ(Wait(&watch), Outcome::kGone);
  const Result<FileWatch> again = FileWatch::Open(kb());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace zeroline

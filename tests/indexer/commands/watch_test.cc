#include "indexer/commands/watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <ostream>
#include <streambuf>
#include <string>
#include <thread>

#include "tests/indexer/commands/built_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::Field;

Diagnostic Finding(const std::string& path, int line, const std::string& message) {
  return {Severity::kWarning, path, line, "rule", message};
}

auto Says(const std::string& message) { return Field(&Diagnostic::message, message); }

TEST(CompareFindingsTest, TellsWhatCameAndWhatWent) {
  const FindingChanges changes =
      CompareFindings({Finding("a.md", 1, "stays"), Finding("a.md", 2, "goes")},
                      {Finding("a.md", 7, "stays"), Finding("b.md", 2, "goes")});
  ASSERT_THAT(changes.found, ElementsAre(Says("goes")));
  EXPECT_EQ(changes.found[0].path, "b.md");
  ASSERT_THAT(changes.mended, ElementsAre(Says("goes")));
  EXPECT_EQ(changes.mended[0].path, "a.md");
}

TEST(CompareFindingsTest, CountsThoseThatSayTheSame) {
  const Diagnostic one = Finding("a.md", 1, "twice");
  EXPECT_THAT(CompareFindings({one}, {one, one}).found, ElementsAre(Says("twice")));
  EXPECT_THAT(CompareFindings({one, one}, {one}).mended, ElementsAre(Says("twice")));
}

// What a program prints, to be waited for.
class Terminal : public std::streambuf {
 public:
  // False if the text is not printed in time. What is printed before it is forgotten.
  bool Prints(const std::string& text) {
    std::unique_lock lock(mutex_);
    const bool is_printed = printed_.wait_for(
        lock, std::chrono::seconds(60), [&] { return text_.find(text) != std::string::npos; });
    if (!is_printed) ADD_FAILURE() << "not printed: " << text << "\nbut: " << text_;
    if (is_printed) text_.erase(0, text_.find(text) + text.size());
    return is_printed;
  }

 protected:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    const std::lock_guard lock(mutex_);
    text_.append(bytes, static_cast<std::size_t>(count));
    printed_.notify_all();
    return count;
  }
  int_type overflow(int_type c) override {
    const char byte = static_cast<char>(c);
    xsputn(&byte, 1);
    return c;
  }

 private:
  std::mutex mutex_;
  std::condition_variable printed_;
  std::string text_;
};

class WatchTest : public testing::BuiltTree {
 protected:
  WatchTest() {
    Write("en/vpn.md", testing::Page("VPN", "Words."));
    EXPECT_EQ(pipe(stop_), 0);
  }
  ~WatchTest() override {
    EXPECT_EQ(write(stop_[1], "x", 1), 1);
    if (thread_.joinable()) thread_.join();
    EXPECT_TRUE(ended_);
    close(stop_[0]);
    close(stop_[1]);
  }
  void Start(std::function<Result<std::vector<Diagnostic>>()> check = {}) {
    watch_.build = options_;
    watch_.check = std::move(check);
    thread_ = std::thread([this] {
      std::ostream out(&terminal_);
      ended_ = Watch(watch_, stop_[0], out).has_value();
    });
  }

  Terminal terminal_;
  WatchOptions watch_;
  int stop_[2];
  bool ended_ = false;
  std::thread thread_;
};

TEST_F(WatchTest, BuildsAfterEveryChangeAndTellsWhatItMeans) {
  Start();
  ASSERT_TRUE(terminal_.Prints("build 1 is published"));
  ASSERT_TRUE(terminal_.Prints("nothing to mend"));
  Write("en/broken.md", "---\ntitle: a: b\n---\n");
  ASSERT_TRUE(terminal_.Prints("en/broken.md:2: error:"));
  ASSERT_TRUE(terminal_.Prints("to mend: 1 error,"));
  Write("en/broken.md", testing::Page("Mended", "Words."));
  ASSERT_TRUE(terminal_.Prints("mended: "));
  ASSERT_TRUE(terminal_.Prints("nothing to mend"));
}

TEST_F(WatchTest, PublishesDraftsWhereThatIsWanted) {
  Write("en/draft.md", testing::Page("Draft", "Fresh words.", "status: draft\n"));
  options_.drafts = true;
  Start();
  ASSERT_TRUE(terminal_.Prints("build 1 is published (2 files"));
  EXPECT_TRUE(testing::FolderContains(Current(), "Fresh words."));
}

TEST_F(WatchTest, SurvivesErrors) {
  Start();
  ASSERT_TRUE(terminal_.Prints("build 1 is published"));
  fs::remove(options_.articles / "en/vpn.md");
  ASSERT_TRUE(terminal_.Prints("there is no article to publish"));
  fs::remove_all(options_.articles);
  ASSERT_TRUE(terminal_.Prints("is gone"));
  Write("en/again.md", testing::Page("Again", "Words."));
  ASSERT_TRUE(terminal_.Prints("build 2 is published"));
}

TEST_F(WatchTest, TellsWhatTheCheckFinds) {
  int runs = 0;
  Start([&]() -> Result<std::vector<Diagnostic>> {
    if (++runs > 1) return Fail(ErrorCode::kIo, "no speller");
    return std::vector<Diagnostic>{Finding("en/vpn.md", 5, "a long word")};
  });
  ASSERT_TRUE(terminal_.Prints("en/vpn.md:5: warning: a long word"));
  Write("en/vpn.md", testing::Page("VPN", "Other words."));
  ASSERT_TRUE(terminal_.Prints("the check failed: no speller"));
}

TEST_F(WatchTest, CannotWatchWhatIsNotThere) {
  WatchOptions options;
  options.build = options_;
  options.build.articles = tree_.path() / "none";
  Terminal terminal;
  std::ostream out(&terminal);
  const Status status = Watch(options, stop_[0], out);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kNotFound);
  ended_ = true;
}

}  // namespace
}  // namespace zeroline

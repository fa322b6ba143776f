#include "indexer/writer/publisher.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "indexer/index_format/build_directory.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

class PublisherTest : public ::testing::Test {
 protected:
  std::uint64_t PublishOne() {
    Result<StagedBuild> build = StagedBuild::Begin(index_);
    EXPECT_TRUE(build) << build.error().message;
    const Status published = build->Publish();
    EXPECT_TRUE(published) << published.error().message;
    return build->number();
  }
  testing::TempTree tree_;
  fs::path index_ = tree_.path() / "index";
};

TEST_F(PublisherTest, CountsBuildsUpAndMakesThemCurrent) {
  EXPECT_EQ(PublishOne(), 1u);
  EXPECT_EQ(PublishOne(), 2u);
  EXPECT_EQ(CurrentBuild(index_), 2u);
  EXPECT_EQ(fs::read_symlink(index_ / "current"), fs::path("builds/2"));
}

TEST_F(PublisherTest, KeepsWhatWasNotPublishedFromReaders) {
  PublishOne();
  {
    const Result<StagedBuild> build = StagedBuild::Begin(index_);
    ASSERT_TRUE(build);
    EXPECT_TRUE(fs::exists(build->path()));
    EXPECT_EQ(ListBuilds(index_), std::vector<std::uint64_t>{1});
  }
  EXPECT_EQ(CurrentBuild(index_), 1u);
  EXPECT_EQ(std::distance(fs::directory_iterator(index_ / "builds"), {}), 1);
}

TEST_F(PublisherTest, RemovesWhatAKilledRunLeft) {
  PublishOne();
  fs::create_directories(index_ / "builds" / ".7.tmp" / "public" / "en");
  fs::create_symlink("builds/7", index_ / ".current.tmp");
  EXPECT_EQ(PublishOne(), 2u);
  EXPECT_FALSE(fs::exists(index_ / "builds" / ".7.tmp"));
  EXPECT_FALSE(fs::is_symlink(index_ / ".current.tmp"));
}

TEST_F(PublisherTest, PrunesButNeverTheCurrentBuild) {
  for (int i = 0; i < 6; ++i) PublishOne();
  ASSERT_TRUE(SetCurrentBuild(index_, 2));
  ASSERT_TRUE(PruneBuilds(index_, 3, std::chrono::hours(1)));
  EXPECT_EQ(ListBuilds(index_).size(), 6u);
  ASSERT_TRUE(PruneBuilds(index_, 3, std::chrono::seconds(0)));
  EXPECT_EQ(ListBuilds(index_), (std::vector<std::uint64_t>{2, 4, 5, 6}));
  EXPECT_EQ(CurrentBuild(index_), 2u);
  EXPECT_EQ(PublishOne(), 7u);
}

TEST_F(PublisherTest, RollsBackOnlyToBuildsThatExist) {
  PublishOne();
  PublishOne();
  EXPECT_EQ(SetCurrentBuild(index_, 9).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(CurrentBuild(index_), 2u);
  EXPECT_TRUE(SetCurrentBuild(index_, 1));
  EXPECT_EQ(CurrentBuild(index_), 1u);
}

TEST_F(PublisherTest, LetsOneIndexerWriteAtATime) {
  {
    const Result<IndexLock> first = IndexLock::Acquire(index_);
    ASSERT_TRUE(first) << first.error().message;
    const Result<IndexLock> second = IndexLock::Acquire(index_);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::kBusy);
    EXPECT_NE(second.error().message.find("process " + std::to_string(getpid())),
              std::string::npos);
  }
  EXPECT_TRUE(IndexLock::Acquire(index_));
}

}  // namespace
}  // namespace zeroline

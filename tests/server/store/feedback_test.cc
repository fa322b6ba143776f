#include "server/store/feedback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/store/store.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline {
namespace {

using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr std::int64_t kNoon = 1'700'000'000;

class FeedbackTest : public ::testing::Test {
 protected:
  static ArticleFeedback No(const std::string& visitor) {
    ArticleFeedback feedback;
    feedback.visitor = visitor;
    feedback.article = "printers/jam";
    feedback.language = "en";
    feedback.version = "1a2b3c4d";
    feedback.reason = "unclear";
    feedback.text = "which lever?";
    return feedback;
  }
  static ArticleFeedback Yes(const std::string& visitor) {
    ArticleFeedback feedback = No(visitor);
    feedback.helped = true;
    feedback.reason = feedback.text = "";
    return feedback;
  }
  std::vector<ArticleFeedback> All() {
    return testing::ValueOrThrow(feedback().Between(0, kNoon + 1'000, 1'000));
  }
  Feedback& feedback() { return store_->feedback(); }

  testing::TempTree tree_;
  std::int64_t now_ = kNoon;
  std::unique_ptr<Store> store_ =
      testing::ValueOrThrow(Store::Open(tree_.path() / "state.db", [this] { return now_; }));
};

TEST_F(FeedbackTest, KeepsWhatWasSaid) {
  ASSERT_TRUE(feedback().Record(No("vera")));
  const auto all = All();
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_EQ(all[0].visitor, "vera");
  EXPECT_EQ(all[0].article, "printers/jam");
  EXPECT_EQ(all[0].language, "en");
  EXPECT_EQ(all[0].version, "1a2b3c4d");
  EXPECT_FALSE(all[0].helped);
  EXPECT_EQ(all[0].reason, "unclear");
  EXPECT_EQ(all[0].text, "which lever?");
  EXPECT_EQ(all[0].at, kNoon);
}

TEST_F(FeedbackTest, TheLastOpinionOfAVisitorCounts) {
  ASSERT_TRUE(feedback().Record(No("vera")));
  now_ += 10;
  ASSERT_TRUE(feedback().Record(Yes("vera")));
  ASSERT_THAT(All(), SizeIs(1));
  EXPECT_TRUE(All()[0].helped);
  EXPECT_EQ(All()[0].reason, "");
  EXPECT_EQ(All()[0].text, "");
  EXPECT_EQ(All()[0].at, kNoon + 10);
}

TEST_F(FeedbackTest, OfAnotherVersionLanguageOrVisitorIsAnother) {
  ArticleFeedback later = Yes("vera");
  later.version = "99999999";
  ArticleFeedback polish = Yes("vera");
  polish.language = "pl";
  for (const ArticleFeedback& one : {No("vera"), later, polish, Yes("oleg")}) {
    ASSERT_TRUE(feedback().Record(one));
  }
  EXPECT_THAT(All(), SizeIs(4));
}

TEST_F(FeedbackTest, IsOfItsTimeAndTheNewestComeFirstIntoALimit) {
  for (const std::string visitor : {"a", "b", "c"}) {
    ASSERT_TRUE(feedback().Record(Yes(visitor)));
    ++now_;
  }
  const auto two = testing::ValueOrThrow(feedback().Between(kNoon, kNoon + 3, 2));
  ASSERT_THAT(two, SizeIs(2));
  EXPECT_EQ(two[0].visitor, "b");
  EXPECT_EQ(two[1].visitor, "c");
  EXPECT_THAT(testing::ValueOrThrow(feedback().Between(kNoon, kNoon + 2, 9)), SizeIs(2));
}

TEST_F(FeedbackTest, RefusesWhatIsNoOpinion) {
  ArticleFeedback strange = No("vera");
  strange.reason = "bored";
  ArticleFeedback contradictory = Yes("vera");
  contradictory.reason = "wrong";
  ArticleFeedback longest = No("vera");
  longest.text.assign(kMaxFeedbackTextBytes, 'x');
  ArticleFeedback too_long = longest;
  too_long.text += 'x';
  ArticleFeedback nowhere = No("vera");
  nowhere.article = "";
  for (const ArticleFeedback& wrong : {strange, contradictory, too_long, nowhere, No("")}) {
    const Status recorded = feedback().Record(wrong);
    ASSERT_FALSE(recorded);
    EXPECT_EQ(recorded.error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_THAT(All(), SizeIs(0));
  EXPECT_TRUE(feedback().Record(longest));
}

TEST_F(FeedbackTest, ErasingTakesWordsAndLeavesTheOpinionToNobody) {
  ASSERT_TRUE(feedback().Record(No("vera")));
  ASSERT_TRUE(feedback().Record(No("oleg")));
  EXPECT_EQ(testing::ValueOrThrow(feedback().Erase("vera")), 1u);
  const auto all = All();
  ASSERT_THAT(all, SizeIs(2));
  for (const ArticleFeedback& one : all) {
    if (one.visitor == "oleg") continue;
    EXPECT_THAT(one.visitor, StartsWith("erased-"));
    EXPECT_EQ(one.text, "");
    EXPECT_EQ(one.reason, "unclear");
  }
  EXPECT_EQ(testing::ValueOrThrow(feedback().Erase("vera")), 0u);
  EXPECT_EQ(testing::ValueOrThrow(feedback().Erase("")), 0u);
}

TEST_F(FeedbackTest, IsForgottenAfterItsTime) {
  ASSERT_TRUE(feedback().Record(No("vera")));
  now_ += 100;
  ASSERT_TRUE(feedback().Record(No("oleg")));
  EXPECT_EQ(testing::ValueOrThrow(feedback().Purge(kNoon + 50)), 1u);
  ASSERT_THAT(All(), SizeIs(1));
  EXPECT_EQ(All()[0].visitor, "oleg");
}

}  // namespace
}  // namespace zeroline

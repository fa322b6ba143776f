#include "server/store/learned_questions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/store/store.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;

class LearnedQuestionsTest : public ::testing::Test {
 protected:
  LearnedQuestions& questions() { return store_->learned_questions(); }

  testing::TempTree tree_;
  std::int64_t now_ = 1'000;
  std::unique_ptr<Store> store_ =
      testing::ValueOrThrow(Store::Open(tree_.path() / "state.db", [this] { return now_; }));
};

TEST_F(LearnedQuestionsTest, AreKeptByLanguageArticleAndKey) {
  const ConfirmedQuestion jam = {"jam", "Paper jam", "en", "printers/jam", 3, 4, 100, 200, 1'000};
  const ConfirmedQuestion tray = {"jam", "Paper jam", "en", "printers/tray", 3, 3, 100, 100, 1'000};
  const ConfirmedQuestion polish = {"jam", "jam", "pl", "printers/jam", 5, 5, 50, 60, 1'000};
  ASSERT_TRUE(questions().Keep({tray, polish, jam}));
  EXPECT_THAT(testing::ValueOrThrow(questions().All()), ElementsAre(jam, tray, polish));
}

TEST_F(LearnedQuestionsTest, GrowWhateverIsForgotten) {
  ASSERT_TRUE(questions().Keep({{"jam", "Paper jam", "en", "a", 5, 9, 100, 200}}));
  now_ = 2'000;
  ASSERT_TRUE(questions().Keep({{"jam", "paper jams", "en", "a", 3, 3, 150, 300}}));
  EXPECT_THAT(
      testing::ValueOrThrow(questions().All()),
      ElementsAre(ConfirmedQuestion{"jam", "paper jams", "en", "a", 5, 9, 100, 300, 1'000}));
}

}  // namespace
}  // namespace zeroline

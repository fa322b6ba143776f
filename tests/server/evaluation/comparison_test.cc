#include "server/evaluation/comparison.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace zeroline {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// With n equal differences only all or none exchanged is as extreme: 2 of 2^n.
TEST(RandomisationTestTest, KnowsTheExactAnswersOfSmallCases) {
  const struct {
    const char* name;
    std::vector<double> differences;
    double want;
  } kCases[] = {
      {"no queries", {}, 1},
      {"nothing changed", {0, 0, 0}, 1},
      {"one changed", {0.5}, 1},
      {"three the same way", {0.2, 0.2, 0.2}, 0.25},
      {"five the same way", {0.1, 0.1, 0.1, 0.1, 0.1}, 0.0625},
      {"unchanged ones do not matter", {0.1, 0, 0.1, 0, 0.1, 0.1, 0.1}, 0.0625},
      {"the sign does not matter", {-0.1, -0.1, -0.1, -0.1, -0.1}, 0.0625},
      {"balanced", {0.3, -0.3}, 1},
  };
  for (const auto& test : kCases) {
    EXPECT_NEAR(RandomisationTest(test.differences), test.want, 0.01) << test.name;
  }
}

TEST(RandomisationTestTest, IsNeverZero) {
  const std::vector<double> differences(100, 0.1);
  EXPECT_GT(RandomisationTest(differences), 0);
  EXPECT_LT(RandomisationTest(differences), 0.001);
}

TEST(CompareTest, SortsWhatWasWonAndLost) {
  const Comparison comparison = Compare({{{"q1", "en", "same"}, 0.5, 0.5},
                                         {{"q2", "en", "little"}, 0.5, 0.6},
                                         {{"q3", "ru", "много"}, 0, 1},
                                         {{"q4", "pl", "gorzej"}, 1, 0.5}});
  EXPECT_EQ(comparison.queries, 4u);
  EXPECT_EQ(comparison.won, 2u);
  EXPECT_EQ(comparison.lost, 1u);
  EXPECT_DOUBLE_EQ(comparison.before, 0.5);
  EXPECT_DOUBLE_EQ(comparison.after, 0.65);
  ASSERT_EQ(comparison.most_won.size(), 2u);
  EXPECT_EQ(comparison.most_won[0].query.id, "q3");
  ASSERT_EQ(comparison.most_lost.size(), 1u);
  EXPECT_EQ(comparison.most_lost[0].query.id, "q4");
}

TEST(CompareTest, ShowsOnlyTheGreatestDifferences) {
  std::vector<PairedScore> scores;
  for (int i = 1; i <= 30; ++i) scores.push_back({{std::to_string(i), "en", "x"}, 0, i / 100.0});
  const Comparison comparison = Compare(scores);
  EXPECT_EQ(comparison.won, 30u);
  ASSERT_EQ(comparison.most_won.size(), kComparisonExamples);
  EXPECT_EQ(comparison.most_won.back().query.id, "11");
}

TEST(ComparisonTextTest, SaysWhatChanged) {
  const std::string text = ToText(
      Compare({{{"q1", "ru", "забыл пароль"}, 0.5, 1}, {{"q2", "ru", "принтер"}, 0.25, 0.25}}));
  EXPECT_THAT(text, HasSubstr("nDCG@10       0.3750 -> 0.6250 (+0.2500), p = 1.0000\n"));
  EXPECT_THAT(text, HasSubstr("won 1, lost 0, same 1\n"));
  EXPECT_THAT(text, HasSubstr("  +0.5000  (0.5000 -> 1.0000)  q1  ru  забыл пароль\n"));
  EXPECT_THAT(text, Not(HasSubstr("lost most")));
}

}  // namespace
}  // namespace zeroline

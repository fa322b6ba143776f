#include "server/deflection/proportion.h"

#include <gtest/gtest.h>

namespace zeroline {
namespace {

// The examples of Newcombe, R. G.: Two-sided confidence intervals for the single proportion,
// Statistics in Medicine 17, 1998, table I, method 3.
TEST(ProportionTest, HasWilsonsIntervalAsPublished) {
  const struct {
    std::size_t count, total;
    double low, high;
  } cases[] = {{81, 263, .2553, .3662},
               {15, 148, .0624, .1605},
               {0, 20, .0000, .1611},
               {1, 29, .0061, .1718}};
  for (const auto& one : cases) {
    const Proportion proportion = ProportionOf(one.count, one.total);
    EXPECT_NEAR(proportion.low, one.low, .00005) << one.count << " of " << one.total;
    EXPECT_NEAR(proportion.high, one.high, .00005) << one.count << " of " << one.total;
  }
}

// The examples of Newcombe, R. G.: Interval estimation for the difference between independent
// proportions, Statistics in Medicine 17, 1998, table II, method 10.
TEST(DifferenceTest, HasNewcombesIntervalAsPublished) {
  const struct {
    std::size_t count, total, other_count, other_total;
    double low, high;
  } cases[] = {{56, 70, 48, 80, .0524, .3339}, {9, 10, 3, 10, .1705, .8090},
               {6, 7, 2, 7, .0582, .8062},     {5, 56, 0, 29, -.0381, .1926},
               {0, 10, 0, 20, -.1611, .2775},  {0, 10, 0, 10, -.2775, .2775},
               {10, 10, 0, 20, .6791, 1.0},    {10, 10, 0, 10, .6075, 1.0}};
  for (const auto& one : cases) {
    const Difference difference = DifferenceOf(ProportionOf(one.count, one.total),
                                               ProportionOf(one.other_count, one.other_total));
    EXPECT_NEAR(difference.low, one.low, .00005) << one.count << " of " << one.total;
    EXPECT_NEAR(difference.high, one.high, .00005) << one.count << " of " << one.total;
  }
}

TEST(ProportionTest, KnowsNothingFromNothing) {
  const Proportion nothing = ProportionOf(0, 0);
  EXPECT_EQ(nothing.share, 0);
  EXPECT_EQ(nothing.low, 0);
  EXPECT_EQ(nothing.high, 1);
  const Difference difference = DifferenceOf(nothing, ProportionOf(3, 4));
  EXPECT_EQ(difference.low, -1);
  EXPECT_EQ(difference.high, 1);
}

TEST(ProportionTest, StaysWithinWhatIsPossible) {
  for (std::size_t total = 1; total < 200; ++total) {
    for (const std::size_t count : {std::size_t{0}, total / 2, total}) {
      const Proportion one = ProportionOf(count, total);
      EXPECT_LE(0, one.low);
      EXPECT_LE(one.low, one.share);
      EXPECT_LE(one.share, one.high);
      EXPECT_LE(one.high, 1);
    }
  }
}

}  // namespace
}  // namespace zeroline

#include "server/evaluation/measures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace zeroline {
namespace {

TEST(MeasuresTest, FollowTheirDefinitions) {
  const struct {
    const char* name;
    std::vector<std::string> ranking;
    std::map<std::string, int> relevant;
    double ndcg, mrr, hit_at_1, hit_at_depth, zero;
  } kCases[] = {
      {"first", {"a", "b"}, {{"a", 1}}, 1, 1, 1, 1, 0},
      {"second", {"b", "a"}, {{"a", 1}}, 0.63093, 0.5, 0, 1, 0},
      {"absent", {"b"}, {{"a", 1}}, 0, 0, 0, 0, 0},
      {"nothing found", {}, {{"a", 1}}, 0, 0, 0, 0, 1},
      {"both of two", {"a", "b"}, {{"a", 1}, {"b", 1}}, 1, 1, 1, 1, 0},
      {"graded, better second", {"b", "a"}, {{"a", 2}, {"b", 1}}, 0.85972, 1, 1, 1, 0},
      {"beyond the tenth",
       {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a"},
       {{"a", 1}},
       0,
       0,
       0,
       0,
       0},
  };
  for (const auto& test : kCases) {
    const Measures measures = Score(test.ranking, test.relevant);
    EXPECT_NEAR(measures.ndcg, test.ndcg, 1e-4) << test.name;
    EXPECT_NEAR(measures.mrr, test.mrr, 1e-9) << test.name;
    EXPECT_EQ(measures.hit_at_1, test.hit_at_1) << test.name;
    EXPECT_EQ(measures.hit_at_depth, test.hit_at_depth) << test.name;
    EXPECT_EQ(measures.zero_results, test.zero) << test.name;
  }
}

ClusteredScore Scored(const std::string& cluster, double ndcg) {
  ClusteredScore score{cluster, {}};
  score.measures.ndcg = ndcg;
  return score;
}

TEST(MeanTest, CountsEveryQueryOnce) {
  EXPECT_NEAR(Mean({Scored("a", 1), Scored("a", 0.5), Scored("b", 0)}).ndcg, 0.5, 1e-12);
  EXPECT_EQ(Mean({}).ndcg, 0);
}

// 100 articles with one query each, half of them found: the mean's standard error is
// sqrt(.25 / 100) = .05, so the normal interval is .5 +- .098.
TEST(BootstrapTest, AgreesWithTheNormalIntervalOfManyIndependentQueries) {
  std::vector<ClusteredScore> scores;
  for (int i = 0; i < 100; ++i) scores.push_back(Scored(std::to_string(i), i % 2));
  const MeasureIntervals intervals = BootstrapIntervals(scores);
  EXPECT_NEAR(intervals.low.ndcg, 0.402, 0.02);
  EXPECT_NEAR(intervals.high.ndcg, 0.598, 0.02);
}

// The same 100 queries, ten to an article, all ten found or none: ten independent facts only.
TEST(BootstrapTest, IsWiderForQueriesThatStandOrFallTogether) {
  std::vector<ClusteredScore> scores;
  for (int i = 0; i < 100; ++i) scores.push_back(Scored(std::to_string(i / 10), i / 10 % 2));
  const MeasureIntervals intervals = BootstrapIntervals(scores);
  EXPECT_NEAR(intervals.low.ndcg, 0.2, 0.101);
  EXPECT_NEAR(intervals.high.ndcg, 0.8, 0.101);
}

TEST(BootstrapTest, IsTheSameInAnyOrder) {
  std::vector<ClusteredScore> scores;
  for (int i = 0; i < 50; ++i) scores.push_back(Scored(std::to_string(i % 20), i % 3));
  const MeasureIntervals forward = BootstrapIntervals(scores);
  std::reverse(scores.begin(), scores.end());
  const MeasureIntervals backward = BootstrapIntervals(scores);
  EXPECT_DOUBLE_EQ(forward.low.ndcg, backward.low.ndcg);
  EXPECT_DOUBLE_EQ(forward.high.ndcg, backward.high.ndcg);
}

TEST(BootstrapTest, IsAPointWhereNothingVaries) {
  const MeasureIntervals equal = BootstrapIntervals({Scored("a", 1), Scored("b", 1)});
  EXPECT_EQ(equal.low.ndcg, 1);
  EXPECT_EQ(equal.high.ndcg, 1);
  const MeasureIntervals single = BootstrapIntervals({Scored("a", 0.25)});
  EXPECT_EQ(single.low.ndcg, 0.25);
  EXPECT_EQ(single.high.ndcg, 0.25);
  EXPECT_EQ(BootstrapIntervals({}).high.ndcg, 0);
}

}  // namespace
}  // namespace zeroline

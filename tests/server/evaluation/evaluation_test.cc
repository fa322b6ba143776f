#include "server/evaluation/evaluation.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/temp_tree.h"

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
    Measures sums;
    AddRanking(test.ranking, test.relevant, &sums);
    const Measures mean = Mean(sums);
    EXPECT_NEAR(mean.ndcg, test.ndcg, 1e-4) << test.name;
    EXPECT_NEAR(mean.mrr, test.mrr, 1e-9) << test.name;
    EXPECT_EQ(mean.hit_at_1, test.hit_at_1) << test.name;
    EXPECT_EQ(mean.hit_at_depth, test.hit_at_depth) << test.name;
    EXPECT_EQ(mean.zero_results, test.zero) << test.name;
  }
}

TEST(EvaluationFilesTest, NameTheLineThatCannotBeRead) {
  const testing::TempTree tree;
  const auto bad_queries = ReadQueries(tree.Write("q.tsv", "q1\ten\tvpn\nq2 en vpn\n"));
  ASSERT_FALSE(bad_queries.has_value());
  EXPECT_NE(bad_queries.error().message.find("q.tsv:2"), std::string::npos);
  const auto bad_judgements = ReadJudgements(tree.Write("q.txt", "q1 0 a 1\n\nq2 0 b\n"));
  ASSERT_FALSE(bad_judgements.has_value());
  EXPECT_NE(bad_judgements.error().message.find("q.txt:3"), std::string::npos);
  EXPECT_EQ(ReadQueries(tree.path() / "absent").error().code, ErrorCode::kNotFound);
}

TEST(EvaluationFilesTest, ReadWhatTheyPromise) {
  const testing::TempTree tree;
  const auto queries = ReadQueries(tree.Write("q.tsv", "q1\ten\thow to, exactly\n"));
  ASSERT_TRUE(queries.has_value());
  ASSERT_EQ(queries->size(), 1u);
  EXPECT_EQ((*queries)[0].text, "how to, exactly");
  const auto judgements = ReadJudgements(tree.Write("q.txt", "q1 0 a 1\nq1 0 b 0\n"));
  ASSERT_TRUE(judgements.has_value());
  EXPECT_EQ(judgements->at("q1").size(), 1u);
}

}  // namespace
}  // namespace zeroline

#include "server/evaluation/evaluation_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(EvaluationFilesTest, NameTheLineThatCannotBeRead) {
  const testing::TempTree tree;
  const auto bad_queries = ReadQueries(tree.Write("q.tsv", "q1\ten\tvpn\nq2 en vpn\n"));
  ASSERT_FALSE(bad_queries.has_value());
  EXPECT_THAT(bad_queries.error().message, HasSubstr("q.tsv:2"));
  const auto bad_judgements = ReadJudgements(tree.Write("q.txt", "q1 0 a 1\n\nq2 0 b\n"));
  ASSERT_FALSE(bad_judgements.has_value());
  EXPECT_THAT(bad_judgements.error().message, HasSubstr("q.txt:3"));
  const auto bad_run = ReadRun(tree.Write("r.trec", "q1 Q0 a first 1.5 zeroline\n"));
  ASSERT_FALSE(bad_run.has_value());
  EXPECT_EQ(bad_run.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(bad_run.error().message, HasSubstr("r.trec:1"));
}

TEST(EvaluationFilesTest, SayThatAFileIsAbsent) {
  const testing::TempTree tree;
  EXPECT_EQ(ReadQueries(tree.path() / "absent").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ReadJudgements(tree.path() / "absent").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(ReadRun(tree.path() / "absent").error().code, ErrorCode::kNotFound);
}

TEST(EvaluationFilesTest, ReadWhatTheyPromise) {
  const testing::TempTree tree;
  const auto queries = ReadQueries(tree.Write("q.tsv", "q1\ten\thow to, exactly\r\n"));
  ASSERT_TRUE(queries.has_value());
  ASSERT_EQ(queries->size(), 1u);
  EXPECT_EQ((*queries)[0].language, "en");
  EXPECT_EQ((*queries)[0].text, "how to, exactly");
  const auto judgements =
      ReadJudgements(tree.Write("q.txt", "q1 0 z 1\nq1 0 b 0\nq1 0 a 2\nq2 0 b 0\n"));
  ASSERT_TRUE(judgements.has_value());
  EXPECT_EQ(judgements->size(), 1u);
  EXPECT_EQ(judgements->at("q1").relevant, (std::map<std::string, int>{{"z", 1}, {"a", 2}}));
  EXPECT_EQ(judgements->at("q1").first, "z");
}

TEST(EvaluationFilesTest, AreReadAsTheyWereWritten) {
  const testing::TempTree tree;
  std::ostringstream out;
  WriteRun("q1", {{"a/b", 2.5}, {"c", 1}}, &out);
  WriteRun("q2", {}, &out);
  EXPECT_EQ(out.str(), "q1 Q0 a/b 1 2.5 zeroline\nq1 Q0 c 2 1 zeroline\n");
  const auto run = ReadRun(tree.Write("r.trec", out.str()));
  ASSERT_TRUE(run.has_value());
  ASSERT_EQ(run->size(), 1u);
  EXPECT_THAT(run->at("q1"), ElementsAre("a/b", "c"));
}

TEST(EvaluationFilesTest, KeepSpacesInTheNamesOfArticles) {
  const testing::TempTree tree;
  std::ostringstream out;
  WriteRun("q1", {{"mail/how to send", 2.5}}, &out);
  EXPECT_EQ(out.str(), "q1 Q0 mail/how%20to%20send 1 2.5 zeroline\n");
  const auto run = ReadRun(tree.Write("r.trec", out.str()));
  ASSERT_TRUE(run.has_value());
  EXPECT_THAT(run->at("q1"), ElementsAre("mail/how to send"));
}

TEST(EvaluationFilesTest, OrderARunByRank) {
  const testing::TempTree tree;
  const auto run = ReadRun(tree.Write("r.trec", "q Q0 b 2 1 x\nq Q0 c 10 0 x\nq Q0 a 1 3 x\n"));
  ASSERT_TRUE(run.has_value());
  EXPECT_THAT(run->at("q"), ElementsAre("a", "b", "c"));
}

}  // namespace
}  // namespace zeroline

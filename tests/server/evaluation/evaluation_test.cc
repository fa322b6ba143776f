#include "server/evaluation/evaluation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/evaluation/article_questions.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class EvaluationTest : public ::testing::Test {
 protected:
  EvaluationTest() {
    std::vector<StoredArticle> base = {
        testing::SmallArticle("en", "devices/printer", "The printer does not print", "Switch on."),
        testing::SmallArticle("en", "network/vpn", "Tunnel drops", "Restart the client."),
        testing::SmallArticle("ru", "devices/printer", "Принтер не печатает", "Включите его.")};
    base[0].questions = {"the printer does not print"};
    base[1].questions = {"tunnel drops", "?!", "paper jam"};
    base[2].questions = {"принтер не печатает"};
    for (const char* path : {"jams/1", "jams/2", "jams/3", "jams/4"}) {
      base.push_back(testing::SmallArticle("en", path, "Paper jam", "Paper jam? Paper jam!"));
      base.back().questions = {"paper jam"};
    }
    testing::PublishBuild(index(), base);
    options_.index = index();
    options_.queries = tree_.Write("q.tsv",
                                   "q1\ten\tprinter\nq2\ten\ttunnel drops\nq3\ten\txyzzy\n"
                                   "q4\tru\tпринтер\nunjudged\ten\tprinter\n");
    options_.qrels = tree_.Write("qrels.txt",
                                 "q1 0 devices/printer 1\nq2 0 network/vpn 1\n"
                                 "q3 0 network/vpn 1\nq4 0 devices/printer 1\n");
  }
  std::filesystem::path index() const { return tree_.path() / "index"; }

  testing::TempTree tree_;
  EvaluationOptions options_;
};

TEST_F(EvaluationTest, ScoresJudgedQueries) {
  const auto report = RunEvaluation(options_);
  ASSERT_TRUE(report.has_value()) << report.error().message;
  EXPECT_EQ(report->summary.queries, 4u);
  EXPECT_DOUBLE_EQ(report->summary.mean.ndcg, 0.75);
  EXPECT_DOUBLE_EQ(report->summary.mean.zero_results, 0.25);
  EXPECT_LE(report->summary.interval.low.ndcg, 0.75);
  EXPECT_GE(report->summary.interval.high.ndcg, 0.75);
  EXPECT_THAT(ToText(*report),
              AllOf(StartsWith("queries       4\nnDCG@10       0.7500  ["),
                    HasSubstr("\nzero results  0.2500  ["), Not(HasSubstr("earlier run"))));
}

TEST_F(EvaluationTest, ComparesWithTheRunItWroteBefore) {
  options_.run = tree_.path() / "run.trec";
  ASSERT_TRUE(RunEvaluation(options_).has_value());
  EXPECT_THAT(tree_.Read("run.trec"), StartsWith("q1 Q0 devices/printer 1 "));
  options_.compare = options_.run;
  options_.run.clear();
  const auto same = RunEvaluation(options_);
  ASSERT_TRUE(same.has_value() && same->comparison.has_value());
  EXPECT_EQ(same->comparison->won + same->comparison->lost, 0u);

  options_.compare = tree_.Write("worse.trec",
                                 "q1 Q0 network/vpn 1 2 x\n"
                                 "q1 Q0 devices/printer 2 1 x\n"
                                 "q3 Q0 network/vpn 1 1 x\n");
  const auto changed = RunEvaluation(options_);
  ASSERT_TRUE(changed.has_value());
  EXPECT_EQ(changed->comparison->won, 3u);  // q2 and q4 have no lines: they found nothing then
  EXPECT_EQ(changed->comparison->lost, 1u);
  EXPECT_THAT(ToText(*changed), HasSubstr("lost most:\n  -1.0000  (1.0000 -> 0.0000)  q3  en  "));
}

TEST_F(EvaluationTest, MeasuresMistypedQueriesBesideCleanOnes) {
  options_.queries = tree_.Write("q.tsv", "q4\tru\tпринтер\n");
  options_.mutation = MutationKind::kLayout;
  const auto report = RunEvaluation(options_);
  ASSERT_TRUE(report.has_value()) << report.error().message;
  ASSERT_TRUE(report->mutated.has_value());
  EXPECT_EQ(report->mutated->changed, 1u);
  EXPECT_DOUBLE_EQ(report->mutated->clean.ndcg, 1);
  EXPECT_THAT(ToText(*report), HasSubstr("mutation      layout, seed 1, 1 changed\n"));
}

TEST_F(EvaluationTest, SaysWhatItCannotReadOrWrite) {
  EvaluationOptions unjudged = options_;
  unjudged.qrels = tree_.Write("other.txt", "x 0 a 1\n");
  EXPECT_EQ(RunEvaluation(unjudged).error().code, ErrorCode::kInvalidArgument);
  EvaluationOptions no_run = options_;
  no_run.compare = tree_.path() / "absent.trec";
  EXPECT_THAT(RunEvaluation(no_run).error().message, HasSubstr("absent.trec"));
  EvaluationOptions no_index = options_;
  no_index.index = tree_.path() / "absent";
  EXPECT_EQ(RunEvaluation(no_index).error().code, ErrorCode::kNotFound);
  EvaluationOptions unwritable = options_;
  unwritable.run = tree_.path() / "absent" / "run.trec";
  EXPECT_EQ(RunEvaluation(unwritable).error().code, ErrorCode::kIo);
}

TEST_F(EvaluationTest, AsksArticlesTheirOwnQuestions) {
  const auto asked = AskArticleQuestions({index(), ""});
  ASSERT_TRUE(asked.has_value()) << asked.error().message;
  ASSERT_EQ(asked->size(), 2u);
  EXPECT_EQ((*asked)[0].language, "en");
  EXPECT_EQ((*asked)[0].summary.queries, 8u);
  EXPECT_DOUBLE_EQ((*asked)[0].summary.mean.hit_at_1, 3.0 / 8);
  EXPECT_EQ((*asked)[1].language, "ru");
  EXPECT_DOUBLE_EQ((*asked)[1].summary.mean.ndcg, 1);
}

TEST_F(EvaluationTest, ListsTheQuestionsThatDoNotFindTheirArticle) {
  const auto asked = AskArticleQuestions({index(), "en"});
  ASSERT_TRUE(asked.has_value()) << asked.error().message;
  // Five articles claim "paper jam"; the fourth and the fifth found are not findable by it.
  ASSERT_EQ(asked->front().missed.size(), 3u);
  const std::string text = ToText(*asked);
  EXPECT_THAT(text, AllOf(HasSubstr("\n3 questions whose article is not among the first 3:\n"),
                          HasSubstr("en network/vpn: \"?!\" -> not found\n"),
                          HasSubstr(": \"paper jam\" -> rank 4 (first: jams/"),
                          HasSubstr(": \"paper jam\" -> rank 5 (first: jams/")));
}

TEST_F(EvaluationTest, AsksInOneLanguageOnly) {
  const auto asked = AskArticleQuestions({index(), "ru"});
  ASSERT_TRUE(asked.has_value());
  ASSERT_EQ(asked->size(), 1u);
  EXPECT_THAT(ToText(*asked), Not(HasSubstr("\nen ")));
  const auto unknown = AskArticleQuestions({index(), "fr"});
  ASSERT_FALSE(unknown.has_value());
  EXPECT_THAT(unknown.error().message, HasSubstr("it has: en ru"));
}

}  // namespace
}  // namespace zeroline

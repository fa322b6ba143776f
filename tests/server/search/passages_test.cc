#include "server/search/passages.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/language/analyzer.h"
#include "server/search/query_terms.h"
#include "tests/support/analyzed_article.h"

namespace zeroline {
namespace {

constexpr double kDocuments = 1000;

std::string Repeat(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

class PassagesTest : public ::testing::Test {
 protected:
  std::vector<PassageScore> Score(std::string_view query,
                                  const std::vector<AnalyzedArticle>& articles) {
    PassageScorer scorer(AnalyzeQuery(query, 64, analyzer_.get()), kDocuments,
                         [](const std::string& term) { return term == "the" ? 0.5 : 4.0; });
    std::vector<PassageCandidate> candidates;
    for (const AnalyzedArticle& article : articles) {
      candidates.push_back(scorer.Look(article.view(), 1));
    }
    return scorer.Score(candidates);
  }
  AnalyzedArticle Article(std::string title, std::string text) {
    return AnalyzedArticle(std::move(title), std::move(text), analyzer_.get());
  }

  std::unique_ptr<Analyzer> analyzer_ = *Analyzer::Create("en");
};

TEST_F(PassagesTest, FindsThePassageThatTreatsTheQuestion) {
  const std::string filler = Repeat("lorem ipsum dolor sit amet ", 60);  // 300 words
  const auto scores =
      Score("printer spooler", {Article("Help", filler + "printer spooler " + filler)});
  ASSERT_EQ(1u, scores.size());
  EXPECT_GT(scores[0].passage, 0);
  EXPECT_LE(scores[0].begin, 300u);
  EXPECT_GT(scores[0].end, 300u);
  EXPECT_LE(scores[0].end - scores[0].begin, kPassageTokens);
}

TEST_F(PassagesTest, WordsInOnePlaceBeatTheSameWordsFarApart) {
  const std::string filler = Repeat("lorem ipsum dolor sit amet ", 60);
  const auto scores =
      Score("printer spooler", {Article("Help", filler + "printer spooler " + filler),
                                Article("Help", "printer " + filler + filler + " spooler")});
  EXPECT_GT(scores[0].passage, scores[1].passage);
  EXPECT_GT(scores[0].pairs, 0);
  EXPECT_EQ(0, scores[1].pairs);
}

TEST_F(PassagesTest, AMisspeltWordStillCountsByItsCharacterRuns) {
  const auto scores = Score("prnter spooler", {Article("Help", "the printer is broken"),
                                               Article("Help", "the screen is broken")});
  EXPECT_GT(scores[0].passage, scores[1].passage);
}

TEST_F(PassagesTest, TheTitleCountsInEveryPassage) {
  const auto scores = Score("printer", {Article("Printer", "it does not work"),
                                        Article("Help", "the printer does not work")});
  EXPECT_GT(scores[0].passage, scores[1].passage);
}

struct PairCase {
  std::string name;
  std::string text;
  bool together;
};

class PassagePairsTest : public PassagesTest, public ::testing::WithParamInterface<PairCase> {};

TEST_P(PassagePairsTest, AreWordsNearEachOtherInEitherOrder) {
  const auto scores = Score("reset the password", {Article("Help", GetParam().text)});
  EXPECT_EQ(GetParam().together, scores[0].pairs > 0);
}

INSTANTIATE_TEST_SUITE_P(Table, PassagePairsTest,
                         ::testing::ValuesIn(std::vector<PairCase>{
                             {"adjacent", "reset password", true},
                             {"other_order", "the password was reset", true},
                             {"a_word_between", "reset your new password", true},
                             {"too_far", "reset one two three four five six password", false},
                             {"one_of_them", "reset reset reset", false},
                             {"unimportant_words_make_no_pairs", "the reset", false},
                         }),
                         [](const auto& test) { return test.param.name; });

TEST_F(PassagesTest, AnEmptyArticleScoresNothing) {
  const auto scores = Score("printer", {Article("", "")});
  EXPECT_EQ(0, scores[0].passage);
  EXPECT_EQ(0, scores[0].pairs);
}

}  // namespace
}  // namespace zeroline

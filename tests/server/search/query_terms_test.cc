#include "server/search/query_terms.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>

#include "indexer/language/analyzer.h"

namespace zeroline {
namespace {

double WeightOf(const std::vector<QueryTerm>& terms, const std::string& term) {
  const auto found = std::find_if(terms.begin(), terms.end(),
                                  [&](const QueryTerm& one) { return one.term == term; });
  return found == terms.end() ? 0 : found->weight;
}

class QueryTermsTest : public ::testing::Test {
 protected:
  std::unique_ptr<Analyzer> analyzer_ = *Analyzer::Create("en");
};

TEST_F(QueryTermsTest, CountsAWordAsOftenAsItStandsInTheQuery) {
  const QueryTerms terms = AnalyzeQuery("mail to mail", 64, analyzer_.get());
  EXPECT_EQ(2, WeightOf(terms.words, "mail"));
  EXPECT_EQ(1, WeightOf(terms.words, "to"));
  EXPECT_EQ((std::vector<std::uint16_t>{0, 1, 0}), terms.sequence);
}

TEST_F(QueryTermsTest, AWordCountsAtMostTwiceHoweverOftenItIsSaid) {
  EXPECT_DOUBLE_EQ(1, (QueryTerm{"mail", 1}.saturated()));
  EXPECT_LT((QueryTerm{"mail", 50}.saturated()), 2);
  EXPECT_GT((QueryTerm{"mail", 2}.saturated()), 1);
}

TEST_F(QueryTermsTest, ExpansionsWeighWhatTheySay) {
  Query query;
  query.text = "reset password";
  query.expansions.push_back({6, 14, 0.5, {{"passcode", 0.3}, {"secret word", 0.2}}});
  const QueryTerms terms = AnalyzeQuery(query, 64, analyzer_.get());
  EXPECT_EQ(1, WeightOf(terms.words, "reset"));
  EXPECT_EQ(0.5, WeightOf(terms.words, "password"));
  EXPECT_EQ(0.3, WeightOf(terms.words, "passcod"));
  EXPECT_EQ(0.1, WeightOf(terms.words, "secret")) << "shared with the other word";
  EXPECT_EQ(0.1, WeightOf(terms.words, "word"));
  EXPECT_EQ(2u, terms.sequence.size()) << "alternatives are no part of the query's order";
}

TEST_F(QueryTermsTest, BoundsTheTokensOfHugeQueriesAndExpansions) {
  Query query;
  for (int i = 0; i < 500; ++i) query.text += "w" + std::to_string(i) + " ";
  Expansion expansion{0, 2, 1, {}};
  for (int i = 0; i < 500; ++i) expansion.alternatives.push_back({"a" + std::to_string(i), 0.1});
  query.expansions.push_back(expansion);
  EXPECT_LE(AnalyzeQuery(query, 64, analyzer_.get()).words.size(), 128u);
}

}  // namespace
}  // namespace zeroline

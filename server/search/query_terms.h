// The terms of one analysed query, and the Xapian query made of them.
#ifndef ZEROLINE_SERVER_SEARCH_QUERY_TERMS_H_
#define ZEROLINE_SERVER_SEARCH_QUERY_TERMS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/language/analyzer.h"
#include "server/query/query.h"
#include "server/search/phrases.h"

namespace Xapian {
class Query;
}

namespace zeroline {

struct QueryTerm {
  std::string term;
  double weight = 0;  // occurrences in the query, those of expansions by their weights

  // What the term counts in ranking: 1 once, at most 2 (BM25's query term frequency with k3 = 1).
  double saturated() const { return 2 * weight / (1 + weight); }
};

struct QueryTerms {
  std::vector<QueryTerm> words;  // identifiers among them
  std::vector<QueryTerm> grams;
  std::vector<QueryTerm> unigrams;
  std::vector<std::uint16_t> sequence;  // the query's words in order: indices into `words`
  std::vector<Phrase> phrases;          // each must occur as it is
  double gram_weight = 0;
  double unigram_weight = 0;

  bool empty() const { return words.empty(); }
};

// Of `query.text` and its expansions, at most `max_tokens` tokens of each.
QueryTerms AnalyzeQuery(const Query& query, std::size_t max_tokens, Analyzer* analyzer);
// Of a text without expansions.
QueryTerms AnalyzeQuery(std::string_view text, std::size_t max_tokens, Analyzer* analyzer);

// One OR per channel, the character channels scaled by their weights, and filters on the words of
// the phrases and on the section unless it is "". Nothing matches an empty query.
Xapian::Query Compile(const QueryTerms& terms, std::string_view section);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_QUERY_TERMS_H_

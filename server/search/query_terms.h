// The terms of one analysed query, and the Xapian query made of them.
#ifndef ZEROLINE_SERVER_SEARCH_QUERY_TERMS_H_
#define ZEROLINE_SERVER_SEARCH_QUERY_TERMS_H_

#include <string>
#include <string_view>
#include <vector>

#include "indexer/language/analyzer.h"

namespace Xapian {
class Query;
}

namespace zeroline {

struct QueryTerm {
  std::string term;
  unsigned count = 0;  // occurrences in the query (wqf)
};

struct QueryTerms {
  std::vector<QueryTerm> words;  // identifiers among them
  std::vector<QueryTerm> grams;
  std::vector<QueryTerm> unigrams;
  double gram_weight = 0;
  double unigram_weight = 0;

  bool empty() const { return words.empty(); }
};

// At most `max_tokens` tokens are used.
QueryTerms AnalyzeQuery(std::string_view text, std::size_t max_tokens, Analyzer* analyzer);

// One OR per channel, the character channels scaled by their weights, and a filter on the section
// unless it is "". Nothing matches an empty query.
Xapian::Query Compile(const QueryTerms& terms, std::string_view section);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_QUERY_TERMS_H_

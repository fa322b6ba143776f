// Where does a text match a query? Finds the bytes to highlight and how much each is worth, from
// the tokens that an article keeps, so that no text is segmented again for a snippet.
#ifndef ZEROLINE_SERVER_SEARCH_MATCH_FINDER_H_
#define ZEROLINE_SERVER_SEARCH_MATCH_FINDER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index_format/stored_article.h"
#include "indexer/language/analyzer.h"
#include "server/search/query_terms.h"
#include "server/search/term_table.h"

namespace zeroline {

struct Match {
  std::uint32_t begin = 0;  // byte range in the text
  std::uint32_t end = 0;
  std::uint16_t term = 0;  // matches of the same query term share it
  float weight = 0;        // of the term in ranking
};

// Made once per query; const calls are thread-safe.
class MatchFinder {
 public:
  // `weight_of` gives the ranking weight of a term; 0 for one that occurs nowhere.
  MatchFinder(const QueryTerms& terms,
              const std::function<double(const std::string& term)>& weight_of);

  // Matches in an article's text, in order of begin, from its stored tokens.
  void Find(const ArticleView& article, std::vector<Match>* matches) const;
  // Matches in any short text, by analysing it.
  void Find(std::string_view text, Analyzer* analyzer, std::vector<Match>* matches) const;
  // Words that share most of their 4-grams with the query: what a misspelt query matched.
  void FindSimilar(std::string_view text, Analyzer* analyzer, std::vector<Match>* matches) const;

 private:
  Match MakeMatch(std::size_t begin, std::size_t end, int term) const;
  void FindPairs(std::string_view text, std::vector<Match>* matches) const;

  std::vector<float> weights_;      // by term number
  TermTable words_;                 // by word hash
  TermTable pairs_;                 // by PairHash() of two characters of an unspaced script
  std::vector<std::string> grams_;  // sorted
  bool has_pairs_ = false;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_MATCH_FINDER_H_

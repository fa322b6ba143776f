// How well does the best part of an article answer, beside the article as a whole? A long article
// that treats the question in one place should not lose to a short one that mentions its words.
//
// Both are BM25 over the word channel, computed from the tokens that articles keep. A passage is
// kPassageTokens long, one begins every kPassageStep, and each counts the title kTitleWdf times as
// the article does.
#ifndef ZEROLINE_SERVER_SEARCH_PASSAGES_H_
#define ZEROLINE_SERVER_SEARCH_PASSAGES_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "indexer/index_format/stored_article.h"
#include "indexer/language/analyzer.h"
#include "server/search/query_terms.h"
#include "server/search/term_table.h"

namespace zeroline {

// Windows of 60 to 250 words were tried on five collections; 100 was best or within .002 of it.
inline constexpr std::size_t kPassageTokens = 100;
inline constexpr std::size_t kPassageStep = 50;

// One article as a candidate: where the query's words stand in it.
struct PassageCandidate {
  struct Occurrence {
    std::uint32_t token = 0;
    std::uint16_t term = 0;
  };
  std::vector<Occurrence> occurrences;
  std::vector<std::uint16_t> in_title;  // by term
  std::uint32_t tokens = 0;
  std::uint32_t title_tokens = 0;
  double length_ratio = 1;  // of the article to the average, as the first stage has it
};

// Made once per query. Const calls are thread-safe.
class PassageScorer {
 public:
  // `idf_of` gives the inverse document frequency of a word; 0 for one that occurs nowhere.
  PassageScorer(const QueryTerms& terms,
                const std::function<double(const std::string& term)>& idf_of);

  PassageCandidate Look(const ArticleView& article, double length_ratio, Analyzer* analyzer) const;

  // Score of the best passage less that of the whole article, for each candidate. Lengths are
  // relative to the average passage of these candidates.
  std::vector<double> Gains(const std::vector<PassageCandidate>& candidates) const;

 private:
  double Score(const std::vector<std::uint16_t>& counts, const PassageCandidate& candidate,
               double b, double length_ratio) const;
  double BestPassage(const PassageCandidate& candidate, double average_length) const;

  TermTable table_;
  std::vector<double> weights_;  // by term: idf times the saturated frequency in the query
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_PASSAGES_H_

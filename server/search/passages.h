// How well does the best part of an article answer, and do the query's words stand together there?
// A long article that treats the question in one place should not lose to a short one that mentions
// its words.
//
// All is computed from what articles keep of their analysis. A passage is kPassageTokens long, one
// begins every kPassageStep, and each counts the title kTitleWdf times as the article does; it is
// scored by BM25 over both channels with the inverse document frequencies of whole articles. Pairs
// are words that follow each other in the query, unimportant ones left out, and stand within
// kPairWindow words of each other in the article, in either order.
#ifndef ZEROLINE_SERVER_SEARCH_PASSAGES_H_
#define ZEROLINE_SERVER_SEARCH_PASSAGES_H_

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/index_format/stored_article.h"
#include "server/search/query_terms.h"
#include "server/search/term_table.h"

namespace zeroline {

// Windows of 60 to 250 words were tried on five collections; 100 was best or within .002 of it.
inline constexpr std::size_t kPassageTokens = 100;
inline constexpr std::size_t kPassageStep = 50;
inline constexpr std::size_t kPairWindow = 3;

struct PassageScore {
  double passage = 0;       // of the best passage
  double pairs = 0;         // of the whole article
  std::uint32_t begin = 0;  // tokens of the best passage
  std::uint32_t end = 0;
};

// One article as a candidate: where the query's terms stand in it.
struct PassageCandidate {
  struct Occurrence {
    std::uint32_t token = 0;
    std::uint16_t term = 0;
  };
  std::vector<Occurrence> occurrences;
  std::vector<std::uint16_t> in_title;     // by term
  std::vector<std::uint16_t> pair_counts;  // by pair
  std::uint32_t tokens = 0;
  std::uint32_t title_tokens = 0;
  double length_ratio = 1;  // of the article to the average, as the first stage has it
};

// Made once per query; not thread-safe.
class PassageScorer {
 public:
  // `idf_of` gives the inverse document frequency of a term; 0 for one that occurs nowhere.
  // `documents` is the number of articles that there are.
  PassageScorer(const QueryTerms& terms, double documents,
                const std::function<double(const std::string& term)>& idf_of);

  PassageCandidate Look(const ArticleView& article, double length_ratio);

  // Lengths are relative to the average passage of these candidates.
  std::vector<PassageScore> Score(const std::vector<PassageCandidate>& candidates);

 private:
  struct Pair {
    std::uint16_t first = 0;
    std::uint16_t second = 0;
    double weight = 0;

    bool Joins(std::uint16_t a, std::uint16_t b) const {
      return (a == first && b == second) || (a == second && b == first);
    }
  };

  void AddTerms(const std::vector<QueryTerm>& terms, double channel,
                const std::function<double(const std::string& term)>& idf_of);
  void AddPairs(const QueryTerms& terms, double documents);
  void FindHits(const ArticleView& article);
  void CountPairs(const ArticleView& article, PassageCandidate* candidate);
  void CountPairsIn(const std::vector<PassageCandidate::Occurrence>& places, unsigned times,
                    PassageCandidate* candidate) const;
  void ScorePassages(const PassageCandidate& candidate, double average_length, PassageScore* score);
  double ScorePairs(const PassageCandidate& candidate) const;

  TermTable table_;
  std::vector<double> weights_;    // by term: idf, channel and frequency in the query
  std::size_t words_ = 0;          // terms below this are words, the others grams
  std::vector<int> term_of_word_;  // by word of the query; TermTable::kNone if unknown
  std::vector<Pair> pairs_;
  // Of the article that is looked at.
  std::vector<std::uint32_t> hit_begins_;  // by word of the article
  std::vector<std::uint16_t> hits_;
  std::vector<PassageCandidate::Occurrence> places_;  // of words
  std::vector<std::uint16_t> counts_;                 // by term
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_PASSAGES_H_

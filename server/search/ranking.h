// Which articles, in which order: the weights of ranking in one place, and the fusion of what the
// whole text, its best passage, and title and questions say.
#ifndef ZEROLINE_SERVER_SEARCH_RANKING_H_
#define ZEROLINE_SERVER_SEARCH_RANKING_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "indexer/language/analyzer.h"
#include "server/search/database_pool.h"
#include "server/search/index_reader.h"
#include "server/search/query_terms.h"

namespace Xapian {
class Query;
class MSet;
}  // namespace Xapian

namespace zeroline {

// BM25 as Xapian computes it. k1 and b were chosen over seven collections in five languages;
// together with kTitleWdf they gain up to .034 nDCG@10 over Xapian's defaults (k1 1, b .5) and lose
// at most .002.
struct Bm25 {
  double k1 = 0;
  double b = 0;
};
inline constexpr Bm25 kTextBm25 = {1.2, 0.6};
// Titles are short: their length says more.
inline constexpr Bm25 kTitlesBm25 = {1.2, 0.9};
inline constexpr double kBm25MinNormalizedLength = 0.5;

// What the score of title and questions counts beside that of the text, for a query of so many
// words. Sentences gain from titles (help-desk threads .02 nDCG@10 over none); two or three
// keywords already find titles through kTitleWdf, and lose .003 to .01 at the weight for sentences
// (short queries in four languages, bench/relevance).
inline constexpr double kTitlesWeight = 0.4;
inline constexpr double kTitlesWeightOfKeywords = 0.2;
inline constexpr double kKeywords = 3;  // words, at most
inline constexpr double kSentence = 6;  // words, at least

// Which part of the text's score comes from the best passage instead of the whole: .5 to .7 are
// within .003 nDCG@10 of each other on help-desk threads and Polish paragraphs, none costs the
// former .02.
inline constexpr double kPassageWeight = 0.5;

// What words that stand together as in the query count beside them: .2 to .4 are within .001.
inline constexpr double kPairsWeight = 0.2;

// Articles whose text is ranked at least this far are looked at again; one further down has hardly
// ever made it to the first page (re-ranking 20 or 50 differs by less than .001 nDCG@10).
inline constexpr std::size_t kFusionDepth = 50;
// Articles ranked at least. What comes after a hundred is never read, and with one OR over all
// words and character runs nearly everything matches somehow: to count it would tell readers
// nothing.
inline constexpr std::size_t kMatchDepth = 100;
inline constexpr std::size_t kTitlesDepth = 200;
// Articles that are looked through for a phrase whose words they have.
inline constexpr std::size_t kPhraseDepth = 1000;

// A hit below this share of the best hit's score only shares common character runs with the query.
inline constexpr double kMinShareOfBest = 0.2;

struct RankedDocument {
  std::uint32_t docid = 0;  // in the union, see DatabasePool::Borrow
  double score = 0;
  double text_score = 0;            // first stage
  double titles_score = 0;          // of title and questions, weighted
  double passage_score = 0;         // of the best passage
  double pairs_score = 0;           // of words that stand together
  std::uint32_t passage_begin = 0;  // tokens of the best passage; none if the end is 0
  std::uint32_t passage_end = 0;
};

// What each part adds to a score, by its name.
using ScoreParts = std::array<std::pair<std::string_view, double>, 4>;
ScoreParts PartsOf(const RankedDocument& document);

struct Ranking {
  std::vector<RankedDocument> documents;  // best first, those below kMinShareOfBest left out
  bool is_complete = true;                // false: more articles match than were ranked
  double max_possible = 0;                // score that no article can exceed by text and title
  std::unordered_map<std::string, double> term_weights;  // in the text; absent for unknown terms
};

// What a search looks into.
struct RankingSource {
  const OpenDatabase& text;
  const OpenDatabase& titles;
  const std::vector<const LanguageReader*>& readers;
};

// The first stage alone: BM25 over word and character channels of the whole text. Throws as Xapian
// does.
Ranking RankByText(const OpenDatabase& text, const QueryTerms& terms, std::string_view section,
                   std::size_t depth);

// What a term of `frequency` documents tells, as Xapian's BM25Weight has it without relevance
// feedback; 0 if none has it.
double Idf(double documents, double frequency);

// All stages: the first, then titles and best passages of its best kFusionDepth. Throws as Xapian
// does.
Ranking Rank(const RankingSource& source, const QueryTerms& terms, std::string_view section,
             std::size_t depth);

// The best `depth` of one database for one query, as Xapian ranks them. Throws as Xapian does.
Xapian::MSet BestMatches(const OpenDatabase& database, const Xapian::Query& query, Bm25 weights,
                         std::size_t depth);

struct UnionDocument {
  const LanguageReader* reader = nullptr;
  std::uint32_t docid = 0;  // in the reader's own databases
};

// Which reader's document the union's `docid` is (see DatabasePool::Borrow).
inline UnionDocument SplitUnion(const std::vector<const LanguageReader*>& readers,
                                std::uint32_t docid) {
  const auto count = static_cast<std::uint32_t>(readers.size());
  return {readers[(docid - 1) % count], (docid - 1) / count + 1};
}

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_RANKING_H_

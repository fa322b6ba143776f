// Which articles answer a text of many sentences? Each sentence is ranked as a query of its own and
// an article has the best of its scores: the whole text at once would find what the courtesies
// around the question are about.
#ifndef ZEROLINE_SERVER_SEARCH_TICKET_RANKING_H_
#define ZEROLINE_SERVER_SEARCH_TICKET_RANKING_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "indexer/language/analyzer.h"
#include "server/search/query_terms.h"
#include "server/search/ranking.h"

namespace zeroline {

// The sentences that say most are ranked, no more: what a ticket costs is bounded by this.
inline constexpr std::size_t kMaxRankedSentences = 10;

// What a ticket word counts in a sentence beside other words.
inline constexpr double kTicketWordWeight = 0.1;

// Ticket words (server/query/ticket_words.h) as the analyzer hashes them, by language. Thread-safe.
class TicketWordTable {
 public:
  using Hashes = std::unordered_set<std::uint32_t>;

  // Analyses the language's list the first time. Lives as long as the table.
  const Hashes& Of(std::string_view language, Analyzer* analyzer);

 private:
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Hashes>, std::less<>> languages_;
};

struct RankedSentence {
  QueryTerms terms;
  Ranking ranking;
};

struct TicketRanking {
  struct Document {
    RankedDocument ranked;
    std::size_t sentence = 0;  // that ranked it so
  };
  std::vector<RankedSentence> sentences;
  std::vector<Document> documents;  // best first, those below kMinShareOfBest left out
};

// `sentences` as they were understood. A ticket word that stands in some article's title or
// questions counts like any other: there it is what the article is about. Documents in `excluded`
// are as if they were not there. Throws as Xapian does.
TicketRanking RankTicket(const RankingSource& source, const std::vector<Query>& sentences,
                         const TicketWordTable::Hashes& ticket_words,
                         const std::vector<std::uint32_t>& excluded, Analyzer* analyzer);

// A query's ranking as that of a ticket of one sentence.
TicketRanking RankedQuery(QueryTerms terms, Ranking ranking,
                          const std::vector<std::uint32_t>& excluded);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_TICKET_RANKING_H_

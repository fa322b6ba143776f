// What another language has on a query: the words of the query are looked up in the build's
// translation table, and articles that the reader's own language does not have are ranked by them.
#ifndef ZEROLINE_SERVER_SEARCH_CROSS_LANGUAGE_H_
#define ZEROLINE_SERVER_SEARCH_CROSS_LANGUAGE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/error/result.h"
#include "server/search/index_reader.h"
#include "server/search/query_terms.h"

namespace zeroline {

struct CrossLanguageRequest {
  const QueryTerms& terms;  // of the query in `from`
  std::string from;         // the reader's language
  std::string to;           // the language to look in
  Audiences audiences;
  std::string section;  // "" for all
  std::size_t limit = 10;
};

struct ForeignDocument {
  const LanguageReader* reader = nullptr;
  std::uint32_t docid = 0;  // in the reader's own databases
  double score = 0;         // of text and title, comparable within one answer only
  // The share of the score that an article would have with everything the query asks, in 0..1, as
  // far as it could be translated at all.
  double share = 0;
};

struct ForeignAnswer {
  std::vector<ForeignDocument> documents;  // best first
  // The share of the query's weight (inverse document frequency in the reader's language) that
  // could be translated, 0..1. Below kMinKnownShare there are no documents.
  double known_share = 0;
  // The translated words, for a MatchFinder, and what each counted; without character runs.
  QueryTerms terms;
  std::unordered_map<std::string, double> term_weights;
};

// With less of a query understood, what is found is about something else.
inline constexpr double kMinKnownShare = 0.5;

// Articles in `to` that these audiences may read there and cannot read in `from` at all; none if
// the languages are the same or the build has nothing to translate with. kUnavailable if a database
// fails.
Result<ForeignAnswer> FindInOtherLanguage(const Snapshot& snapshot,
                                          const CrossLanguageRequest& request);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_CROSS_LANGUAGE_H_

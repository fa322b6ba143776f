// Articles that exist in another language only, as hits, and their place among those of the
// reader's own language.
#ifndef ZEROLINE_SERVER_SEARCH_FOREIGN_HITS_H_
#define ZEROLINE_SERVER_SEARCH_FOREIGN_HITS_H_

#include <cstddef>
#include <vector>

#include "indexer/error/result.h"
#include "server/search/analyzer_pool.h"
#include "server/search/index_reader.h"
#include "server/search/query_terms.h"
#include "server/search/searcher.h"

namespace zeroline {

// An article in a language that the reader did not ask in is put before one in the reader's own
// only if it reaches this multiple of the latter's share of what the query asks. Titles of 600
// support articles asked in Russian, with and without their Russian version: at 1 the foreign
// article is first in 75 % of the cases where there is no other, and wrongly first in 1 % of those
// where there is; for three-word queries 50 % and 3 % (at .9: 82 % and 3 %, 60 % and 9 %).
inline constexpr double kForeignMargin = 1;

// Of each language.
inline constexpr std::size_t kMaxForeignHits = 5;

struct ForeignHit {
  SearchHit hit;
  double share = 0;  // of what the query asks, 0..1
};

// Best first; none if there is nothing that the reader's own language does not have too. `terms` is
// the request's query, analysed in its language.
Result<std::vector<ForeignHit>> FindForeignHits(const Snapshot& snapshot,
                                                const SearchRequest& request,
                                                const QueryTerms& terms, AnalyzerPool* analyzers);

// One place in the merged list.
struct MergedPlace {
  bool is_foreign = false;
  std::size_t index = 0;  // in its own list
};

// `own_shares` are those of the own hits, in their order. Neither list changes its order.
std::vector<MergedPlace> MergeForeign(const std::vector<double>& own_shares,
                                      const std::vector<ForeignHit>& foreign);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_FOREIGN_HITS_H_

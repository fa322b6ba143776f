// The weights of first-stage ranking, in one place, and how a union's document is found again.
#ifndef ZEROLINE_SERVER_SEARCH_RANKING_H_
#define ZEROLINE_SERVER_SEARCH_RANKING_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "indexer/error/result.h"
#include "indexer/index_format/article_store.h"
#include "server/search/index_reader.h"

namespace zeroline {

// BM25 as Xapian computes it. k1 and b were chosen over seven collections in five languages;
// together with kTitleWdf they gain up to .034 nDCG@10 over Xapian's defaults (k1 1, b .5) and lose
// at most .002.
inline constexpr double kBm25K1 = 1.2;
inline constexpr double kBm25K2 = 0;
inline constexpr double kBm25K3 = 1;
inline constexpr double kBm25B = 0.6;
inline constexpr double kBm25MinNormalizedLength = 0.5;

// A hit below this share of the best hit's score only shares common character runs with the query.
inline constexpr double kMinShareOfBest = 0.2;

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

// Which articles say the same?
//
// Texts are compared by their runs of words. MinHash signatures find the pairs worth comparing
// (Broder 1997; one permutation for all bins, Li, Owen and Zhang 2012), so that the work grows with
// the tree and not with its square.
#ifndef ZEROLINE_INDEXER_CHECK_NEAR_DUPLICATES_H_
#define ZEROLINE_INDEXER_CHECK_NEAR_DUPLICATES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "indexer/check/checked_article.h"
#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

inline constexpr std::size_t kSketchBins = 64;

// What is remembered of a text.
struct TextSketch {
  std::size_t words = 0;
  std::vector<std::uint32_t> shingles;  // hashes of runs of words, ascending, each once
  std::array<std::uint32_t, kSketchBins> signature{};
};

// Thread-safe.
TextSketch SketchOf(const Manuscript& manuscript);

// The share of shingles that two texts have in common, 0 to 100.
std::size_t CommonPercent(const TextSketch& a, const TextSketch& b);

// Rule near-duplicate: at most one finding per article, naming the earlier one it is nearest to
// among those that its readers may read. `sketches` are of `articles`.
std::vector<Diagnostic> FindNearDuplicates(const std::vector<CheckedArticle>& articles,
                                           const std::vector<TextSketch>& sketches);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_CHECK_NEAR_DUPLICATES_H_

// Where in a vocabulary are the words that begin nearly like this?
#ifndef ZEROLINE_SERVER_SEARCH_SIMILAR_BEGINNINGS_H_
#define ZEROLINE_SERVER_SEARCH_SIMILAR_BEGINNINGS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "indexer/index_format/vocabulary.h"

namespace zeroline {

// The folded forms of the words of `range` begin with `beginning`.
struct SimilarBeginning {
  std::string_view beginning;
  StoredVocabulary::Range range;
};

enum class WordPart { kBeginning, kWhole };

// At most `edits` edits away from `folded`: letters wrong, missing, too many, or two neighbours
// exchanged. The first letter is the same, unless it was exchanged with the second. Beginnings that
// are shorter than `folded` only if there are no others. Goes through the vocabulary as through a
// trie and looks at kMaxVisits words of each first letter. Views live as long as the vocabulary.
std::vector<SimilarBeginning> FindSimilarBeginnings(const StoredVocabulary& vocabulary,
                                                    std::string_view folded, std::size_t edits,
                                                    WordPart part);
inline constexpr std::size_t kMaxVisits = 5000;

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_SIMILAR_BEGINNINGS_H_

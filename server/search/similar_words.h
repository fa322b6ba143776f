// Which words of a vocabulary may a word be a misspelling of?
#ifndef ZEROLINE_SERVER_SEARCH_SIMILAR_WORDS_H_
#define ZEROLINE_SERVER_SEARCH_SIMILAR_WORDS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "indexer/index_format/vocabulary.h"

namespace zeroline {

struct SimilarRank {
  std::size_t rank = 0;
  double distance = 0;  // in edits
};

// Words whose folded forms are near `folded` (FoldWord()), in order of rank. Edits: two
// neighbouring letters exchanged and a letter beside the right one on the keyboard of `language`
// .7, one letter of a doubled pair .6, a letter too many or too few .9, a wrong letter 1; .3 more
// if the first letter is another. Up to 1.35 for words of at most five letters and for those that
// begin otherwise, 2.0 for the rest. None for words under three letters and in scripts without
// spaces, nor are such words found.
//
// Goes through the vocabulary as through a trie, one row of distances per letter, and leaves out
// what no longer can be near. Thread-safe.
std::vector<SimilarRank> FindSimilarWords(const StoredVocabulary& vocabulary,
                                          std::string_view folded, std::string_view language);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_SIMILAR_WORDS_H_

// Which words begin like this? Asked of the vocabularies that one reader may see, while a word is
// being typed.
#ifndef ZEROLINE_SERVER_SEARCH_WORD_BEGINNINGS_H_
#define ZEROLINE_SERVER_SEARCH_WORD_BEGINNINGS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index_format/vocabulary.h"

namespace zeroline {

struct CommonWord {
  std::string_view word;  // in normal form
  std::string_view folded;
  std::uint32_t articles = 0;
};

// Views live as long as the vocabularies. Thread-safe.
class WordBeginnings {
 public:
  explicit WordBeginnings(std::vector<const StoredVocabulary*> vocabularies);

  // Whether a word's folded form begins with `folded`, or is `folded`.
  bool Begin(std::string_view folded) const;
  bool Have(std::string_view folded) const;

  // The words of which a beginning is in `beginnings` (folded), commonest first. Looks at no more
  // than kMaxLookedAt words of each vocabulary: of more, at every second, third and so on.
  std::vector<CommonWord> Commonest(const std::vector<std::string>& beginnings,
                                    std::size_t limit) const;
  static constexpr std::size_t kMaxLookedAt = 100'000;

  // The words with this folded form, commonest first.
  std::vector<CommonWord> WithFolded(std::string_view folded, std::size_t limit) const;

  // Beginnings of words that are one edit from `folded` (a letter wrong, missing, too many, or two
  // exchanged), two edits if it has kManyLetters and none is nearer; the first letter is right but
  // for the exchange with the second. Those of the commonest words first. Empty for less than
  // kFewLetters.
  std::vector<std::string> SimilarBeginnings(std::string_view folded) const;
  // The same for whole words.
  std::vector<CommonWord> SimilarWords(std::string_view folded) const;
  static constexpr std::size_t kFewLetters = 4;
  static constexpr std::size_t kManyLetters = 8;

  // Words whose key in Latin letters (LatinKeysOfWord()) is `latin`, or begins with it; commonest
  // first.
  std::vector<CommonWord> WithLatin(std::string_view latin, std::size_t limit) const;
  std::vector<CommonWord> BeginningWithLatin(std::string_view latin, std::size_t limit) const;

 private:
  std::vector<const StoredVocabulary*> vocabularies_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_WORD_BEGINNINGS_H_

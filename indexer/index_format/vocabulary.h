// vocabulary.flat: the words of one audience in one language, and in how many articles each
// occurs. Mapped, never loaded, so opening it costs the same for any size.
//
// Words are in order of their folded form (FoldWord()), then of the word, by bytes: neighbours
// share the beginnings of their folded forms, so a search for similar words goes through them as
// through a trie. A second table has the keys under which words are found in Latin letters
// (LatinKeysOfWord()).
#ifndef ZEROLINE_INDEXER_INDEX_FORMAT_VOCABULARY_H_
#define ZEROLINE_INDEXER_INDEX_FORMAT_VOCABULARY_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

// Longer words are left out: nobody types them, and what is this long is rarely a word.
inline constexpr std::size_t kMaxVocabularyWordBytes = 160;
inline constexpr std::size_t kMaxVocabularyWordLength = 40;  // code points

// What the writer gives; views live until WriteVocabulary() returned.
struct VocabularyWord {
  std::string_view word;  // in normal form
  std::string_view folded;
  std::vector<std::string_view> latin;
  std::uint32_t articles = 0;
};

// Writes and syncs the file. `words` are distinct and in the file's order.
Status WriteVocabulary(const std::filesystem::path& file, const std::vector<VocabularyWord>& words);

// The file's order.
inline bool ComesBefore(std::string_view folded, std::string_view word,
                        std::string_view other_folded, std::string_view other_word) {
  return folded != other_folded ? folded < other_folded : word < other_word;
}

// Thread-safe. Views live as long as the vocabulary. A damaged file is noticed by Open() if it was
// cut or is no vocabulary, by Verify() in any case; reading one never leaves its bytes.
class StoredVocabulary {
 public:
  struct Word {
    std::string_view word;
    std::string_view folded;
    std::uint32_t articles = 0;
  };
  struct Key {
    std::string_view latin;
    std::uint32_t rank = 0;  // of the word
  };
  using Range = std::pair<std::size_t, std::size_t>;  // [first, second)

  static Result<std::unique_ptr<StoredVocabulary>> Open(const std::filesystem::path& file);
  ~StoredVocabulary();
  StoredVocabulary(const StoredVocabulary&) = delete;
  StoredVocabulary& operator=(const StoredVocabulary&) = delete;

  // Reads all of the file: kCorrupt if a bit of it changed since it was written.
  Status Verify() const;

  std::size_t size() const;  // words
  Word at(std::size_t rank) const;
  std::string_view folded_at(std::size_t rank) const;

  // In how many articles the word occurs; 0 if in none.
  std::uint32_t Find(std::string_view word, std::string_view folded) const;
  // The ranks of the words with this folded form.
  Range WithFolded(std::string_view folded) const;
  // The first rank from `begin` on whose folded form is not less than `folded`; the nearer, the
  // cheaper.
  std::size_t LowerBound(std::string_view folded, std::size_t begin) const;

  std::size_t key_count() const;
  Key key_at(std::size_t i) const;  // in order of `latin`, then of rank
  // The keys that are `latin`.
  Range WithLatin(std::string_view latin) const;

 private:
  struct Impl;
  explicit StoredVocabulary(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_VOCABULARY_H_

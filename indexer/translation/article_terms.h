// Stored articles -> numbers of terms, block by block, as a bitext wants them. Nothing is analysed:
// an article keeps the hashes of its words.
#ifndef ZEROLINE_INDEXER_TRANSLATION_ARTICLE_TERMS_H_
#define ZEROLINE_INDEXER_TRANSLATION_ARTICLE_TERMS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index_format/stored_article.h"
#include "indexer/translation/bitext.h"

namespace zeroline {

// Numbers for the word terms of one language, found by the hash that a stored article has of them.
// Const calls are thread-safe.
class TermDictionary {
 public:
  TermDictionary();

  // Of two terms with the same hash the first stays.
  void Add(std::string_view term);
  std::optional<std::uint32_t> Find(std::uint32_t hash) const;
  const std::string& term(std::uint32_t number) const { return terms_[number]; }
  std::size_t size() const { return terms_.size(); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kFree;
  };
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;

  void Grow();

  std::vector<std::string> terms_;
  std::vector<Slot> slots_;
};

// Terms that the dictionary does not have are left out.
TermBlocks ReadTermBlocks(const ArticleView& article, const TermDictionary& dictionary);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_TRANSLATION_ARTICLE_TERMS_H_

// The words of a text as rules compare and spell them.
#ifndef ZEROLINE_INDEXER_CHECK_PROSE_H_
#define ZEROLINE_INDEXER_CHECK_PROSE_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace zeroline {

struct ProseWord {
  enum class Kind : std::uint8_t {
    kWord,      // letters, and apostrophes between them
    kOther,     // with digits, or part of an address, a path, an identifier
    kUnspaced,  // one character of a script that is written without spaces
  };
  std::uint32_t begin = 0;  // bytes
  std::uint32_t end = 0;
  Kind kind = Kind::kWord;
  bool is_lower = false;  // a word without a capital
};

// Replaces *words by those of `text`, in order. A hyphenated word is several.
void SplitProse(std::string_view text, std::vector<ProseWord>* words);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_CHECK_PROSE_H_

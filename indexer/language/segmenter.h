// Where are the words? ICU word segmentation with byte offsets, plus identifiers that ICU would
// tear apart.
//
// Not thread-safe: holds a break iterator and a UTF-16 buffer that is reused from text to text.
#ifndef ZEROLINE_INDEXER_LANGUAGE_SEGMENTER_H_
#define ZEROLINE_INDEXER_LANGUAGE_SEGMENTER_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "indexer/language/analyzer.h"

namespace zeroline {

struct TextSegment {
  std::uint32_t begin = 0;  // byte offsets, on code points
  std::uint32_t end = 0;
  TokenKind kind = TokenKind::kWord;
};

class Segmenter {
 public:
  // `language` chooses ICU's rules and dictionaries. Traditional Chinese is segmented as
  // simplified, so that both scripts of a sentence are cut at the same places.
  explicit Segmenter(std::string_view language);
  ~Segmenter();

  // Replaces *segments, ordered by begin; an identifier comes before its parts.
  void Segments(std::string_view text, std::vector<TextSegment>* segments);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Whether a run of ASCII such as "KB-1042" or "user@example.com" names something as a whole.
// Exposed for its table of tests.
bool LooksLikeIdentifier(std::string_view run);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_SEGMENTER_H_

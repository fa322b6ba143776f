// How Chinese characters are read, without tones; ü is u.
//
// Private to this room.
#ifndef ZEROLINE_INDEXER_LANGUAGE_PINYIN_H_
#define ZEROLINE_INDEXER_LANGUAGE_PINYIN_H_

#include <string_view>
#include <vector>

namespace zeroline {

// Each syllable in ASCII letters, followed by the characters that are read so.
extern const std::string_view kPinyinSyllables;

// The readings of a simplified character; none if it is not in the table. The
// table is made at the first call (under a millisecond). Thread-safe.
const std::vector<std::string_view>& PinyinOf(char32_t character);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_PINYIN_H_

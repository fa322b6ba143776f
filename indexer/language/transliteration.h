// Words of other alphabets as people write them with Latin letters only: Russian as it sounds,
// pinyin without tones, ae for ä.
//
// Everybody has spellings of their own (podklyuchit, podkljuchit', podkluchit for подключить), so
// nothing is spelled here: a native word and what people type for it both get a key, made so
// that the usual spellings of one word have the same one. Now and then two words share a key.
//
// Languages with keys: Russian, Ukrainian, Belarusian, Bulgarian, Chinese, German, Swedish, Danish,
// Norwegian, Finnish. Of the last five only words with a letter outside a to z.
//
// Thread-safe.
#ifndef ZEROLINE_INDEXER_LANGUAGE_TRANSLITERATION_H_
#define ZEROLINE_INDEXER_LANGUAGE_TRANSLITERATION_H_

#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

// The keys of a native word in its normal form (NormalizeWord()), ascending: none if its language
// has no keys or nobody needs one for it; several for a Chinese word whose characters have several
// readings (银行: "yinhang" and "yinxing"), at most kMaxLatinKeys. Lower-case ASCII letters and
// digits.
std::vector<std::string> LatinKeysOfWord(std::string_view word, std::string_view language);

inline constexpr std::size_t kMaxLatinKeys = 4;

// The key of what somebody typed for a word of `language` ("parol'" for пароль): equal to one of
// the word's LatinKeysOfWord() if it was typed in one of the usual ways. "" if the language has no
// keys or `typed` is not in Latin letters. Pinyin may stand together ("wangji") or with spaces or
// tone digits between syllables.
std::string LatinKey(std::string_view typed, std::string_view language);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_TRANSLITERATION_H_

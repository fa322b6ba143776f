// When are two spellings of a word the same word? Normal forms of single words.
//
// Thread-safe: no state but ICU's immutable tables.
#ifndef ZEROLINE_INDEXER_LANGUAGE_NORMALIZER_H_
#define ZEROLINE_INDEXER_LANGUAGE_NORMALIZER_H_

#include <string>
#include <string_view>

namespace zeroline {

// NFKC, case-folded, without default-ignorable code points (soft hyphen, zero-width space),
// typographic apostrophes made straight.
std::string NormalizeWord(std::string_view word);

// A normalised word without the marks that people leave out: diacritics of Latin and Greek, vowel
// points of Arabic and Hebrew, ё as е, and letters that decompose to nothing (ł, ø, đ, æ, œ, ı).
// Cyrillic й and ї stay: they are letters of their own on every keyboard that has them.
std::string FoldNormalized(std::string_view normalized);

// The simplified form of a traditional Chinese character, else `c` itself. One character at a time,
// so that offsets into a text stay what they were; phrases that simplify differently by context are
// left to ranking.
char16_t SimplifyHan(char16_t c);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_NORMALIZER_H_

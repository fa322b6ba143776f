// Which characters are letters, and of which script, as far as mending a query asks.
//
// Private to this room. Thread-safe.
#ifndef ZEROLINE_SERVER_QUERY_LETTERS_H_
#define ZEROLINE_SERVER_QUERY_LETTERS_H_

#include <cstddef>
#include <string_view>

namespace zeroline {

bool IsAsciiLetter(char32_t c);
bool IsAsciiDigit(char32_t c);
// Letters of alphabets; neither digits nor punctuation of any script.
bool IsLetter(char32_t c);

std::size_t CountLetters(std::string_view text);

// Whether all (any) of the code points are such; all of none is false.
bool HasOnlyLetters(std::string_view text);
bool HasOnlyAsciiLetters(std::string_view text);
bool HasAsciiLetter(std::string_view text);
bool HasDigit(std::string_view text);

// Whether a word has at least two letters and all of them are capitals.
bool IsAllCapitals(std::string_view word);

// Whether people write the language (a BCP 47 tag) in Latin letters.
bool IsWrittenInLatin(std::string_view language);

// Whether people commonly leave the diacritics of the language out altogether, because the letters
// without them are the same keys and every reader understands. Not German: there ae stands for ä.
bool IsOftenTypedWithoutDiacritics(std::string_view language);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_LETTERS_H_

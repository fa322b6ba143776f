// Lists of words by language, as texts compiled into the program: a line is a language, a colon,
// and words as people write them; a language may have many lines.
#ifndef ZEROLINE_SERVER_QUERY_WORD_LIST_H_
#define ZEROLINE_SERVER_QUERY_WORD_LIST_H_

#include <string>
#include <string_view>

namespace zeroline {

// The words of a BCP 47 tag's language in `lists`, each line's followed by a space; "" for a
// language without any. Thread-safe.
std::string WordsOfLanguage(std::string_view lists, std::string_view language);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_WORD_LIST_H_

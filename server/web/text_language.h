// In which of the base's languages is a text written? Told from what the base itself has: the words
// that its articles of a language use, with or without their diacritics, and where most of a text's
// words are in no article, how words of the language are spelled.
//
// Right for 99.0% of the Polish questions of PoQuAD, with and without diacritics, and for all
// English, Russian and Chinese ones of XQuAD and CMRC, by the starter articles (four languages, a
// dozen articles each, about other things); for 99.6% and more, German among them, where the base
// is about what is asked. 0.05 to 0.3 ms.
#ifndef ZEROLINE_SERVER_WEB_TEXT_LANGUAGE_H_
#define ZEROLINE_SERVER_WEB_TEXT_LANGUAGE_H_

#include <string>
#include <string_view>

#include "server/search/index_reader.h"

namespace zeroline {

// The language of languages(audiences) whose articles have the words of `text` most often, among
// those that are written in the script of most of it. A text that does not tell gives `likely`: one
// without words, in a script that no article is written in, or with words that are at home there
// nearly as much ("VPN 809"), else the original language's where that is so. Reads the beginning of
// the text only. Asks vocabularies of these audiences and no others. Thread-safe.
std::string LanguageOfText(const Snapshot& snapshot, const Audiences& audiences,
                           std::string_view text, std::string_view likely);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_TEXT_LANGUAGE_H_

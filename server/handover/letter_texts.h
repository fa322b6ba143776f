// What letters say, in the language of the ticket: the texts of letter_texts_data.txt.
//
// Thread-safe.
#ifndef ZEROLINE_SERVER_HANDOVER_LETTER_TEXTS_H_
#define ZEROLINE_SERVER_HANDOVER_LETTER_TEXTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "server/handover/template_text.h"

namespace zeroline {

// The text `name` of the language ("pt-BR" is looked for as "pt"), else the English one. `name`
// must be one of the file's.
const TemplateText& LetterText(std::string_view language, std::string_view name);

// Languages that have texts, and the names of the texts; for tests.
std::vector<std::string> LetterLanguages();
std::vector<std::string> LetterNames(std::string_view language);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_LETTER_TEXTS_H_

// The text of letter_texts_data.txt, compiled in; letter_texts.h describes it.
#ifndef ZEROLINE_SERVER_HANDOVER_LETTER_TEXTS_DATA_H_
#define ZEROLINE_SERVER_HANDOVER_LETTER_TEXTS_DATA_H_

#include <string_view>

namespace zeroline {

extern const std::string_view kLetterTexts;

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_LETTER_TEXTS_DATA_H_

// Which words make a text a question and say nothing of what it is about? "how", "can", "my".
//
// question_words_data.txt holds them: a line is a language, a colon, and words as people write
// them; a language may have many lines.
#ifndef ZEROLINE_SERVER_ANALYTICS_QUESTION_WORDS_H_
#define ZEROLINE_SERVER_ANALYTICS_QUESTION_WORDS_H_

#include <string>
#include <string_view>

namespace zeroline {

// The question words of a BCP 47 tag's language with spaces between them; "" for a language without
// any. Thread-safe.
std::string QuestionWords(std::string_view language);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_QUESTION_WORDS_H_

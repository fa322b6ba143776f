// The text of question_words_data.txt, compiled in; question_words.h describes it.
#ifndef ZEROLINE_SERVER_ANALYTICS_QUESTION_WORDS_DATA_H_
#define ZEROLINE_SERVER_ANALYTICS_QUESTION_WORDS_DATA_H_

#include <string_view>

namespace zeroline {

extern const std::string_view kQuestionWordsText;

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_QUESTION_WORDS_DATA_H_

#include "server/analytics/question_words.h"

#include "server/analytics/question_words_data.h"
#include "server/query/word_list.h"

namespace zeroline {

std::string QuestionWords(std::string_view language) {
  return WordsOfLanguage(kQuestionWordsText, language);
}

}  // namespace zeroline

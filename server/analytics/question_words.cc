#include "server/analytics/question_words.h"

#include <algorithm>

#include "server/analytics/question_words_data.h"

namespace zeroline {

std::string QuestionWords(std::string_view language) {
  const std::string begin = std::string(language.substr(0, language.find('-'))) + ":";
  std::string words;
  for (std::string_view rest = kQuestionWordsText; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    if (line.starts_with(begin)) words.append(line.substr(begin.size())).append(" ");
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return words;
}

}  // namespace zeroline

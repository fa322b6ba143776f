#include "server/query/word_list.h"

#include <algorithm>

namespace zeroline {

std::string WordsOfLanguage(std::string_view lists, std::string_view language) {
  const std::string begin = std::string(language.substr(0, language.find('-'))) + ":";
  std::string words;
  while (!lists.empty()) {
    const std::size_t end = std::min(lists.find('\n'), lists.size());
    const std::string_view line = lists.substr(0, end);
    if (line.starts_with(begin)) words.append(line.substr(begin.size())).append(" ");
    lists.remove_prefix(std::min(end + 1, lists.size()));
  }
  return words;
}

}  // namespace zeroline

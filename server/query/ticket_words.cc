#include "server/query/ticket_words.h"

#include "server/query/ticket_words_data.h"
#include "server/query/word_list.h"

namespace zeroline {

std::string TicketWords(std::string_view language) {
  return WordsOfLanguage(kTicketWordsText, language);
}

}  // namespace zeroline

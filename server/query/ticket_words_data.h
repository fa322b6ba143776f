// The text of ticket_words_data.txt, compiled in; ticket_words.h describes it.
#ifndef ZEROLINE_SERVER_QUERY_TICKET_WORDS_DATA_H_
#define ZEROLINE_SERVER_QUERY_TICKET_WORDS_DATA_H_

#include <string_view>

namespace zeroline {

extern const std::string_view kTicketWordsText;

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_TICKET_WORDS_DATA_H_

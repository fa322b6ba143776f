// Which words do people write in nearly every ticket, whatever it is about? Greetings, thanks,
// urgency, what was tried, how to call back: "yesterday", "screenshot", "dziękuję". They say little
// of the question, though a base of articles hardly knows them and so takes them for rare.
//
// ticket_words_data.txt holds them: a line is a language, a colon, and words as people write them;
// a language may have many lines.
#ifndef ZEROLINE_SERVER_QUERY_TICKET_WORDS_H_
#define ZEROLINE_SERVER_QUERY_TICKET_WORDS_H_

#include <string>
#include <string_view>

namespace zeroline {

// The ticket words of a BCP 47 tag's language with spaces between them, in every form listed; ""
// for a language without any. Thread-safe.
std::string TicketWords(std::string_view language);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_TICKET_WORDS_H_

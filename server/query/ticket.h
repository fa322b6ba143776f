// What is a request for help about? Cuts the text of a ticket into the sentences that are worth
// asking, each short enough to be a query. Pure: no index, no HTTP.
#ifndef ZEROLINE_SERVER_QUERY_TICKET_H_
#define ZEROLINE_SERVER_QUERY_TICKET_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

// A ticket's text is read so far; whoever writes more has said it by then.
inline constexpr std::size_t kMaxTicketBytes = 16 * 1024;
inline constexpr std::size_t kMaxTicketSentences = 64;
// A sentence of more words is asked in pieces: one without full stops may be a whole ticket.
inline constexpr std::size_t kMaxSentenceWords = 30;
// A text of more words is looked for sentence by sentence, though it came as a query.
inline constexpr std::size_t kMaxQuestionWords = 25;

// The sentences of `subject` and `body`, white space collapsed, in order, each once. Lines of a
// list are sentences; lines broken by a mail program are joined again. Quoted lines (">") and what
// follows the signature mark "-- " are left out.
std::vector<std::string> SplitTicket(std::string_view subject, std::string_view body,
                                     std::string_view language);

// Whether what was typed into a query box is told rather than asked: several sentences, or more
// than kMaxQuestionWords words.
bool LooksLikeTicket(std::string_view text, std::string_view language);

// Words as far as length matters: runs between white space, or two characters of a script that
// has none.
std::size_t CountRoughWords(std::string_view text);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_TICKET_H_

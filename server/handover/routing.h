// Which way does a request take? The routing rules.
#ifndef ZEROLINE_SERVER_HANDOVER_ROUTING_H_
#define ZEROLINE_SERVER_HANDOVER_ROUTING_H_

#include <string>
#include <string_view>
#include <vector>

#include "server/config/handover_settings.h"
#include "server/store/tickets.h"

namespace zeroline {

struct Destination {
  std::string connector;  // "": the agents' queue page
  std::string queue;
};

// Of the first rule whose every condition fits; if none does, the first connector that can take
// requests (a mail connector without `to` only confirms), or the agents' queue page.
Destination DestinationOf(const NewTicket& ticket, const HandoverSettings& settings);

// Whether a rule's word is in the text. Case, width and accents written in one or two characters do
// not matter. "vpn" is a whole word, "blue screen" whole words in a row, and "принтер*" the
// beginning of a word, so that one rule fits every inflected form. In scripts without spaces
// between words, any part of the text fits.
bool HasWord(std::string_view text, std::string_view word);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_ROUTING_H_

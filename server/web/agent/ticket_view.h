// Parts of a request as the queue and the request's own page show them.
#ifndef ZEROLINE_SERVER_WEB_AGENT_TICKET_VIEW_H_
#define ZEROLINE_SERVER_WEB_AGENT_TICKET_VIEW_H_

#include <string>
#include <string_view>

#include "server/store/outbox.h"
#include "server/store/tickets.h"
#include "server/web/agent/agent_page.h"

namespace zeroline {

// "state_id" and "state".
void AddState(const AgentPage& page, const Ticket& ticket, View* view);

// Names for people; "" for "".
std::string LanguageText(const std::string& language);
std::string CategoryText(const AgentPage& page, const std::string& category);
std::string ChannelText(const AgentPage& page, const std::string& channel);

// The article as its reader saw it: "/a/{id}?lang=&build=#anchor".
std::string PinnedUrl(const TrailStep& step);

// What partials/agent_delivery.html expects, with the number and the address of its request.
View DeliveryView(const AgentPage& page, const Delivery& delivery);

// A sentence with {time} in it, cut around it, so that a page can put an element there.
struct CutSentence {
  std::string before;
  std::string after;
};
CutSentence CutAtTime(const Messages& messages, std::string_view key);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AGENT_TICKET_VIEW_H_

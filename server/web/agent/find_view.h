// The workspace's answer as its templates show it: each article with what must be known about it
// before it goes to a customer, and its link in every form.
#ifndef ZEROLINE_SERVER_WEB_AGENT_FIND_VIEW_H_
#define ZEROLINE_SERVER_WEB_AGENT_FIND_VIEW_H_

#include <optional>
#include <string>
#include <vector>

#include "server/store/trail.h"
#include "server/web/agent/agent_page.h"
#include "server/web/agent_search.h"

namespace zeroline {

// What the agent asked, as the page repeats it. Valid UTF-8.
struct Asked {
  std::string text;
  std::string customer;          // language of the reply; "": that of the text
  std::string ticket;            // of ours, or of whatever help desk; "" if not known
  bool is_ours = false;          // `ticket` is the number of a request of ours
  std::vector<TrailStep> trail;  // what the customer did before; of a ticket of ours
};

// Everything partials agent_find.html and agent_found_list.html expect. `findings` is nothing if
// nothing was asked.
void AddFindView(const AgentPage& page, const Asked& asked,
                 const std::optional<AgentFindings>& findings, View* view);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AGENT_FIND_VIEW_H_

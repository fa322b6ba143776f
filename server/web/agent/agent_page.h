// What all agents' pages share: who may open them, the frame, the headers of the answer.
#ifndef ZEROLINE_SERVER_WEB_AGENT_AGENT_PAGE_H_
#define ZEROLINE_SERVER_WEB_AGENT_AGENT_PAGE_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "server/auth/identity.h"
#include "server/web/door.h"
#include "server/web/portal/page.h"

namespace zeroline {

// One request. `page.language` is an interface language: these pages show no articles. Lives on the
// stack of a door.
struct AgentPage {
  Page page;
  Identity identity;  // nobody, with an empty name, on the pages that lead to one
  std::string csrf;
  // Where this page can be opened again, path and query without ?lang=: what its languages link to.
  std::string address;

  const Messages& messages() const { return page.messages(); }
  const WebRequest& request() const { return page.request; }
  const Services& services() const { return page.services; }
  Store& store() const { return *page.services.store; }
};

using AgentDoor = std::function<WebResponse(const AgentPage&)>;

// A door that only who has one of these roles passes (all who are signed in, if there are none),
// and no POST without the CSRF token, unless a token of ours came with it.
Door ForRoles(const Services& services, const Templates& templates,
              std::vector<std::string_view> roles, AgentDoor door);

// The same for the role "agent".
Door ForAgents(const Services& services, const Templates& templates, AgentDoor door);

// A door for everybody: what it needs to check is its own business.
Door ForStrangers(const Services& services, const Templates& templates, AgentDoor door);

// A page that says one thing, with ways out of it.
struct AgentMessage {
  struct Way {
    std::string name;
    std::string url;
  };
  std::string heading;
  std::string text;
  std::vector<Way> ways;
};
WebResponse MessagePage(const AgentPage& page, const AgentMessage& message, int status);
// The same from messages "<key>_title" and "<key>_text", with a way to the queue.
WebResponse MessagePage(const AgentPage& page, const std::string& key, int status);
// The state cannot be read or written; why stands in the log.
WebResponse Unavailable(const AgentPage& page, const Error& error);
// There is no such request, or it cannot be read.
WebResponse NoTicket(const AgentPage& page, const Error& error);
WebResponse FormExpired(const AgentPage& page, const std::string& url);

// The view all templates agent_*.html expect. `section` is "search", "queue", "notes",
// "report", "deliveries", "deflection", "account", "accounts", or "".
View AgentView(const AgentPage& page, const std::string& title, std::string_view section);
WebResponse AgentAnswer(const AgentPage& page, std::string_view template_name, const View& view,
                        int status = 200);
// To another of these pages.
WebResponse AgentRedirect(const std::string& url);

// One field of a form, valid UTF-8; "" if absent.
std::string FormField(const WebRequest& request, const std::string& name);

// "/agent/queue/ZL-10427".
std::string TicketUrl(std::string_view number);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AGENT_AGENT_PAGE_H_

// The workspace, and the same as a panel in a help desk's page.
//
// A ticket's text is posted, so that it stands in no address and no log; the answer to the form is
// the page itself, or, for the page's script, the part of it that shows what was found.
#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/language/text.h"
#include "server/query/ticket.h"
#include "server/store/ticket_number.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"
#include "server/web/agent/find_view.h"
#include "server/web/agent/panel_frame.h"
#include "server/web/agent/shown_text.h"
#include "server/web/agent_search.h"

namespace zeroline {
namespace {

// Of a ticket's number or address in whatever help desk.
constexpr std::size_t kMaxTicketNameBytes = 200;

enum class Place { kWorkspace, kPanel };

std::string Parameter(const WebRequest& request, const std::string& name) {
  return request.method == "GET" ? RepairUtf8(request.QueryOr(name, "")) : FormField(request, name);
}

// What the agent gives; in an address only words, or what a help desk puts into the panel's.
Asked Given(const AgentPage& page) {
  const WebRequest& request = page.request();
  Asked asked;
  asked.text = Harmless(Parameter(request, "text"));
  if (asked.text.empty()) asked.text = HarmlessLine(Parameter(request, "q"), "");
  asked.text = std::string(TruncateUtf8(asked.text, kMaxTicketBytes));
  asked.ticket = HarmlessLine(Parameter(request, "ticket"), "");
  asked.ticket = std::string(TruncateUtf8(asked.ticket, kMaxTicketNameBytes));
  const std::string customer = Parameter(request, "customer");
  const auto& known = page.page.content_languages;
  if (std::find(known.begin(), known.end(), customer) != known.end()) asked.customer = customer;
  return asked;
}

// A number that begins as ours do: others' requests have bare numbers too.
bool MayBeOurs(const std::string& ticket) {
  return (ticket.starts_with("ZL-") || ticket.starts_with("zl-")) && ParseTicketNumber(ticket);
}

// Adds what a request of ours says and did before; another's number stays what it is.
Status AddRequest(const AgentPage& page, Asked* asked) {
  if (!MayBeOurs(asked->ticket)) return {};
  const Result<Ticket> ticket = page.store().tickets().Find(asked->ticket);
  if (!ticket) {
    const bool is_unknown = ticket.error().code == ErrorCode::kNotFound;
    return is_unknown ? Status() : Status(tl::unexpected(ticket.error()));
  }
  asked->ticket = ticket->number;
  asked->is_ours = true;
  asked->trail = ticket->trail;
  if (page.request().method != "GET" || !asked->text.empty()) return {};
  const std::string text = Harmless(ticket->subject + "\n\n" + ticket->body);
  if (!CollapseWhiteSpace(text).empty()) {
    asked->text = std::string(TruncateUtf8(text, kMaxTicketBytes));
  }
  const auto& known = page.page.content_languages;
  const bool is_known = std::find(known.begin(), known.end(), ticket->language) != known.end();
  if (asked->customer.empty() && is_known) asked->customer = ticket->language;
  return {};
}

WebResponse ShowFound(const AgentPage& page, Place place, const Asked& asked,
                      const std::optional<AgentFindings>& findings) {
  View view = AgentView(page, page.messages().Say("agent_find_title"), "search");
  AddFindView(page, asked, findings, &view);
  const bool is_panel = place == Place::kPanel;
  view.Flag("is_panel", is_panel);
  view.Text("find_url", is_panel ? "/agent/panel" : "/agent");
  if (FormField(page.request(), "part") == "found") {
    return AgentAnswer(page, "agent_found", view);
  }
  if (is_panel) AddPanelOrigins(*page.services().config, &view);
  return AgentAnswer(page, is_panel ? "agent_panel" : "agent_search", view);
}

WebResponse Find(const AgentPage& page, Place place) {
  Asked asked = Given(page);
  const Status added = AddRequest(page, &asked);
  if (!added) return Unavailable(page, added.error());
  if (CollapseWhiteSpace(asked.text).empty()) return ShowFound(page, place, asked, std::nullopt);
  AgentQuestion question;
  question.text = asked.text;
  question.customer_language = asked.customer;
  question.likely_language = page.page.language;
  question.audiences = page.page.audiences;
  auto findings = FindForAgent(page.services(), *page.page.snapshot, question);
  if (!findings) return Unavailable(page, findings.error());
  return ShowFound(page, place, asked, *std::move(findings));
}

WebResponse FindInWorkspace(const AgentPage& page) { return Find(page, Place::kWorkspace); }
WebResponse FindInPanel(const AgentPage& page) { return Find(page, Place::kPanel); }

}  // namespace

Door WorkspaceDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates, &FindInWorkspace);
}

Door PanelDoor(const Services& services, const Templates& templates) {
  return Framed(services, templates, ForAgents(services, templates, &FindInPanel));
}

}  // namespace zeroline

// The list of requests.
#include <algorithm>
#include <array>

#include "indexer/language/text.h"
#include "server/store/ticket_number.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"
#include "server/web/agent/shown_text.h"
#include "server/web/agent/ticket_view.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

constexpr std::size_t kPageSize = 50;
constexpr std::size_t kMaxOffset = 1'000'000;
constexpr std::array<std::string_view, 4> kShows = {"new", "mine", "taken", "closed"};

struct QueueChoice {
  std::string show = "new";
  std::string queue;  // "" for all
};

QueueChoice ChoiceOf(const WebRequest& request) {
  QueueChoice choice;
  const std::string show = request.QueryOr("show", "");
  if (std::find(kShows.begin(), kShows.end(), show) != kShows.end()) choice.show = show;
  choice.queue = RepairUtf8(request.QueryOr("queue", ""));
  return choice;
}

TicketFilter FilterFor(const AgentPage& page, const QueueChoice& choice, const std::string& show) {
  TicketFilter filter;
  filter.queue = choice.queue;
  filter.limit = kPageSize;
  if (show == "new") filter.status = Ticket::Status::kNew;
  if (show == "mine") {
    filter.status = Ticket::Status::kTaken;
    filter.agent = page.identity.name;
  }
  if (show == "taken") filter.status = Ticket::Status::kTaken;
  if (show == "closed") {
    filter.status = Ticket::Status::kClosed;
    filter.order = TicketFilter::Order::kNewestFirst;
  }
  return filter;
}

std::string QueueUrl(const std::string& show, const std::string& queue) {
  return "/agent/queue?show=" + EscapeUrl(show) +
         (queue.empty() ? "" : "&queue=" + EscapeUrl(queue));
}

// Queues that routes lead to, in the order of the configuration.
std::vector<std::string> ConfiguredQueues(const Config& config) {
  std::vector<std::string> queues;
  for (const RouteSettings& route : config.handover.routes) {
    const bool is_known = std::find(queues.begin(), queues.end(), route.queue) != queues.end();
    if (!route.queue.empty() && !is_known) queues.push_back(route.queue);
  }
  return queues;
}

// What is closed only grows, so it is not counted on every view.
Status AddFilters(const AgentPage& page, const QueueChoice& choice, View* view) {
  std::vector<View> filters;
  for (const std::string_view name : kShows) {
    const std::string show(name);
    View item;
    item.Text("url", QueueUrl(show, choice.queue)).Flag("is_current", show == choice.show);
    item.Text("name", page.messages().Say("agent_filter_" + show)).Text("count", "");
    if (show != "closed") {
      const auto count = page.store().tickets().Count(FilterFor(page, choice, show));
      if (!count) return tl::unexpected(count.error());
      item.Text("count", std::to_string(*count));
    }
    filters.push_back(std::move(item));
  }
  view->List("filters", std::move(filters));
  return {};
}

void AddQueues(const AgentPage& page, const QueueChoice& choice, View* view) {
  std::vector<View> queues;
  for (const std::string& queue : ConfiguredQueues(*page.services().config)) {
    View item;
    item.Text("queue_id", queue).Flag("is_current", queue == choice.queue);
    queues.push_back(std::move(item));
  }
  view->Flag("has_queues", !queues.empty());
  view->List("queues", std::move(queues));
  view->Text("show", choice.show);
}

View RowOf(const AgentPage& page, const Ticket& ticket, std::int64_t now) {
  const Messages& messages = page.messages();
  View row;
  row.Text("number", ticket.number).Text("url", TicketUrl(ticket.number));
  row.Text("subject", HarmlessLine(ticket.subject, messages.Say("agent_erased")));
  row.Text("content_lang", ticket.language);
  row.Text("age", AgeText(messages, ticket.created, now)).Text("iso", IsoTime(ticket.created));
  row.Text("time", TimeText(messages, ticket.created));
  row.Text("who", HarmlessLine(ticket.agent, ""));
  AddState(page, ticket, &row);
  std::vector<View> tags;
  for (const std::string& text :
       {LanguageText(ticket.language), CategoryText(page, ticket.category),
        ChannelText(page, ticket.channel), HarmlessLine(ticket.queue, "")}) {
    if (text.empty()) continue;
    View tag;
    tag.Text("tag", text);
    tags.push_back(std::move(tag));
  }
  row.List("tags", std::move(tags));
  return row;
}

// What was done a moment ago, if the address says so. The number is checked, so that the page says
// nothing that somebody else wrote into a link.
std::string NewsOf(const AgentPage& page) {
  for (const std::string done : {"closed", "released"}) {
    const auto serial = ParseTicketNumber(page.request().QueryOr(done, ""));
    if (!serial) continue;
    return page.messages().Say("agent_" + done + "_notice",
                               {{"number", FormatTicketNumber(*serial)}});
  }
  return "";
}

WebResponse Queue(const AgentPage& page) {
  const QueueChoice choice = ChoiceOf(page.request());
  TicketFilter filter = FilterFor(page, choice, choice.show);
  filter.offset = NumberFromQuery(page.request(), "offset", 0, kMaxOffset);
  const auto total = page.store().tickets().Count(filter);
  if (!total) return Unavailable(page, total.error());
  const auto tickets = page.store().tickets().List(filter);
  if (!tickets) return Unavailable(page, tickets.error());
  View view = AgentView(page, page.messages().Say("agent_queue_title"), "queue");
  if (Status added = AddFilters(page, choice, &view); !added) {
    return Unavailable(page, added.error());
  }
  AddQueues(page, choice, &view);
  std::vector<View> rows;
  const std::int64_t now = SystemSeconds();
  for (const Ticket& ticket : *tickets) rows.push_back(RowOf(page, ticket, now));
  view.Flag("has_rows", !rows.empty());
  view.List("rows", std::move(rows));
  view.Text("good_news", NewsOf(page));
  view.Text("total", page.messages().Count("agent_requests_count", *total));
  view.Text("empty", page.messages().Say("agent_empty_" + choice.show));
  AddPager(QueueUrl(choice.show, choice.queue) + "&", filter.offset, kPageSize, *total, &view,
           page.messages());
  return AgentAnswer(page, "agent_queue", view);
}

}  // namespace

Door QueueDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates, &Queue);
}

}  // namespace zeroline

// What is on its way to level 1, and what was given up.
#include <charconv>
#include <chrono>

#include "server/handover/handover.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"
#include "server/web/agent/shown_text.h"
#include "server/web/agent/ticket_view.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxDead = 200;
constexpr std::size_t kMaxWaiting = 50;

std::int64_t NowInMilliseconds() {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Status AddList(const AgentPage& page, Delivery::State state, std::size_t limit, View* view) {
  const std::string name = state == Delivery::State::kDead ? "dead" : "waiting";
  const auto deliveries = page.store().outbox().List(state, limit);
  if (!deliveries) return tl::unexpected(deliveries.error());
  std::vector<View> items;
  for (const Delivery& delivery : *deliveries) {
    items.push_back(DeliveryView(page, delivery));
    items.back().Text("delivery_id", std::to_string(delivery.id));
    items.back().Text("retry_label",
                      page.messages().Say("agent_retry_of", {{"number", delivery.ticket}}));
  }
  view->Flag("has_" + name, !items.empty());
  view->List(name, std::move(items));
  return {};
}

void AddCounts(const AgentPage& page, const OutboxCounts& counts, View* view) {
  const Messages& messages = page.messages();
  view->Text("dead_count", std::to_string(counts.dead));
  view->Text("waiting_count", std::to_string(counts.waiting));
  const std::int64_t oldest = counts.oldest_waiting.value_or(0) / 1000;
  const CutSentence around = CutAtTime(messages, "agent_oldest");
  view->Text("oldest", TimeText(messages, oldest)).Text("oldest_iso", IsoTime(oldest));
  view->Text("oldest_before", around.before).Text("oldest_after", around.after);
}

WebResponse ShowDeliveries(const AgentPage& page) {
  const auto counts = page.store().outbox().Count();
  if (!counts) return Unavailable(page, counts.error());
  View view = AgentView(page, page.messages().Say("agent_deliveries_title"), "deliveries");
  AddCounts(page, *counts, &view);
  for (const auto& [state, limit] : {std::pair(Delivery::State::kDead, kMaxDead),
                                     std::pair(Delivery::State::kWaiting, kMaxWaiting)}) {
    if (Status added = AddList(page, state, limit, &view); !added) {
      return Unavailable(page, added.error());
    }
  }
  const bool is_retried = page.request().QueryOr("retried", "") == "1";
  view.Text("good_news", is_retried ? page.messages().Say("agent_retried") : "");
  return AgentAnswer(page, "agent_deliveries", view);
}

WebResponse RetryDelivery(const AgentPage& page) {
  const std::string text = FormField(page.request(), "id");
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  const bool is_id = error == std::errc{} && end == text.data() + text.size();
  const Status done = is_id ? page.store().outbox().Retry(id, NowInMilliseconds())
                            : Status(Fail(ErrorCode::kNotFound, "no such delivery"));
  if (done) {
    if (page.services().handover != nullptr) page.services().handover->Wake();
    return AgentRedirect("/agent/deliveries?retried=1");
  }
  if (done.error().code != ErrorCode::kNotFound) return Unavailable(page, done.error());
  const Messages& messages = page.messages();
  return MessagePage(page,
                     {messages.Say("agent_retry_gone_title"),
                      messages.Say("agent_retry_gone_text"),
                      {{messages.Say("agent_back_to_deliveries"), "/agent/deliveries"}}},
                     409);
}

}  // namespace

Door DeliveriesDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates, &ShowDeliveries);
}

Door RetryDeliveryDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates, &RetryDelivery);
}

}  // namespace zeroline

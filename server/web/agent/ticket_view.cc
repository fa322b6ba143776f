#include "server/web/agent/ticket_view.h"

#include "indexer/language/text.h"
#include "server/web/agent/shown_text.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

std::string IdOf(Ticket::Status status) {
  switch (status) {
    case Ticket::Status::kNew:
      return "new";
    case Ticket::Status::kTaken:
      return "taken";
    case Ticket::Status::kClosed:
      return "closed";
  }
  return "";
}

std::string IdOf(Delivery::State state) {
  switch (state) {
    case Delivery::State::kWaiting:
      return "waiting";
    case Delivery::State::kDelivered:
      return "delivered";
    case Delivery::State::kDead:
      return "dead";
  }
  return "";
}

// The message if there is one; else the word itself.
std::string SayOr(const Messages& messages, const std::string& key, const std::string& word) {
  return messages.Find(key) == nullptr ? HarmlessLine(word, "") : messages.Say(key);
}

}  // namespace

void AddState(const AgentPage& page, const Ticket& ticket, View* view) {
  const std::string id = IdOf(ticket.status);
  view->Text("state_id", id).Text("state", page.messages().Say("agent_state_" + id));
}

std::string LanguageText(const std::string& language) {
  return CanonicalLanguageTag(language) ? LanguageName(language) : HarmlessLine(language, "");
}

std::string CategoryText(const AgentPage& page, const std::string& category) {
  for (const Category& known : page.services().config->categories) {
    if (known.id == category) return known.Name(page.page.interface_language);
  }
  return HarmlessLine(category, "");
}

std::string ChannelText(const AgentPage& page, const std::string& channel) {
  return SayOr(page.messages(), "agent_channel_" + channel, channel);
}

std::string PinnedUrl(const TrailStep& step) {
  std::string url = "/a/" + EscapeUrlPath(step.article) + "?lang=" + EscapeUrl(step.language);
  if (step.build > 0) url += "&build=" + std::to_string(step.build);
  return step.anchor.empty() ? url : url + "#" + EscapeUrl(step.anchor);
}

CutSentence CutAtTime(const Messages& messages, std::string_view key) {
  // No sentence holds a NUL, so it marks the place.
  const std::string sentence = messages.Say(key, {{"time", std::string_view("\0", 1)}});
  const std::size_t at = sentence.find('\0');
  if (at == std::string::npos) return {sentence, ""};
  return {sentence.substr(0, at), sentence.substr(at + 1)};
}

View DeliveryView(const AgentPage& page, const Delivery& delivery) {
  const Messages& messages = page.messages();
  const std::string state = IdOf(delivery.state);
  View view;
  view.Text("ticket_number", delivery.ticket).Text("ticket_url", TicketUrl(delivery.ticket));
  view.Text("state_id", state).Text("state", messages.Say("agent_delivery_" + state));
  view.Text("kind", SayOr(messages, "agent_kind_" + delivery.kind, delivery.kind));
  view.Text("connector", delivery.connector).Text("target", delivery.queue);
  view.Text("attempts",
            messages.Count("agent_attempts", static_cast<std::uint64_t>(delivery.attempts)));
  const bool is_waiting = delivery.state == Delivery::State::kWaiting;
  const std::int64_t next = is_waiting ? delivery.next_attempt / 1000 : 0;
  const CutSentence around = CutAtTime(messages, "agent_next_attempt");
  view.Text("next", TimeText(messages, next)).Text("next_iso", IsoTime(next));
  view.Text("next_before", around.before).Text("next_after", around.after);
  const std::string receipt = HarmlessLine(delivery.receipt, "");
  view.Text("receipt",
            receipt.empty() ? "" : messages.Say("agent_receipt", {{"receipt", receipt}}));
  view.Text("error", HarmlessLine(delivery.last_error, ""));
  return view;
}

}  // namespace zeroline

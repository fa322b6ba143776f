// One request with everything that came with it.
#include "indexer/language/text.h"
#include "server/handover/handover.h"
#include "server/store/ticket_number.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"
#include "server/web/agent/shown_text.h"
#include "server/web/agent/ticket_view.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

std::string HolderText(const AgentPage& page, const Ticket& ticket) {
  const Messages& messages = page.messages();
  const std::string agent = HarmlessLine(ticket.agent, "");
  if (ticket.status == Ticket::Status::kNew) return messages.Say("agent_nobody");
  if (ticket.status == Ticket::Status::kClosed) {
    return agent.empty() ? messages.Say("agent_closed_by_sender")
                         : messages.Say("agent_closed_by", {{"agent", agent}});
  }
  return ticket.agent == page.identity.name ? messages.Say("agent_with_you")
                                            : messages.Say("agent_with", {{"agent", agent}});
}

// Only what the person who looks may do: somebody else's request is neither closed nor given back.
void AddActions(const AgentPage& page, const Ticket& ticket, View* view) {
  const bool is_new = ticket.status == Ticket::Status::kNew;
  const bool is_mine =
      ticket.status == Ticket::Status::kTaken && ticket.agent == page.identity.name;
  view->Flag("can_take", is_new).Flag("can_close", is_new || is_mine);
  view->Flag("can_release", is_mine);
}

void AddFiles(const AgentPage& page, const Ticket& ticket, View* view) {
  std::vector<View> files;
  for (const Attachment& attachment : ticket.attachments) {
    View file;
    file.Text("file_url", TicketUrl(ticket.number) + "/files/" + EscapeUrl(attachment.token));
    file.Text("file_name",
              HarmlessLine(attachment.name, page.messages().Say("agent_file_unnamed")));
    file.Text("file_kind", HarmlessLine(attachment.type, "") + " · " +
                               SizeText(page.messages(), attachment.bytes));
    files.push_back(std::move(file));
  }
  view->Flag("has_files", !files.empty());
  view->List("files", std::move(files));
}

// The language is named where it is not the request's own.
View StepView(const AgentPage& page, const TrailStep& step, const std::string& own_language) {
  const std::string id(NameOf(step.kind));
  const bool has_article = !step.article.empty();
  View view;
  view.Text("step_id", id).Text("what", page.messages().Say("agent_step_" + id));
  view.Text("words", step.kind == TrailStep::Kind::kSearched ? HarmlessLine(step.text, "") : "");
  view.Text("article_url", has_article ? PinnedUrl(step) : "");
  view.Text("article", HarmlessLine(step.title, step.article)).Text("article_lang", step.language);
  view.Text("article_tag", step.language == own_language ? "" : LanguageText(step.language));
  view.Text("reason", step.kind == TrailStep::Kind::kRejected ? Harmless(step.text) : "");
  view.Text("iso", IsoTime(step.at)).Text("clock", ClockText(step.at));
  return view;
}

void AddTrail(const AgentPage& page, const Ticket& ticket, View* view) {
  std::vector<View> steps;
  for (const TrailStep& step : ticket.trail) {
    steps.push_back(StepView(page, step, ticket.language));
  }
  view->Flag("has_trail", !steps.empty());
  view->List("trail", std::move(steps));
}

View Fact(const std::string& name, const std::string& value) {
  View fact;
  fact.Text("fact", name).Text("value", value).Text("iso", "").Text("contact_url", "");
  return fact;
}

View ContactFact(const AgentPage& page, const std::string& contact) {
  const Messages& messages = page.messages();
  View fact =
      Fact(messages.Say("agent_contact"), HarmlessLine(contact, messages.Say("agent_none")));
  if (IsMailAddress(contact)) {
    const std::size_t at = contact.rfind('@');
    fact.Text("contact_url", "mailto:" + EscapeUrl(contact.substr(0, at)) + "@" +
                                 EscapeUrl(contact.substr(at + 1)));
  }
  return fact;
}

View TimeFact(const AgentPage& page, const std::string& key, std::int64_t time) {
  View fact = Fact(page.messages().Say(key), TimeText(page.messages(), time));
  fact.Text("iso", IsoTime(time));
  return fact;
}

void AddFacts(const AgentPage& page, const Ticket& ticket, View* view) {
  const Messages& messages = page.messages();
  std::vector<View> facts;
  facts.push_back(ContactFact(page, ticket.contact));
  facts.push_back(TimeFact(page, "agent_sent_at", ticket.created));
  if (ticket.closed > 0) facts.push_back(TimeFact(page, "agent_closed_at", ticket.closed));
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) facts.push_back(Fact(messages.Say(key), value));
  };
  add("agent_language", LanguageText(ticket.language));
  add("agent_category", CategoryText(page, ticket.category));
  add("agent_channel", ChannelText(page, ticket.channel));
  add("agent_queue_label", HarmlessLine(ticket.queue, ""));
  view->List("facts", std::move(facts));
}

WebResponse ShowTicket(const AgentPage& page) {
  const std::string number = page.request().variables.at("number");
  const Result<Ticket> ticket = page.store().tickets().Find(number);
  if (!ticket) return NoTicket(page, ticket.error());
  const auto deliveries = page.store().outbox().OfTicket(number);
  if (!deliveries) return Unavailable(page, deliveries.error());
  const std::string subject = HarmlessLine(ticket->subject, page.messages().Say("agent_erased"));
  View view = AgentView(page, ticket->number + " " + subject, "queue");
  view.Text("number", ticket->number).Text("url", TicketUrl(ticket->number));
  view.Text("subject", subject).Text("content_lang", ticket->language);
  view.Text("body", Harmless(ticket->body)).Text("holder", HolderText(page, *ticket));
  AddState(page, *ticket, &view);
  AddActions(page, *ticket, &view);
  AddFiles(page, *ticket, &view);
  AddTrail(page, *ticket, &view);
  AddFacts(page, *ticket, &view);
  std::vector<View> items;
  for (const Delivery& delivery : *deliveries) items.push_back(DeliveryView(page, delivery));
  view.Flag("has_deliveries", !items.empty());
  view.List("deliveries", std::move(items));
  return AgentAnswer(page, "agent_ticket", view);
}

}  // namespace

Door TicketDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates, &ShowTicket);
}

}  // namespace zeroline

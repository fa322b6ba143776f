// Taking, giving back and closing a request; its files.
#include "server/store/ticket_number.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"
#include "server/web/agent/shown_text.h"
#include "server/web/agent/ticket_view.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

// The number as it is written in full, for addresses.
std::string NumberOf(const AgentPage& page) {
  const std::string& number = page.request().variables.at("number");
  const auto serial = ParseTicketNumber(number);
  return serial ? FormatTicketNumber(*serial) : number;
}

// Somebody else was quicker: who, and where it is.
WebResponse Conflict(const AgentPage& page, const std::string& number) {
  const Result<Ticket> ticket = page.store().tickets().Find(number);
  if (!ticket) return NoTicket(page, ticket.error());
  const char* heading = ticket->status == Ticket::Status::kClosed  ? "agent_conflict_closed"
                        : ticket->status == Ticket::Status::kTaken ? "agent_conflict_taken"
                                                                   : "agent_conflict_free";
  const Messages& messages = page.messages();
  const std::string agent = HarmlessLine(ticket->agent, "");
  return MessagePage(page,
                     {messages.Say(heading, {{"number", ticket->number}, {"agent", agent}}),
                      messages.Say("agent_conflict_text"),
                      {{messages.Say("agent_back_to_request"), TicketUrl(ticket->number)},
                       {messages.Say("agent_back_to_queue"), "/agent/queue"}}},
                     409);
}

WebResponse AnswerTo(const AgentPage& page, const Status& done, const std::string& next) {
  if (done) return AgentRedirect(next);
  return done.error().code == ErrorCode::kConflict ? Conflict(page, NumberOf(page))
                                                   : NoTicket(page, done.error());
}

WebResponse Take(const AgentPage& page) {
  const std::string number = NumberOf(page);
  return AnswerTo(page, page.store().tickets().Take(number, page.identity.name), TicketUrl(number));
}

WebResponse Release(const AgentPage& page) {
  const std::string number = NumberOf(page);
  return AnswerTo(page, page.store().tickets().Release(number, page.identity.name),
                  "/agent/queue?released=" + EscapeUrl(number));
}

// Taken first: what somebody else works on is not closed under their hands.
WebResponse Close(const AgentPage& page) {
  const std::string number = NumberOf(page);
  Status done = page.store().tickets().Take(number, page.identity.name);
  if (done) done = page.store().tickets().Close(number, page.identity.name);
  return AnswerTo(page, done, "/agent/queue?show=mine&closed=" + EscapeUrl(number));
}

// Saved, never shown: whatever is in the file, no browser runs it as a part of this site.
WebResponse File(const AgentPage& page) {
  const auto& variables = page.request().variables;
  Result<Upload> file =
      page.store().tickets().ReadAttachment(variables.at("number"), variables.at("token"));
  if (!file && file.error().code != ErrorCode::kNotFound) return Unavailable(page, file.error());
  if (!file) return MessagePage(page, "agent_no_file", 404);
  WebResponse response;
  response.content_type = "application/octet-stream";
  response.headers = {
      {"Content-Disposition",
       AttachmentDisposition(file->name, page.messages().Say("agent_file_unnamed"))},
      {"X-Content-Type-Options", "nosniff"},
      {"Content-Security-Policy", "sandbox; default-src 'none'"},
      {"Cache-Control", "no-store"},
      {"X-Robots-Tag", "noindex"},
  };
  response.body = std::move(file->content);
  return response;
}

}  // namespace

Door TakeTicketDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates, &Take);
}

Door ReleaseTicketDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates, &Release);
}

Door CloseTicketDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates, &Close);
}

Door TicketFileDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates, &File);
}

}  // namespace zeroline

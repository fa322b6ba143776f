// Where the confirmation's "this solved it" leads: the sender closes the request. Mail programs
// open links on their own, so opening it changes nothing; a button does.
#include <sodium.h>

#include <utility>

#include "server/handover/handover.h"
#include "server/telemetry/log.h"
#include "server/web/csrf.h"
#include "server/web/escape.h"
#include "server/web/portal/page.h"
#include "server/web/portal/portal.h"
#include "server/web/portal/request_form.h"

namespace zeroline {
namespace {

bool IsSecretOf(const Ticket& ticket, const std::string& key) {
  return !ticket.secret.empty() && key.size() == ticket.secret.size() &&
         sodium_memcmp(key.data(), ticket.secret.data(), key.size()) == 0;
}

std::string ClosingUrl(const std::string& language, const std::string& number,
                       const std::string& key) {
  return "/" + EscapeUrl(language) + "/request/" + EscapeUrl(number) +
         "/solved?key=" + EscapeUrl(key);
}

WebResponse ClosingPage(const Page& page, const Ticket& ticket, const std::string& key,
                        const std::string& banner, int status) {
  const bool is_closed = ticket.status == Ticket::Status::kClosed;
  Frame frame;
  frame.title = page.messages().Say(is_closed ? "closed_title" : "closing_title");
  frame.indexing = Indexing::kForbidden;
  frame.languages = LanguageLinks(
      page, [&](const std::string& language) { return ClosingUrl(language, ticket.number, key); });
  View view = FrameView(page, frame);
  view.Flag("is_closed", is_closed);
  view.Text("number", ticket.number).Text("subject", ticket.subject);
  view.Text("key", key).Text("action", ClosingUrl(page.language, ticket.number, key));
  view.Text("banner", banner.empty() ? "" : page.messages().Say(banner));
  view.Text("request_url", RequestUrl(page.language));
  const std::string token = page.services.csrf->TokenFor(page.request);
  view.Text("csrf", token).Text("csrf_field", std::string(kCsrfField));
  WebResponse response = Answer(page, "request_closing", view, status);
  page.services.csrf->AddCookie(token, page.request, &response);
  return response;
}

WebResponse Close(const Page& page, const Ticket& ticket, const std::string& key) {
  if (!page.services.csrf->IsGenuine(page.request)) {
    return ClosingPage(page, ticket, key, "error_expired_button", 403);
  }
  Handover* const handover = page.services.handover;
  const auto deliveries =
      handover != nullptr ? handover->ClosedBySender(ticket) : std::vector<NewDelivery>();
  if (Status closed = page.services.store->tickets().Close(ticket.number, "", deliveries);
      !closed) {
    LogError(closed.error().message);
    return ClosingPage(page, ticket, key, "error_closing", 503);
  }
  if (handover != nullptr) handover->Wake();
  return WebResponse::Redirect(ClosingUrl(page.language, ticket.number, key), 303);
}

}  // namespace

Door SenderClosesDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    const auto page = OpenPage(services, templates, request);
    if (!page) return NoSuchLanguage(services, templates, request);
    const auto number = request.variables.find("number");
    const std::string key = request.QueryOr("key", "");
    const auto ticket = services.store->tickets().Find(
        number == request.variables.end() ? "" : std::string_view(number->second));
    const bool is_trouble = !ticket && ticket.error().code != ErrorCode::kNotFound &&
                            ticket.error().code != ErrorCode::kInvalidArgument;
    if (is_trouble) {
      LogError(ticket.error().message);
      return ErrorPage(services, templates, request, 503);
    }
    // An unknown number and a wrong key look alike, so that numbers cannot be tried.
    if (!ticket || !IsSecretOf(*ticket, key)) return NotFoundDoor(services, templates)(request);
    return request.method == "POST" ? Close(*page, *ticket, key)
                                    : ClosingPage(*page, *ticket, key, "", 200);
  };
}

}  // namespace zeroline

// The request form's doors: open it, send it, say what its number is.
#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

#include "server/auth/attempt_limit.h"
#include "server/store/intents.h"
#include "server/telemetry/log.h"
#include "server/web/csrf.h"
#include "server/web/escape.h"
#include "server/web/portal/page.h"
#include "server/web/portal/portal.h"
#include "server/web/portal/request_form.h"
#include "server/web/portal/request_help.h"
#include "server/web/portal/request_intent.h"
#include "server/web/portal/request_step.h"
#include "server/web/rate_limit.h"
#include "server/web/ticket_sending.h"
#include "server/web/visitor.h"

namespace zeroline {
namespace {

// A field people do not see; programs that fill in every field give themselves away.
constexpr const char* kHoneypotField = "website";

// The key of a form that was sent before with another text: the same for the same text, so that
// this, too, arrives once however often it is sent.
std::string KeyOfChangedForm(const RequestForm& form) {
  std::array<unsigned char, 16> hash{};
  const std::string all = form.key + '\0' + form.subject + '\0' + form.body;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(all.data()),
                     all.size(), nullptr, 0);
  std::array<char, 2 * hash.size() + 1> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  return text.data();
}

NewTicket TicketFrom(const Page& page, const RequestForm& form) {
  NewTicket ticket;
  ticket.subject = form.subject;
  ticket.body = form.body;
  ticket.contact = form.contact;
  ticket.language = page.language;
  ticket.idempotency_key = form.key;
  ticket.category = form.category;
  ticket.visitor = page.visitor;
  ticket.intent = form.intent;
  for (const Attachment& upload : form.uploads) ticket.uploads.push_back(upload.token);
  return ticket;
}

// Whoever came from an article's "Did this not help?" has said so.
void AddTriedArticle(const Page& page, const RequestForm& form, NewTicket* ticket) {
  const auto article = FindReadersArticle(page, form.article);
  if (!article) return;
  TrailStep step = StepAbout(page, *article, TrailStep::Kind::kRejected);
  RecordIntent(page, form.intent, IntentEvent::Kind::kStep, step);
  if (page.services.deflection != nullptr) return;
  step.at = SystemSeconds();
  ticket->trail.push_back(std::move(step));
}

WebResponse ToSentPage(const Page& page, const Ticket& ticket) {
  const std::string number = EscapeUrl(ticket.number);
  WebResponse response =
      WebResponse::Redirect(RequestUrl(page.language) + "/sent?number=" + number, 303);
  ForgetIntent(page.request, &response);
  return response;
}

// The ticket of this very form, if it has arrived before; a form that was changed since gets
// another key.
std::optional<Ticket> FindSent(const Page& page, RequestForm* form) {
  Tickets& tickets = page.services.store->tickets();
  Result<Ticket> known = tickets.FindByIdempotencyKey(form->key);
  if (!known) return std::nullopt;
  if (known->subject == form->subject && known->body == form->body) return *std::move(known);
  form->key = KeyOfChangedForm(*form);
  known = tickets.FindByIdempotencyKey(form->key);
  return known ? std::optional(*std::move(known)) : std::nullopt;
}

// How long to wait until one more may come from this network and this visitor. `what` keeps apart
// what is counted apart.
std::optional<std::chrono::seconds> Wait(const Page& page, const std::string& what) {
  RateLimit* const limit = page.services.ticket_limit;
  if (limit == nullptr) return std::nullopt;
  const std::string visitor = page.visitor;
  if (!visitor.empty()) {
    if (const auto wait = limit->Take(what + "visitor " + visitor)) return wait;
  }
  return limit->Take(what + NetworkOf(page.request.remote_address));
}

WebResponse AskToWait(const Page& page, const RequestForm& form, std::chrono::seconds wait) {
  WebResponse response = Refuse(page, form, "error_limit", 429);
  response.headers.emplace_back("Retry-After", std::to_string(wait.count()));
  return response;
}

bool BringsFiles(const Page& page) {
  const auto& files = page.request.files;
  return std::any_of(files.begin(), files.end(),
                     [](const UploadedFile& file) { return file.field == kFilesField; });
}

WebResponse Store(const Page& page, const RequestForm& form, const UnreadHelp& help) {
  NewTicket ticket = TicketFrom(page, form);
  AddTriedArticle(page, form, &ticket);
  const auto sent = SendTicket(page.services, page.request, std::move(ticket), help.articles);
  if (sent) return ToSentPage(page, *sent);
  LogError(sent.error().message);
  return Refuse(page, form, "error_store", 503);
}

WebResponse Send(const Page& page) {
  RequestForm form = ReadRequestForm(page);
  if (!page.services.csrf->IsGenuine(page.request)) return Refuse(page, form, "error_expired", 403);
  if (!FormField(page, kHoneypotField).empty()) return Refuse(page, form, "error_robot", 422);
  // Sending again after a lost answer costs nothing: a request is counted once, when it is stored.
  if (const auto known = FindSent(page, &form)) return ToSentPage(page, *known);
  if (BringsFiles(page)) {
    if (const auto wait = Wait(page, "files ")) return AskToWait(page, form, *wait);
  }
  RequestErrors errors = CheckRequestForm(form);
  KeepUploads(page, &form, &errors);
  if (!errors.empty()) return FormPage(page, form, errors, 422);
  if (!FormField(page, "change").empty()) return FormPage(page, form, {}, 200);
  if (form.is_confirmed) RecordStepAnswer(page, form);
  const UnreadHelp help = FindUnreadHelp(page, form);
  const bool is_news = !help.articles.empty() || (!help.empty() && !form.knows_incident);
  if (is_news && !form.is_confirmed && !HasSeenStep(page.request, form.intent)) {
    return StepPage(page, form, help);
  }
  if (const auto wait = Wait(page, "")) return AskToWait(page, form, *wait);
  return Store(page, form, help);
}

// "ZL-" and digits. Whether such a ticket exists is not asked: the page shows what the URL says and
// nothing of the ticket, so it tells nobody anything.
bool LooksLikeNumber(const std::string& number) {
  constexpr std::string_view kPrefix = "ZL-";
  return number.size() > kPrefix.size() && number.size() <= 20 && number.starts_with(kPrefix) &&
         std::all_of(number.begin() + kPrefix.size(), number.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

WebResponse SentPage(const Page& page, const std::string& number) {
  Frame frame;
  frame.title = page.messages().Say("sent_title");
  frame.indexing = Indexing::kForbidden;
  frame.languages = LanguageLinks(page, [&](const std::string& language) {
    return RequestUrl(language) + "/sent?number=" + EscapeUrl(number);
  });
  View view = FrameView(page, frame);
  view.Text("number", number);
  return Answer(page, "sent", view);
}

}  // namespace

Door RequestFormDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    const auto page = OpenPage(services, templates, request);
    if (!page) return NoSuchLanguage(services, templates, request);
    const RequestForm form = NewRequestForm(*page);
    if (!page->visitor.empty()) RecordIntent(*page, form.intent, IntentEvent::Kind::kFormOpened);
    return FormPage(*page, form, {}, 200);
  };
}

Door SendRequestDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    const auto page = OpenPage(services, templates, request);
    return page ? Send(*page) : NoSuchLanguage(services, templates, request);
  };
}

Door RequestSentDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    const auto page = OpenPage(services, templates, request);
    if (!page) return NoSuchLanguage(services, templates, request);
    const std::string number = request.QueryOr("number", "");
    if (!LooksLikeNumber(number)) return WebResponse::Redirect(RequestUrl(page->language), 303);
    return SentPage(*page, number);
  };
}

}  // namespace zeroline

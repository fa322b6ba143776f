// The request form: what a reader sends when no article helped.
#include <sodium.h>

#include <algorithm>
#include <array>

#include "indexer/language/text.h"
#include "server/web/csrf.h"
#include "server/web/escape.h"
#include "server/web/portal/page.h"
#include "server/web/portal/portal.h"
#include "server/web/rate_limit.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxLineCharacters = 200;
constexpr std::size_t kMaxBodyCharacters = 10'000;
// A field people do not see; programs that fill in every field give themselves away.
constexpr const char* kHoneypotField = "website";

struct RequestForm {
  std::string subject;
  std::string body;
  std::string contact;
  std::string article;  // id of the article that did not help, or ""
  std::string key;      // idempotency key
};

// Message keys; "" where nothing is wrong.
struct RequestErrors {
  std::string banner;
  std::string subject;
  std::string body;
  std::string contact;

  bool empty() const {
    return banner.empty() && subject.empty() && body.empty() && contact.empty();
  }
};

std::string NewKey() {
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 2 * bytes.size() + 1> text{};
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  return text.data();
}

bool IsKey(const std::string& key) {
  return key.size() >= 16 && key.size() <= 64 && std::all_of(key.begin(), key.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-';
         });
}

std::size_t CountCharacters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string Field(const WebRequest& request, const std::string& name) {
  const auto field = request.form.find(name);
  return field == request.form.end() ? "" : RepairUtf8(field->second);
}

RequestForm ReadForm(const WebRequest& request) {
  RequestForm form;
  form.subject = CollapseWhiteSpace(Field(request, "subject"));
  form.body = Field(request, "body");
  form.contact = CollapseWhiteSpace(Field(request, "contact"));
  form.article = Field(request, "article");
  form.key = Field(request, "key");
  if (!IsKey(form.key)) form.key = NewKey();
  return form;
}

RequestErrors Validate(const RequestForm& form) {
  RequestErrors errors;
  if (form.subject.empty()) errors.subject = "error_subject_empty";
  if (CountCharacters(form.subject) > kMaxLineCharacters) errors.subject = "error_subject_long";
  if (CollapseWhiteSpace(form.body).empty()) errors.body = "error_description_empty";
  if (CountCharacters(form.body) > kMaxBodyCharacters) errors.body = "error_description_long";
  if (CountCharacters(form.contact) > kMaxLineCharacters) errors.contact = "error_contact_long";
  return errors;
}

// The article a reader came from, in the page's language if it exists there.
std::optional<FoundArticle> FindArticle(const Page& page, const std::string& id) {
  if (id.empty()) return std::nullopt;
  if (auto own = page.snapshot->FindId(page.language, id, page.audiences)) return *own;
  for (const std::string& language : page.snapshot->Translations(id, page.audiences)) {
    if (auto other = page.snapshot->FindId(language, id, page.audiences)) return *other;
  }
  return std::nullopt;
}

void AddErrors(const Page& page, const RequestErrors& errors, View* view) {
  const auto say = [&](const std::string& key) {
    return key.empty() ? std::string() : page.messages().Say(key);
  };
  view->Text("banner", say(errors.banner));
  view->Text("subject_error", say(errors.subject));
  view->Text("body_error", say(errors.body));
  view->Text("contact_error", say(errors.contact));
  view->Flag("has_field_errors",
             !errors.subject.empty() || !errors.body.empty() || !errors.contact.empty());
}

std::string FormUrl(const std::string& language) {
  return "/" + EscapeUrl(language) + "/new-request";
}

// Always with everything that was typed: nothing a reader wrote is ever lost by an answer of ours.
WebResponse FormPage(const Page& page, const RequestForm& form, const RequestErrors& errors,
                     int status) {
  const auto article = FindArticle(page, form.article);
  Frame frame;
  frame.title = page.messages().Say("request_title");
  frame.description = page.messages().Say("request_lead");
  frame.canonical = FormUrl(page.language);
  frame.indexing = Indexing::kForbidden;
  const std::string carried = article ? "?article=" + EscapeUrl(form.article) : "";
  frame.languages =
      LanguageLinks(page, [&](const std::string& language) { return FormUrl(language) + carried; });
  View view = FrameView(page, frame);
  view.Text("subject", form.subject).Text("body", form.body).Text("contact", form.contact);
  view.Text("key", form.key).Text("action", FormUrl(page.language));
  view.Flag("article", false);
  if (article) {
    View child;
    child.Text("id", form.article).Text("name", std::string(article->article.title()));
    child.Text("article_lang", std::string(article->article.language()));
    child.Text("url", ArticleUrl(page.language, article->article.path()));
    view.Child("article", std::move(child));
  }
  AddErrors(page, errors, &view);
  const std::string token = page.services.csrf->TokenFor(page.request);
  view.Text("csrf", token).Text("csrf_field", std::string(kCsrfField));
  WebResponse response = Answer(page, "request", view, status);
  page.services.csrf->AddCookie(token, page.request, &response);
  return response;
}

NewTicket TicketFrom(const Page& page, const RequestForm& form) {
  NewTicket ticket;
  ticket.subject = form.subject;
  ticket.body = form.body;
  ticket.contact = form.contact;
  ticket.language = page.language;
  ticket.idempotency_key = form.key;
  // A line of its own at the end, so that the agent sees which article has not helped.
  if (FindArticle(page, form.article)) ticket.body += "\n\n[/a/" + form.article + "]";
  return ticket;
}

WebResponse Refuse(const Page& page, const RequestForm& form, const std::string& banner,
                   int status) {
  RequestErrors errors;
  errors.banner = banner;
  return FormPage(page, form, errors, status);
}

WebResponse ToSentPage(const Page& page, const Ticket& ticket) {
  const std::string number = EscapeUrl(ticket.number);
  return WebResponse::Redirect(FormUrl(page.language) + "/sent?number=" + number, 303);
}

WebResponse Send(const Page& page) {
  const RequestForm form = ReadForm(page.request);
  if (!page.services.csrf->IsGenuine(page.request)) return Refuse(page, form, "error_expired", 403);
  if (!Field(page.request, kHoneypotField).empty()) return Refuse(page, form, "error_robot", 422);
  const RequestErrors errors = Validate(form);
  if (!errors.empty()) return FormPage(page, form, errors, 422);
  // Sending again after a lost answer costs nothing: a request is counted once, when it is stored.
  if (const auto known = page.services.store->tickets().FindByIdempotencyKey(form.key)) {
    return ToSentPage(page, *known);
  }
  if (page.services.ticket_limit != nullptr) {
    if (const auto wait = page.services.ticket_limit->Take(page.request.remote_address)) {
      WebResponse response = Refuse(page, form, "error_limit", 429);
      response.headers.emplace_back("Retry-After", std::to_string(wait->count()));
      return response;
    }
  }
  const auto ticket = page.services.store->tickets().Add(TicketFrom(page, form));
  if (!ticket) return Refuse(page, form, "error_store", 503);
  return ToSentPage(page, *ticket);
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
    return FormUrl(language) + "/sent?number=" + EscapeUrl(number);
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
    RequestForm form;
    form.subject = CollapseWhiteSpace(RepairUtf8(request.QueryOr("subject", "")));
    form.article = RepairUtf8(request.QueryOr("article", ""));
    form.key = NewKey();
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
    if (!LooksLikeNumber(number)) return WebResponse::Redirect(FormUrl(page->language), 303);
    return SentPage(*page, number);
  };
}

}  // namespace zeroline

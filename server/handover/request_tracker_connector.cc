// Request Tracker 5, by its REST 2 interface.
//
// REST 2 knows no idempotency key. So every ticket refers to a name of ours ("Refers to:
// zeroline:help.example.com/ZL-10427"), which is looked for before a ticket is made: one whose
// answer was lost is found again and not made twice. What is left is RT still making the first one,
// unseen, while it is looked for; after a call without an answer the next attempt therefore waits
// as long again as calls may take. The token's user has to be allowed to see, create, comment on
// and modify tickets of the queues that routes name, and to see what it made.

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "indexer/language/text.h"
#include "server/handover/connector.h"
#include "server/handover/letter_texts.h"
#include "server/handover/mail_address.h"
#include "server/handover/template_text.h"
#include "server/handover/ticket_values.h"
#include "server/handover/transfer.h"
#include "server/store/token.h"

namespace zeroline {
namespace {

using Json = nlohmann::json;

constexpr const char* kUsualQueue = "General";  // every new RT has it
constexpr int kMostCalls = 4;                   // of one attempt
// Of the column in RT's schemas.
constexpr std::size_t kMaxSubjectBytes = 200;

bool IsDone(const std::string& status) {
  return status == "resolved" || status == "rejected" || status == "deleted";
}

bool IsId(const std::string& text) {
  return !text.empty() && text.size() < 20 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// RT writes ids as texts in some places and as numbers in others.
std::string IdOf(const Json& json) {
  const auto id = json.is_object() ? json.find("id") : json.end();
  if (!json.is_object() || id == json.end()) return "";
  const std::string text = id->is_string() ? id->get<std::string>() : id->dump();
  return IsId(text) ? text : "";
}

std::string ToText(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The body of a request.
struct Body {
  std::string type;
  std::string content;
};

Body AsJson(const Json& json) { return {"application/json; charset=utf-8", ToText(json)}; }

// Nobody can write a file that holds it.
std::string NewBoundary() { return "zeroline" + NewToken(); }

// As a form with files, since RT 5.0 fails at names of files in JSON that are not in Latin letters.
Body WithFiles(const Json& json, const std::vector<Upload>& files) {
  const std::string boundary = NewBoundary();
  const std::string begin = "--" + boundary + "\r\nContent-Disposition: form-data; name=";
  Body body{"multipart/form-data; boundary=" + boundary, ""};
  body.content = begin + "\"JSON\"\r\n\r\n" + ToText(json) + "\r\n";
  for (const Upload& file : files) {
    std::string name = HeaderLine(RepairUtf8(file.name));
    std::replace(name.begin(), name.end(), '"', '\'');
    body.content += begin + "\"Attachments\"; filename=\"" + name +
                    "\"\r\nContent-Type: " + HeaderLine(file.type) + "\r\n\r\n" + file.content +
                    "\r\n";
  }
  body.content += "--" + boundary + "--\r\n";
  return body;
}

struct CustomField {
  std::string name;
  TemplateText value;
};

class RequestTracker : public Connector {
 public:
  RequestTracker(ConnectorSettings settings, Portal portal, std::vector<CustomField> fields)
      : settings_(std::move(settings)), portal_(std::move(portal)), fields_(std::move(fields)) {}

  Outcome Deliver(const Shipment& shipment) override {
    if (shipment.delivery.kind == "ticket") return Create(shipment);
    if (shipment.delivery.kind == "solved") return Resolve(shipment);
    return Outcome::Refused("Request Tracker has nothing of the kind " + shipment.delivery.kind);
  }

  std::chrono::seconds longest_attempt() const override { return settings_.timeout * kMostCalls; }
  bool TellsSolved() const override { return true; }

 private:
  // What a call came to: JSON, or why there is none.
  struct Reply {
    Outcome outcome;
    Json json;
    bool is_good() const { return outcome.kind == Outcome::Kind::kAccepted; }
  };

  Reply Get(const std::string& path) const { return Ask("GET", path, {}); }
  Reply Post(const std::string& path, Body body) const {
    return Ask("POST", path, std::move(body));
  }

  Reply Ask(const std::string& method, const std::string& path, Body body) const {
    HttpCall call;
    call.method = method;
    call.url = settings_.url + "/REST/2.0/" + path;
    call.timeout = settings_.timeout;
    call.ca_file = settings_.ca_file;
    call.headers = {"Authorization: token " + HeaderLine(settings_.secret),
                    "Accept: application/json", "User-Agent: Zeroline"};
    if (!body.type.empty()) call.headers.push_back("Content-Type: " + body.type);
    call.body = std::move(body.content);
    const HttpAnswer answer = Call(call);
    Reply reply{OutcomeOf(answer), Json::parse(answer.body, nullptr, false)};
    if (answer.status == 0) reply.outcome.retry_after = settings_.timeout;
    if (reply.is_good() && reply.json.is_discarded()) {
      reply.outcome = Outcome::Failed("this is no Request Tracker: its answer is no JSON");
    }
    return reply;
  }

  // By which our ticket is known to RT; that of the portal stands in it, as several portals may
  // share one RT.
  std::string NameOf(const Ticket& ticket) const {
    const std::size_t host = portal_.url.find("://");
    return "zeroline:" + (host == std::string::npos ? "" : portal_.url.substr(host + 3) + "/") +
           ticket.number;
  }

  // The ticket that was made for this one; "" if none was.
  Reply Find(const Ticket& ticket, std::string* id) const {
    static const TemplateText query = *TemplateText::Parse("tickets?per_page=1&query={{query}}");
    TemplateValues values;
    values.Text("query", "RefersTo = '" + NameOf(ticket) + "'");
    Reply reply = Get(query.Render(values, Escaping::kUrl));
    if (!reply.is_good()) return reply;
    const auto items = reply.json.is_object() ? reply.json.find("items") : reply.json.end();
    if (!reply.json.is_object() || items == reply.json.end() || !items->is_array()) {
      reply.outcome = Outcome::Failed("this is no Request Tracker: its answer lists no tickets");
    } else if (!items->empty()) {
      *id = IdOf(items->front());
    }
    return reply;
  }

  Json TicketJson(const Shipment& shipment) const {
    const Ticket& ticket = shipment.ticket;
    const std::string& queue = shipment.delivery.queue;
    const std::string subject = HeaderLine(SubjectOf(ticket));
    Json json = {{"Queue", queue.empty() ? kUsualQueue : queue},
                 {"Subject", TruncateUtf8(subject, kMaxSubjectBytes)},
                 {"Content", FullText(shipment, portal_)},
                 {"ContentType", "text/plain"},
                 {"RefersTo", NameOf(ticket)}};
    if (IsMailAddress(ticket.contact)) json["Requestor"] = ticket.contact;
    const TemplateValues values = ValuesOf(shipment, portal_);
    for (const CustomField& field : fields_) {
      json["CustomFields"][field.name] = field.value.Render(values, Escaping::kNone);
    }
    return json;
  }

  Outcome Create(const Shipment& shipment) const {
    std::string id;
    const Reply found = Find(shipment.ticket, &id);
    if (!found.is_good()) return found.outcome;
    if (!id.empty()) return Outcome::Accepted(id);
    const Json json = TicketJson(shipment);
    const Reply made =
        Post("ticket", shipment.files.empty() ? AsJson(json) : WithFiles(json, shipment.files));
    if (!made.is_good()) return made.outcome;
    id = IdOf(made.json);
    if (id.empty()) return Outcome::Failed("Request Tracker does not say which ticket it made");
    return Outcome::Accepted(id);
  }

  // With a comment, unless somebody closed it meanwhile. RT reports a transition that it did not
  // make among messages for people, so the status is read again.
  Outcome Resolve(const Shipment& shipment) const {
    std::string id = shipment.ticket_receipt;
    if (!IsId(id)) {
      id.clear();
      const Reply found = Find(shipment.ticket, &id);
      if (!found.is_good()) return found.outcome;
      if (id.empty()) return Outcome::Refused("Request Tracker has no ticket of this request");
    }
    const Reply before = Get("ticket/" + id);
    if (!before.is_good() || IsDone(StatusIn(before))) return before.outcome;
    const std::string comment = LetterText(shipment.ticket.language, "solved")
                                    .Render(ValuesOf(shipment, portal_), Escaping::kNone);
    const Json message = {
        {"Content", comment}, {"ContentType", "text/plain"}, {"Status", "resolved"}};
    const Reply commented = Post("ticket/" + id + "/comment", AsJson(message));
    if (!commented.is_good()) return commented.outcome;
    const Reply after = Get("ticket/" + id);
    if (!after.is_good() || IsDone(StatusIn(after))) return after.outcome;
    return Outcome::Refused("Request Tracker does not resolve the ticket: may the token's user?");
  }

  static std::string StatusIn(const Reply& ticket) {
    const auto status = ticket.json.is_object() ? ticket.json.find("Status") : ticket.json.end();
    const bool is_text =
        ticket.json.is_object() && status != ticket.json.end() && status->is_string();
    return is_text ? status->get<std::string>() : "";
  }

  const ConnectorSettings settings_;
  const Portal portal_;
  const std::vector<CustomField> fields_;
};

}  // namespace

Result<std::unique_ptr<Connector>> OpenRequestTracker(const ConnectorSettings& settings,
                                                      const Portal& portal) {
  if (settings.secret.empty()) return Fail(ErrorCode::kInvalidArgument, "its secret is empty");
  const std::string fault = FaultOfUrl(settings.url, UrlKind::kHttp, settings.require_tls);
  if (!fault.empty()) return Fail(ErrorCode::kInvalidArgument, fault);
  std::vector<CustomField> fields;
  for (const auto& [name, source] : settings.custom_fields) {
    Result<TemplateText> value = TemplateText::Parse(source);
    if (!value) {
      return Fail(ErrorCode::kInvalidArgument,
                  "'custom_fields': '" + name + "': " + value.error().message);
    }
    fields.push_back({name, *std::move(value)});
  }
  ConnectorSettings trimmed = settings;
  while (trimmed.url.ends_with('/')) trimmed.url.pop_back();
  return std::make_unique<RequestTracker>(std::move(trimmed), portal, std::move(fields));
}

}  // namespace zeroline

// Level 1 is an HTTP endpoint that takes JSON.
#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "server/handover/connector.h"
#include "server/handover/signature.h"
#include "server/handover/template_text.h"
#include "server/handover/ticket_values.h"
#include "server/handover/transfer.h"

namespace zeroline {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxHeaderBytes = 4096;
constexpr std::size_t kMaxReceiptBytes = 200;

struct HeaderTemplate {
  std::string name;
  TemplateText value;
};

struct Parts {
  ConnectorSettings settings;
  Portal portal;
  TemplateText url;
  std::optional<TemplateText> body;  // none: our own JSON
  std::vector<HeaderTemplate> headers;
  Json::json_pointer receipt;
};

class WebhookConnector : public Connector {
 public:
  explicit WebhookConnector(Parts parts) : parts_(std::move(parts)) {}

  Outcome Deliver(const Shipment& shipment) override {
    TemplateValues values = ValuesOf(shipment, parts_.portal);
    values.Text("secret", parts_.settings.secret);
    HttpCall call;
    call.url = HeaderLine(parts_.url.Render(values, Escaping::kUrl));
    call.timeout = parts_.settings.timeout;
    call.ca_file = parts_.settings.ca_file;
    call.body = BodyOf(shipment, values);
    if (!Json::accept(call.body)) return Outcome::Refused("its template makes no JSON of this");
    call.headers = HeadersOf(shipment, values, call.body);
    const HttpAnswer answer = Call(call);
    Outcome outcome = OutcomeOf(answer);
    if (outcome.kind == Outcome::Kind::kAccepted) outcome.receipt = ReceiptIn(answer.body);
    return outcome;
  }

  std::chrono::seconds longest_attempt() const override { return parts_.settings.timeout; }
  // A template of somebody else's API makes a ticket, whatever the event.
  bool TellsSolved() const override { return !parts_.body; }

  std::string BodyOf(const Shipment& shipment, const TemplateValues& values) const {
    return parts_.body ? parts_.body->Render(values, Escaping::kJson)
                       : JsonOf(shipment, parts_.portal);
  }

 private:
  std::vector<std::string> HeadersOf(const Shipment& shipment, const TemplateValues& values,
                                     const std::string& body) const {
    const std::int64_t now = std::chrono::duration_cast<std::chrono::seconds>(
                                 std::chrono::system_clock::now().time_since_epoch())
                                 .count();
    std::vector<std::string> headers = {
        "Content-Type: application/json; charset=utf-8", "User-Agent: Zeroline",
        "Idempotency-Key: " + HeaderLine(shipment.delivery.idempotency_key),
        "X-Zeroline-Signature: " + SignatureOf(parts_.settings.secret, now, body)};
    for (const HeaderTemplate& header : parts_.headers) {
      const std::string value = HeaderLine(header.value.Render(values, Escaping::kNone));
      if (!value.empty()) headers.push_back(header.name + ": " + value.substr(0, kMaxHeaderBytes));
    }
    return headers;
  }

  // A text or a number; anything else is no receipt.
  std::string ReceiptIn(const std::string& answer) const {
    if (parts_.settings.receipt.empty()) return "";
    const Json json = Json::parse(answer, nullptr, false);
    if (json.is_discarded() || !json.contains(parts_.receipt)) return "";
    const Json& found = json.at(parts_.receipt);
    const std::string text = found.is_string()           ? found.get<std::string>()
                             : found.is_number_integer() ? found.dump()
                                                         : "";
    return HeaderLine(text).substr(0, kMaxReceiptBytes);
  }

  const Parts parts_;
};

bool IsHeaderName(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_';
  });
}

// Headers that say how the body is framed, who asks and what was signed are ours.
bool IsReserved(std::string name) {
  constexpr std::string_view kReserved[] = {
      "content-type", "content-length",  "transfer-encoding",    "host",
      "connection",   "idempotency-key", "x-zeroline-signature", "expect"};
  for (char& c : name) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return std::find(std::begin(kReserved), std::end(kReserved), name) != std::end(kReserved);
}

Result<std::vector<HeaderTemplate>> ReadHeaders(const std::map<std::string, std::string>& headers) {
  std::vector<HeaderTemplate> read;
  for (const auto& [name, source] : headers) {
    if (!IsHeaderName(name) || IsReserved(name)) {
      return Fail(ErrorCode::kInvalidArgument, "'headers': '" + name + "' cannot be set");
    }
    Result<TemplateText> value = TemplateText::Parse(source);
    if (!value) {
      return Fail(ErrorCode::kInvalidArgument,
                  "'headers': '" + name + "': " + value.error().message);
    }
    read.push_back({name, *std::move(value)});
  }
  return read;
}

Result<std::optional<TemplateText>> ReadBody(const std::filesystem::path& file) {
  if (file.empty()) return std::optional<TemplateText>();
  std::ifstream in(file, std::ios::binary);
  std::string source(std::istreambuf_iterator<char>(in), {});
  if (!in.is_open() || in.bad()) {
    return Fail(ErrorCode::kInvalidArgument, "'template': cannot read " + file.string());
  }
  Result<TemplateText> body = TemplateText::Parse(std::move(source));
  if (!body) return Fail(ErrorCode::kInvalidArgument, file.string() + ": " + body.error().message);
  return std::optional<TemplateText>(*std::move(body));
}

// A request with everything that breaks JSON, to try a template on before the first real one does.
Shipment Sample() {
  Shipment sample;
  sample.delivery.kind = "ticket";
  sample.delivery.idempotency_key = "ZL-10000:ticket:sample";
  sample.ticket.number = "ZL-10000";
  sample.ticket.subject = "\"quoted\" \\ {{subject}} </script>";
  sample.ticket.body = "two\nlines\tand \x01 a control character";
  sample.ticket.contact = "anna@example.com";
  sample.ticket.language = "en";
  TrailStep step;
  step.text = "\"words\"\n";
  sample.ticket.trail = {step, step};
  sample.files = {{"a \"file\".png", "image/png", "content"}, {"b.txt", "text/plain", ""}};
  return sample;
}

// With and without the lists, since commas are what goes wrong.
bool MakesJson(const WebhookConnector& connector, const Portal& portal) {
  Shipment shipment = Sample();
  const bool full = Json::accept(connector.BodyOf(shipment, ValuesOf(shipment, portal)));
  shipment.ticket.trail.clear();
  shipment.files.clear();
  shipment.ticket.contact.clear();
  return full && Json::accept(connector.BodyOf(shipment, ValuesOf(shipment, portal)));
}

}  // namespace

Result<std::unique_ptr<Connector>> OpenWebhook(const ConnectorSettings& settings,
                                               const Portal& portal) {
  if (settings.secret.empty()) return Fail(ErrorCode::kInvalidArgument, "its secret is empty");
  const std::string fault = FaultOfUrl(settings.url, UrlKind::kHttp, settings.require_tls);
  if (!fault.empty()) return Fail(ErrorCode::kInvalidArgument, fault);
  Parts parts;
  parts.settings = settings;
  parts.portal = portal;
  Result<TemplateText> url = TemplateText::Parse(settings.url);
  if (!url) return tl::unexpected(url.error());
  parts.url = *std::move(url);
  Result<std::optional<TemplateText>> body = ReadBody(settings.body_template);
  if (!body) return tl::unexpected(body.error());
  parts.body = *std::move(body);
  Result<std::vector<HeaderTemplate>> headers = ReadHeaders(settings.headers);
  if (!headers) return tl::unexpected(headers.error());
  parts.headers = *std::move(headers);
  try {
    parts.receipt = Json::json_pointer(settings.receipt);
  } catch (const Json::exception&) {
    return Fail(ErrorCode::kInvalidArgument, "'receipt' must be a JSON pointer such as /ticket/id");
  }
  auto connector = std::make_unique<WebhookConnector>(std::move(parts));
  if (!MakesJson(*connector, portal)) {
    return Fail(ErrorCode::kInvalidArgument,
                settings.body_template.string() + ": what the template makes is no JSON");
  }
  return connector;
}

}  // namespace zeroline

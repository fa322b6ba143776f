// POST /api/v1/tickets
#include <sodium.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "indexer/language/text.h"
#include "server/deflection/deflection.h"
#include "server/handover/handover.h"
#include "server/store/token.h"
#include "server/telemetry/log.h"
#include "server/web/api/api.h"
#include "server/web/api/json_text.h"
#include "server/web/problem.h"
#include "server/web/rate_limit.h"
#include "server/web/ticket_sending.h"
#include "server/web/uploads.h"
#include "server/web/visitor.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxSubjectBytes = 1000;
constexpr std::size_t kMaxBodyBytes = 100'000;
constexpr std::size_t kMaxContactBytes = 1000;
constexpr std::size_t kMaxKeyBytes = 200;
constexpr std::size_t kMaxNameBytes = 100;
constexpr std::size_t kMaxFileNameBytes = 1000;
constexpr std::string_view kChannels[] = {"api", "chat", "mail", "widget"};

// What a program may say besides the text: where it came from, what it is about, and the intent
// that POST /api/v1/deflect was asked with.
Status ReadContext(const Json& json, const WebRequest& request, const Services& services,
                   NewTicket* ticket) {
  const Result<std::string> category = TextOf(json, "category", kMaxNameBytes);
  if (!category) return tl::unexpected(category.error());
  const auto& known = services.config->categories;
  if (!category->empty() && std::none_of(known.begin(), known.end(), [&](const Category& one) {
        return one.id == *category;
      })) {
    return Fail(ErrorCode::kInvalidArgument, "'category' is none of those configured.");
  }
  const Result<std::string> channel = TextOf(json, "channel", kMaxNameBytes);
  if (!channel) return tl::unexpected(channel.error());
  if (!channel->empty() &&
      std::find(std::begin(kChannels), std::end(kChannels), *channel) == std::end(kChannels)) {
    return Fail(ErrorCode::kInvalidArgument, "'channel' is one of: api, chat, mail, widget.");
  }
  const Result<std::string> intent = TextOf(json, "intent", kMaxNameBytes);
  if (!intent) return tl::unexpected(intent.error());
  if (!intent->empty() && !IsToken(*intent)) {
    return Fail(ErrorCode::kInvalidArgument, "'intent' is 32 hexadecimal digits.");
  }
  ticket->category = *category;
  ticket->channel = channel->empty() ? "api" : *channel;
  ticket->intent = *intent;
  ticket->visitor = VisitorOf(request);
  return {};
}

Result<NewTicket> ReadTicket(const Json& json, const WebRequest& request,
                             const Services& services) {
  NewTicket ticket;
  const std::string key = request.Header("idempotency-key");
  if (key.size() > kMaxKeyBytes) {
    return Fail(ErrorCode::kInvalidArgument, "'Idempotency-Key' may be at most 200 bytes long.");
  }
  // Apart from the keys of forms, so that neither can name the other's ticket.
  if (!key.empty()) ticket.idempotency_key = "api:" + key;
  const auto take = [&](Result<std::string> value, std::string* to) -> Status {
    if (!value) return tl::unexpected(value.error());
    *to = *std::move(value);
    return {};
  };
  Status status = take(TextOf(json, "subject", kMaxSubjectBytes), &ticket.subject);
  if (status) status = take(TextOf(json, "body", kMaxBodyBytes), &ticket.body);
  if (status) status = take(TextOf(json, "contact", kMaxContactBytes), &ticket.contact);
  if (status) status = take(LanguageOf(json, request, services), &ticket.language);
  if (status) status = ReadContext(json, request, services, &ticket);
  if (!status) return tl::unexpected(status.error());
  ticket.subject = CollapseWhiteSpace(ticket.subject);
  if (ticket.subject.empty() && CollapseWhiteSpace(ticket.body).empty()) {
    return Fail(ErrorCode::kInvalidArgument, "'subject' or 'body' must say something.");
  }
  return ticket;
}

Result<Upload> FileOf(const Json& json, const Config& config) {
  if (!json.is_object()) {
    return Fail(ErrorCode::kInvalidArgument, "each of 'attachments' is {\"name\", \"content\"}.");
  }
  const Result<std::string> name = TextOf(json, "name", kMaxFileNameBytes);
  if (!name) return tl::unexpected(name.error());
  const auto content = json.find("content");
  if (content == json.end() || !content->is_string()) {
    return Fail(ErrorCode::kInvalidArgument, "'content' of an attachment is a text in base64.");
  }
  const std::string& text = content->get_ref<const std::string&>();
  Upload upload{SafeFileName(*name), "", std::string(text.size() / 4 * 3 + 3, '\0')};
  std::size_t bytes = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(upload.content.data()),
                        upload.content.size(), text.data(), text.size(), " \r\n", &bytes, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0) {
    return Fail(ErrorCode::kInvalidArgument, "'content' of an attachment is no base64.");
  }
  upload.content.resize(bytes);
  if (bytes > config.max_attachment_bytes) {
    return Fail(ErrorCode::kInvalidArgument, "an attachment may be at most " +
                                                 std::to_string(config.max_attachment_bytes) +
                                                 " bytes large.");
  }
  upload.type = std::string(TypeOfUpload(upload.content));
  if (upload.type.empty()) {
    return Fail(
        ErrorCode::kInvalidArgument,
        "an attachment is a PNG, JPEG, GIF, WebP or HEIC picture, a PDF, or text in UTF-8.");
  }
  return upload;
}

Result<std::vector<Upload>> FilesOf(const Json& json, const Config& config) {
  std::vector<Upload> files;
  const auto given = json.find("attachments");
  if (given == json.end() || given->is_null()) return files;
  if (!given->is_array() || given->size() > config.max_attachments) {
    return Fail(
        ErrorCode::kInvalidArgument,
        "'attachments' is a list of at most " + std::to_string(config.max_attachments) + " files.");
  }
  for (const Json& one : *given) {
    Result<Upload> file = FileOf(one, config);
    if (!file) return tl::unexpected(file.error());
    files.push_back(*std::move(file));
  }
  return files;
}

bool IsSame(const Ticket& stored, const NewTicket& sent) {
  return stored.subject == sent.subject && stored.body == sent.body;
}

WebResponse Acknowledge(const Ticket& ticket) {
  return WebResponse::Json(ToText({{"ticket", ticket.number}}), 201);
}

// What may solve it meanwhile, for the confirmation by mail. A request is never held up by a search
// that fails.
std::vector<SearchHit> ArticlesFor(const NewTicket& ticket, const Services& services) {
  const bool is_confirmed = services.handover != nullptr && services.handover->ConfirmsByMail() &&
                            IsMailAddress(ticket.contact);
  if (services.deflection == nullptr || !is_confirmed) return {};
  HelpRequest help;
  help.subject = ticket.subject;
  help.body = ticket.body;
  help.language = ticket.language;
  help.audiences = PublicAudience();  // the mail goes to whoever the contact says
  Result<Help> found = services.deflection->Answer(*services.index->snapshot(), help);
  return found ? std::move(found->articles) : std::vector<SearchHit>();
}

Result<Ticket> Store(NewTicket ticket, const std::vector<Upload>& files, const WebRequest& request,
                     const Services& services) {
  for (const Upload& file : files) {
    const Result<Attachment> kept = services.store->tickets().KeepUpload(file);
    if (!kept) return tl::unexpected(kept.error());
    ticket.uploads.push_back(kept->token);
  }
  const std::vector<SearchHit> articles = ArticlesFor(ticket, services);
  return SendTicket(services, request, std::move(ticket), articles);
}

WebResponse AnswerTicket(const WebRequest& request, const Services& services) {
  if (!IsJson(request)) return Problem(415, "The body must be application/json.");
  const Result<Json> json = ObjectOf(request);
  if (!json) return ProblemFrom(json.error());
  const Result<NewTicket> ticket = ReadTicket(*json, request, services);
  if (!ticket) return ProblemFrom(ticket.error());
  const Result<std::vector<Upload>> files = FilesOf(*json, *services.config);
  if (!files) return ProblemFrom(files.error());
  // Sending again after a lost answer costs nothing: a request is counted once, when it is stored.
  const auto known = services.store->tickets().FindByIdempotencyKey(ticket->idempotency_key);
  if (known && IsSame(*known, *ticket)) return Acknowledge(*known);
  if (const auto wait = services.ticket_limit->Take(NetworkOf(request.remote_address))) {
    return TooManyRequests(*wait);
  }
  const Result<Ticket> stored = Store(*ticket, *files, request, services);
  if (stored) return Acknowledge(*stored);
  if (stored.error().code != ErrorCode::kConflict) LogError(stored.error().message);
  return ProblemFrom(stored.error());
}

}  // namespace

Door ApiTicketDoor(const Services& services) {
  return [services](const WebRequest& request) { return AnswerTicket(request, services); };
}

}  // namespace zeroline

// POST /api/v1/deflect and /api/v1/deflect/events
#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "indexer/language/text.h"
#include "server/deflection/deflection.h"
#include "server/store/token.h"
#include "server/telemetry/log.h"
#include "server/web/api/api.h"
#include "server/web/api/json_text.h"
#include "server/web/problem.h"
#include "server/web/rate_limit.h"
#include "server/web/visitor.h"

namespace zeroline {
namespace {

// Those of POST /api/v1/tickets: whoever may send a text may ask with it.
constexpr std::size_t kMaxSubjectBytes = 1000;
constexpr std::size_t kMaxBodyBytes = 100'000;
constexpr std::size_t kMaxNameBytes = 100;
constexpr std::size_t kMaxIdBytes = 1000;
constexpr std::size_t kMaxReasonBytes = 1000;
constexpr std::int64_t kMaxSeconds = 24 * 60 * 60;
constexpr std::array kChannels = {"api", "chat", "mail", "web", "widget"};

Error Refusal(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }

// What every request of this file says of its sender.
struct Sender {
  std::string intent;
  std::string visitor;
  std::string language;
  std::string channel = "api";
};

Result<Sender> ReadSender(const Json& json, const WebRequest& request, const Services& services) {
  Sender sender;
  Result<std::string> intent = TextOf(json, "intent", kMaxNameBytes);
  if (!intent) return tl::unexpected(intent.error());
  if (!intent->empty() && !IsToken(*intent)) {
    return tl::unexpected(Refusal("'intent' is 32 hexadecimal digits in small letters."));
  }
  Result<std::string> channel = TextOf(json, "channel", kMaxNameBytes);
  if (!channel) return tl::unexpected(channel.error());
  if (!channel->empty()) {
    if (std::find(kChannels.begin(), kChannels.end(), *channel) == kChannels.end()) {
      return tl::unexpected(Refusal("'channel' is one of: api, chat, mail, web, widget."));
    }
    sender.channel = *std::move(channel);
  }
  Result<std::string> language = LanguageOf(json, request, services);
  if (!language) return tl::unexpected(language.error());
  sender.intent = *std::move(intent);
  sender.language = *std::move(language);
  sender.visitor = VisitorOf(request);
  Result<std::string> visitor = TextOf(json, "visitor", kMaxNameBytes);
  if (!visitor) return tl::unexpected(visitor.error());
  if (sender.visitor.empty() && IsToken(*visitor)) sender.visitor = *std::move(visitor);
  return sender;
}

// The problem to answer with, if the request is not to be looked at.
std::optional<WebResponse> Refuse(const WebRequest& request, const Services& services) {
  if (!IsJson(request)) return Problem(415, "The body must be application/json.");
  if (services.deflection == nullptr) return Problem(503, "Suggestions are switched off.");
  if (services.deflect_limit == nullptr) return std::nullopt;
  const auto wait = services.deflect_limit->Take(NetworkOf(request.remote_address));
  return wait ? std::optional(TooManyRequests(*wait)) : std::nullopt;
}

const char* NameOf(Help::Decision decision) {
  switch (decision) {
    case Help::Decision::kNone:
      break;
    case Help::Decision::kSuggest:
      return "suggest";
    case Help::Decision::kIncident:
      return "incident";
  }
  return "none";
}

Json JsonOf(const Help& help, const std::string& language) {
  Json results = Json::array();
  for (const SearchHit& hit : help.articles) results.push_back(ResultOf(hit));
  Json incidents = Json::array();
  for (const Incident& incident : help.incidents) {
    incidents.push_back({{"text", IncidentText(incident, language)}});
  }
  return {{"decision", NameOf(help.decision)},
          {"confidence", help.confidence},
          {"lang", language},
          {"results", std::move(results)},
          {"incidents", std::move(incidents)}};
}

Result<HelpRequest> ReadHelpRequest(const WebRequest& request, const Services& services) {
  const Result<Json> json = ObjectOf(request);
  if (!json) return tl::unexpected(json.error());
  Result<std::string> subject = TextOf(*json, "subject", kMaxSubjectBytes);
  if (!subject) return tl::unexpected(subject.error());
  Result<std::string> body = TextOf(*json, "body", kMaxBodyBytes);
  if (!body) return tl::unexpected(body.error());
  Result<Sender> sender = ReadSender(*json, request, services);
  if (!sender) return tl::unexpected(sender.error());
  HelpRequest help;
  help.subject = *std::move(subject);
  help.body = *std::move(body);
  help.language = std::move(sender->language);
  help.audiences = AudiencesOf(request);
  help.intent = std::move(sender->intent);
  help.visitor = std::move(sender->visitor);
  help.channel = std::move(sender->channel);
  return help;
}

WebResponse AnswerDeflect(const WebRequest& request, const Services& services) {
  if (auto refusal = Refuse(request, services)) return *std::move(refusal);
  const Result<HelpRequest> help = ReadHelpRequest(request, services);
  if (!help) return ProblemFrom(help.error());
  const auto snapshot = services.index->snapshot();
  const Result<Help> answer = services.deflection->Answer(*snapshot, *help);
  if (answer) return WebResponse::Json(ToText(JsonOf(*answer, help->language)));
  LogError(answer.error().message);
  return Problem(503,
                 "Nothing can be suggested at the moment. A request can be sent all the same.");
}

// What a page may say, and what the ledger makes of it.
struct EventKind {
  std::string_view name;
  IntentEvent::Kind kind;
  TrailStep::Kind step;
  enum class Article { kNone, kOptional, kNeeded } article;
};

constexpr std::array<EventKind, 5> kEventKinds = {{
    {"form_opened", IntentEvent::Kind::kFormOpened, {}, EventKind::Article::kNone},
    {"opened", IntentEvent::Kind::kStep, TrailStep::Kind::kOpened, EventKind::Article::kNeeded},
    {"rejected", IntentEvent::Kind::kStep, TrailStep::Kind::kRejected, EventKind::Article::kNeeded},
    {"solved", IntentEvent::Kind::kSolved, {}, EventKind::Article::kOptional},
    {"left", IntentEvent::Kind::kLeft, {}, EventKind::Article::kNone},
}};

Result<EventKind> KindOf(const Json& json) {
  const Result<std::string> name = TextOf(json, "kind", kMaxNameBytes);
  if (!name) return tl::unexpected(name.error());
  for (const EventKind& kind : kEventKinds) {
    if (kind.name == *name) return kind;
  }
  return tl::unexpected(Refusal("'kind' is one of: form_opened, opened, rejected, solved, left."));
}

Result<std::int64_t> SecondsOf(const Json& json) {
  const auto member = json.find("seconds");
  if (member == json.end() || member->is_null()) return std::int64_t{0};
  if (!member->is_number_integer() || *member < 0 || *member > kMaxSeconds) {
    return tl::unexpected(
        Refusal("'seconds' is a whole number from 0 to " + std::to_string(kMaxSeconds) + "."));
  }
  return member->get<std::int64_t>();
}

// Which article it was is taken from the build, so that a trail never says what nobody published.
// One that this reader may not see is as unknown as one that does not exist.
Status ReadArticle(const Json& json, const WebRequest& request, const Services& services,
                   IntentEvent* event) {
  const Result<std::string> id = TextOf(json, "article", kMaxIdBytes);
  if (!id) return tl::unexpected(id.error());
  if (id->empty()) return {};
  const Result<std::string> anchor = TextOf(json, "anchor", kMaxIdBytes);
  if (!anchor) return tl::unexpected(anchor.error());
  const auto snapshot = services.index->snapshot();
  const Result<FoundArticle> found = snapshot->FindId(event->language, *id, AudiencesOf(request));
  if (!found) return tl::unexpected(Refusal("'article' is no id of an article in this language."));
  TrailStep& step = event->step;
  step.article = found->article.id();
  step.language = found->article.language();
  step.title = found->article.title();
  step.build = static_cast<std::int64_t>(snapshot->build_number());
  for (std::size_t i = 0; i < found->article.section_count(); ++i) {
    if (found->article.section_at(i).anchor == *anchor) step.anchor = *anchor;
  }
  return {};
}

Result<IntentEvent> ReadEvent(const WebRequest& request, const Services& services) {
  const Result<Json> json = ObjectOf(request);
  if (!json) return tl::unexpected(json.error());
  const Result<EventKind> kind = KindOf(*json);
  if (!kind) return tl::unexpected(kind.error());
  const Result<Sender> sender = ReadSender(*json, request, services);
  if (!sender) return tl::unexpected(sender.error());
  if (sender->intent.empty()) return tl::unexpected(Refusal("'intent' is missing."));
  IntentEvent event;
  event.kind = kind->kind;
  event.intent = sender->intent;
  event.visitor = sender->visitor;
  event.language = sender->language;
  event.channel = sender->channel;
  event.step.kind = kind->step;
  const Result<std::int64_t> seconds = SecondsOf(*json);
  if (!seconds) return tl::unexpected(seconds.error());
  event.seconds = *seconds;
  if (kind->article == EventKind::Article::kNone) return event;
  if (Status read = ReadArticle(*json, request, services, &event); !read) {
    return tl::unexpected(read.error());
  }
  if (kind->article == EventKind::Article::kNeeded && event.step.article.empty()) {
    return tl::unexpected(Refusal("'article' is missing: the id of the article."));
  }
  const Result<std::string> reason = TextOf(*json, "reason", kMaxReasonBytes);
  if (!reason) return tl::unexpected(reason.error());
  if (event.step.kind == TrailStep::Kind::kRejected) event.step.text = CollapseWhiteSpace(*reason);
  return event;
}

WebResponse TakeEvent(const WebRequest& request, const Services& services) {
  if (auto refusal = Refuse(request, services)) return *std::move(refusal);
  Result<IntentEvent> event = ReadEvent(request, services);
  if (!event) return ProblemFrom(event.error());
  services.deflection->Record(*std::move(event));
  WebResponse nothing;
  nothing.status = 204;
  return nothing;
}

}  // namespace

Door ApiDeflectDoor(const Services& services) {
  return [services](const WebRequest& request) { return AnswerDeflect(request, services); };
}

Door ApiDeflectEventsDoor(const Services& services) {
  return [services](const WebRequest& request) { return TakeEvent(request, services); };
}

}  // namespace zeroline

// POST /api/v1/articles/{id...}/feedback
#include <memory>
#include <optional>
#include <utility>

#include "server/store/token.h"
#include "server/telemetry/log.h"
#include "server/web/api/api.h"
#include "server/web/api/json_text.h"
#include "server/web/feedback.h"
#include "server/web/problem.h"
#include "server/web/visitor.h"

namespace zeroline {
namespace {

constexpr std::string_view kEnding = "/feedback";
constexpr std::size_t kMaxNameBytes = 100;

Error Refusal(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }

// The cookie of our own pages, else what a page without cookies, or another program, calls its
// reader.
Result<std::string> ReadVisitor(const Json& json, const WebRequest& request) {
  const Result<std::string> said = TextOf(json, "visitor", kMaxNameBytes);
  if (!said) return said;
  if (!said->empty() && !IsToken(*said)) {
    return tl::unexpected(Refusal("'visitor' is 32 hexadecimal digits in small letters."));
  }
  const std::string known = VisitorOf(request);
  if (!known.empty()) return known;
  if (!said->empty()) return said;
  return tl::unexpected(Refusal("'visitor' is missing: 32 hexadecimal digits for your reader."));
}

Result<Opinion> ReadOpinion(const Json& json, const WebRequest& request) {
  const auto helped = json.find("helped");
  if (helped == json.end() || !helped->is_boolean()) {
    return tl::unexpected(Refusal("'helped' is true or false."));
  }
  Opinion opinion;
  opinion.helped = helped->get<bool>();
  Result<std::string> reason = TextOf(json, "reason", kMaxNameBytes);
  if (!reason) return tl::unexpected(reason.error());
  Result<std::string> text = TextOf(json, "text", kMaxFeedbackTextBytes);
  if (!text) return tl::unexpected(text.error());
  Result<std::string> version = TextOf(json, "version", kMaxNameBytes);
  if (!version) return tl::unexpected(version.error());
  Result<std::string> visitor = ReadVisitor(json, request);
  if (!visitor) return tl::unexpected(visitor.error());
  opinion.reason = *std::move(reason);
  opinion.text = *std::move(text);
  opinion.version = *std::move(version);
  opinion.visitor = *std::move(visitor);
  return opinion;
}

// The article's id; nothing if the path is not that of a feedback.
std::optional<std::string> IdOf(const WebRequest& request) {
  const auto variable = request.variables.find("id");
  if (variable == request.variables.end()) return std::nullopt;
  const std::string& rest = variable->second;
  if (!rest.ends_with(kEnding) || rest.size() == kEnding.size()) return std::nullopt;
  return rest.substr(0, rest.size() - kEnding.size());
}

WebResponse AnswerProblem(const Error& error) {
  if (error.code != ErrorCode::kInvalidArgument) LogError(error.message);
  return ProblemFrom(error);
}

WebResponse TakeOpinion(const WebRequest& request, const Services& services, const std::string& id,
                        const FeedbackLimit& limit) {
  if (!IsJson(request)) return Problem(415, "The body must be application/json.");
  if (const auto wait = limit.Take(request)) return TooManyRequests(*wait);
  const Result<Json> json = ObjectOf(request);
  if (!json) return ProblemFrom(json.error());
  const Result<std::string> language = LanguageOf(*json, request, services);
  if (!language) return ProblemFrom(language.error());
  Result<Opinion> opinion = ReadOpinion(*json, request);
  if (!opinion) return ProblemFrom(opinion.error());
  const auto snapshot = services.index->snapshot();
  const Result<FoundArticle> found = snapshot->FindId(*language, id, AudiencesOf(request));
  if (!found) return ProblemFrom(found.error());
  if (Status kept = KeepOpinion(services, request, found->article, *std::move(opinion)); !kept) {
    return AnswerProblem(kept.error());
  }
  WebResponse nothing;
  nothing.status = 204;
  return nothing;
}

}  // namespace

Door ApiFeedbackDoor(const Services& services) {
  const FeedbackLimit limit;
  const Door unknown = ApiUnknownDoor();
  return [services, limit, unknown](const WebRequest& request) {
    const std::optional<std::string> id = IdOf(request);
    return id ? TakeOpinion(request, services, *id, limit) : unknown(request);
  };
}

}  // namespace zeroline

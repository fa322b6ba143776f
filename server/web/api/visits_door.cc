// POST /api/v1/visits: searches that count, from pages of ours that search while somebody types. A
// text that was submitted or whose result was opened is one; what was typed on the way is not.
#include <memory>
#include <optional>
#include <utility>

#include "indexer/language/text.h"
#include "server/auth/attempt_limit.h"
#include "server/store/token.h"
#include "server/web/api/api.h"
#include "server/web/api/json_text.h"
#include "server/web/problem.h"
#include "server/web/rate_limit.h"
#include "server/web/visit_record.h"
#include "server/web/visitor.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxQueryBytes = 1000;
constexpr std::size_t kMaxIdBytes = 1000;
constexpr std::size_t kMaxNameBytes = 100;

Error Refusal(std::string message) { return {ErrorCode::kInvalidArgument, std::move(message)}; }

struct Seen {
  std::string query;    // "": only opened
  std::string article;  // "": only searched
  std::string article_language;
  Visitor visitor;
};

Result<Visitor> ReadVisitor(const Json& json, const WebRequest& request, const Services& services) {
  Visitor visitor;
  Result<std::string> language = LanguageOf(json, request, services);
  if (!language) return tl::unexpected(language.error());
  visitor.language = *std::move(language);
  const Result<std::string> channel = TextOf(json, "channel", kMaxNameBytes);
  if (!channel) return tl::unexpected(channel.error());
  if (!channel->empty() && *channel != "web" && *channel != "widget" && *channel != "api") {
    return tl::unexpected(Refusal("'channel' is one of: api, web, widget."));
  }
  visitor.channel = channel->empty() ? "api" : *channel;
  const Result<std::string> said = TextOf(json, "visitor", kMaxNameBytes);
  if (!said) return tl::unexpected(said.error());
  if (!said->empty() && !IsToken(*said)) {
    return tl::unexpected(Refusal("'visitor' is 32 hexadecimal digits in small letters."));
  }
  visitor.id = VisitorOf(request);
  if (visitor.id.empty()) visitor.id = *said;
  if (request.identity) visitor.id.clear();
  return visitor;
}

Result<Seen> ReadSeen(const WebRequest& request, const Services& services) {
  const Result<Json> json = ObjectOf(request);
  if (!json) return tl::unexpected(json.error());
  Result<std::string> query = TextOf(*json, "q", kMaxQueryBytes);
  if (!query) return tl::unexpected(query.error());
  Result<std::string> article = TextOf(*json, "article", kMaxIdBytes);
  if (!article) return tl::unexpected(article.error());
  const Result<std::string> language = TextOf(*json, "article_lang", kMaxNameBytes);
  if (!language) return tl::unexpected(language.error());
  Result<Visitor> visitor = ReadVisitor(*json, request, services);
  if (!visitor) return tl::unexpected(visitor.error());
  Seen seen;
  seen.query = CollapseWhiteSpace(*query);
  seen.article = *std::move(article);
  seen.article_language =
      language->empty() ? visitor->language : CanonicalLanguageTag(*language).value_or("");
  seen.visitor = *std::move(visitor);
  if (seen.query.empty() && seen.article.empty()) {
    return tl::unexpected(Refusal("'q' or 'article' is missing: what was searched or opened."));
  }
  return seen;
}

// Asked again, with the answer's beginning alone: what a page says it found is not believed.
SearchOutcome Search(const Seen& seen, const Snapshot& snapshot, const WebRequest& request,
                     const Services& services) {
  SearchRequest search;
  search.query = Understand(seen.query);
  search.language = seen.visitor.language;
  search.audiences = AudiencesOf(request);
  search.limit = 1;
  const auto answer = services.searcher->Search(snapshot, search);
  return OutcomeOf(answer ? &*answer : nullptr);
}

WebResponse TakeVisit(const WebRequest& request, const Services& services) {
  if (!IsJson(request)) return Problem(415, "The body must be application/json.");
  if (services.deflect_limit != nullptr) {
    const auto wait = services.deflect_limit->Take(NetworkOf(request.remote_address));
    if (wait) return TooManyRequests(*wait);
  }
  const Result<Seen> seen = ReadSeen(request, services);
  if (!seen) return ProblemFrom(seen.error());
  const auto snapshot = services.index->snapshot();
  std::optional<FoundArticle> opened;
  if (!seen->article.empty()) {
    auto found = snapshot->FindId(seen->article_language, seen->article, AudiencesOf(request));
    if (!found) return ProblemFrom(Refusal("'article' is no id of an article in this language."));
    opened = *std::move(found);
  }
  if (!seen->query.empty() && !seen->visitor.id.empty()) {
    RecordSearch(services, *snapshot, seen->visitor, seen->query,
                 Search(*seen, *snapshot, request, services));
  }
  if (opened) RecordOpening(services, *snapshot, seen->visitor, opened->article);
  WebResponse nothing;
  nothing.status = 204;
  return nothing;
}

}  // namespace

Door ApiVisitsDoor(const Services& services) {
  return [services](const WebRequest& request) { return TakeVisit(request, services); };
}

}  // namespace zeroline

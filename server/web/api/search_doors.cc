// GET /api/v1/search and /api/v1/suggest.
#include <memory>
#include <utility>

#include "server/query/query.h"
#include "server/store/token.h"
#include "server/web/api/api.h"
#include "server/web/api/json_text.h"
#include "server/web/api/parameters.h"
#include "server/web/escape.h"
#include "server/web/problem.h"
#include "server/web/visit_record.h"

namespace zeroline {
namespace {

constexpr NumberRule kSearchLimit = {"limit", 1, kMaxSearchLimit, 10};
constexpr NumberRule kSearchOffset = {"offset", 0, kMaxSearchOffset, 0};
constexpr NumberRule kSuggestLimit = {"limit", 1, 20, 8};
// Longer than any folder name; a filter that long matches nothing.
constexpr std::size_t kMaxSectionBytes = 200;

Json RewritesOf(const Query& query) {
  Json rewrites = Json::array();
  for (const Rewrite& rewrite : query.rewrites) {
    rewrites.push_back({{"kind", rewrite.kind}, {"from", rewrite.from}, {"to", rewrite.to}});
  }
  return rewrites;
}

// What search and suggest have in common: the query, the language, who asks.
Result<SearchRequest> ReadRequest(const WebRequest& request, const Services& services,
                                  const Snapshot& snapshot, const NumberRule& limit_rule) {
  const std::optional<std::string> typed = request.Query("q");
  if (!typed) {
    return Fail(ErrorCode::kInvalidArgument, "'q' is missing: the words to look for.");
  }
  const Result<std::string> language = LanguageParameter(request, services, snapshot);
  if (!language) return tl::unexpected(language.error());
  const Result<std::size_t> limit = NumberParameter(request, limit_rule);
  if (!limit) return tl::unexpected(limit.error());
  SearchRequest search;
  search.query = Understand(*typed);
  search.language = *language;
  search.audiences = AudiencesOf(request);
  search.limit = *limit;
  return search;
}

// A program says for whom it asks; what it asks for nobody is not counted. Another page is the same
// search.
Result<Visitor> ReadVisitor(const WebRequest& request, const SearchRequest& search) {
  const std::string id = request.QueryOr("visitor", "");
  if (!id.empty() && !IsToken(id)) {
    return Fail(ErrorCode::kInvalidArgument,
                "'visitor' is 32 hexadecimal digits in small letters.");
  }
  const bool counts = !request.identity && search.offset == 0 && search.section.empty();
  return Visitor{counts ? id : "", search.language, "api"};
}

WebResponse AnswerSearch(const WebRequest& request, const Services& services) {
  const std::shared_ptr<const Snapshot> snapshot = services.index->snapshot();
  Result<SearchRequest> search = ReadRequest(request, services, *snapshot, kSearchLimit);
  if (!search) return ProblemFrom(search.error());
  const Result<std::size_t> offset = NumberParameter(request, kSearchOffset);
  if (!offset) return ProblemFrom(offset.error());
  search->offset = *offset;
  const Result<bool> exact = FlagParameter(request, "exact");
  if (!exact) return ProblemFrom(exact.error());
  search->exact = *exact;
  search->section = request.QueryOr("section", "");
  if (search->section.size() > kMaxSectionBytes) {
    return Problem(400, "'section' is the name of a section, at most 200 bytes long.");
  }
  const Result<Visitor> visitor = ReadVisitor(request, *search);
  if (!visitor) return ProblemFrom(visitor.error());
  const Result<SearchAnswer> answer = services.searcher->Search(*snapshot, *search);
  if (!answer) return ProblemFrom(answer.error());
  RecordSearch(services, *snapshot, *visitor, search->query.typed, OutcomeOf(&*answer));
  Json results = Json::array();
  for (const SearchHit& hit : answer->hits) {
    results.push_back(ResultOf(hit));
    // Strangers are not told that there are others.
    if (request.identity) results.back()["audience"] = hit.audience;
  }
  return WebResponse::Json(ToText({{"query", answer->query.text},
                                   {"typed", answer->query.typed},
                                   {"lang", search->language},
                                   {"total", answer->total},
                                   {"rewrites", RewritesOf(answer->query)},
                                   {"results", std::move(results)}}));
}

const char* NameOf(Suggestion::Kind kind) {
  switch (kind) {
    case Suggestion::Kind::kArticle:
      return "article";
    case Suggestion::Kind::kQuestion:
      return "question";
    case Suggestion::Kind::kCompletion:
      break;
  }
  return "completion";
}

Json SuggestionOf(const Suggestion& suggestion, const std::string& language) {
  const bool is_article = suggestion.kind != Suggestion::Kind::kCompletion;
  return {
      {"kind", NameOf(suggestion.kind)},
      {"text", suggestion.text},
      {"html", MarkedHtml(suggestion.parts)},
      {"id", suggestion.id},
      {"url", is_article ? ArticleUrl(language, suggestion.path)
                         : "/" + EscapeUrl(language) + "/search?q=" + EscapeUrl(suggestion.text)}};
}

WebResponse AnswerSuggest(const WebRequest& request, const Services& services) {
  const std::shared_ptr<const Snapshot> snapshot = services.index->snapshot();
  const Result<SearchRequest> search = ReadRequest(request, services, *snapshot, kSuggestLimit);
  if (!search) return ProblemFrom(search.error());
  const auto found = services.searcher->Suggest(*snapshot, *search);
  if (!found) return ProblemFrom(found.error());
  Json suggestions = Json::array();
  for (const Suggestion& suggestion : *found) {
    suggestions.push_back(SuggestionOf(suggestion, search->language));
  }
  return WebResponse::Json(ToText({{"query", search->query.text},
                                   {"lang", search->language},
                                   {"suggestions", std::move(suggestions)}}));
}

}  // namespace

Door ApiSearchDoor(const Services& services) {
  return [services](const WebRequest& request) { return AnswerSearch(request, services); };
}

Door ApiSuggestDoor(const Services& services) {
  return [services](const WebRequest& request) { return AnswerSuggest(request, services); };
}

}  // namespace zeroline

#include <utility>

#include "indexer/language/text.h"
#include "server/web/portal/page.h"
#include "server/web/portal/portal.h"
#include "server/web/portal/search_view.h"
#include "server/web/portal/visits.h"

namespace zeroline {
namespace {

// Other languages are tried only when the reader's own has nothing, and only so many of them.
constexpr std::size_t kMaxOtherLanguages = 4;

SearchRequest RequestFor(const Page& page, const SearchResults& results) {
  SearchRequest request;
  request.query = results.asked;
  request.language = page.language;
  request.audiences = page.audiences;
  request.section = results.section;
  request.limit = kResultsPerPage;
  request.offset = results.offset;
  request.exact = results.mending == Mending::kForbidden;
  return request;
}

std::vector<ElsewhereFound> SearchElsewhere(const Page& page, SearchRequest request) {
  std::vector<ElsewhereFound> found;
  request.section.clear();
  request.limit = 1;
  request.offset = 0;
  std::size_t tried = 0;
  for (const std::string& language : page.content_languages) {
    if (language == page.language || ++tried > kMaxOtherLanguages) continue;
    request.language = language;
    const auto answer = page.services.searcher->Search(*page.snapshot, request);
    if (!answer || answer->hits.empty()) continue;
    found.push_back({language, answer->total, answer->total_is_exact});
  }
  return found;
}

// What mending makes of the words; "" if it leaves them alone. A second search, which only a reader
// who has just declined the mended words pays for.
std::string MendedWords(const Page& page, SearchRequest request) {
  request.exact = false;
  request.limit = 1;
  request.offset = 0;
  const auto answer = page.services.searcher->Search(*page.snapshot, request);
  const bool is_mended = answer && !answer->hits.empty() &&
                         answer->query.rewrites.size() > request.query.rewrites.size();
  return is_mended ? answer->query.text : "";
}

WebResponse SearchPage(const Page& page) {
  SearchResults results;
  results.asked = Understand(page.request.QueryOr("q", ""));
  results.section = RepairUtf8(page.request.QueryOr("section", ""));
  results.offset = NumberFromQuery(page.request, "offset", 0, kMaxSearchOffset);
  const std::string exact = page.request.QueryOr("exact", "");
  if (exact == "1" || exact == "true") results.mending = Mending::kForbidden;
  if (results.asked.empty()) return Answer(page, "search", SearchView(page, results));

  const SearchRequest request = RequestFor(page, results);
  auto answer = page.services.searcher->Search(*page.snapshot, request);
  // Another page and a narrower view are the same search.
  if (results.offset == 0 && results.section.empty()) {
    RecordSearched(page, results.asked.typed, answer ? &*answer : nullptr);
  }
  if (!answer) return Answer(page, "search", SearchView(page, results), 503);
  results.answer = *std::move(answer);
  if (request.exact) results.suggestion = MendedWords(page, request);
  if (results.answer->hits.empty()) results.elsewhere = SearchElsewhere(page, request);
  return Answer(page, "search", SearchView(page, results));
}

}  // namespace

Door SearchDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    const auto page = OpenPage(services, templates, request);
    return page ? SearchPage(*page) : NoSuchLanguage(services, templates, request);
  };
}

}  // namespace zeroline

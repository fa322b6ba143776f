// How the results page shows one search: what was searched, what was changed about the words and
// the way back, the hits, where else to look. Asks the catalogs of the snapshot and nothing else.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_SEARCH_VIEW_H_
#define ZEROLINE_SERVER_WEB_PORTAL_SEARCH_VIEW_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "server/search/searcher.h"
#include "server/web/portal/page.h"
#include "server/web/portal/templates.h"

namespace zeroline {

inline constexpr std::size_t kResultsPerPage = 10;

enum class Mending { kAllowed, kForbidden };  // of misspelt, mistyped, transliterated words

// The same words tried in a language other than the reader's.
struct ElsewhereFound {
  std::string language;
  std::size_t total = 0;
  bool total_is_exact = true;
};

struct SearchResults {
  Query asked;  // as Understand() gives it
  Mending mending = Mending::kAllowed;
  std::string section;
  std::size_t offset = 0;
  std::optional<SearchAnswer> answer;  // nothing if nothing was asked, or the search failed
  std::string suggestion;              // what mending would have made of the words; "" for the same
  std::vector<ElsewhereFound> elsewhere;
};

// The view of templates/pages/search.html. Links keep the words as they were typed, and whether
// they may be mended.
View SearchView(const Page& page, const SearchResults& results);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_SEARCH_VIEW_H_

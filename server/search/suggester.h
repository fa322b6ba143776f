// Search as you type, over titles and questions only: the last word is a prefix, and when nothing
// begins like what was typed, titles that share most of its character runs are offered, so that a
// typo still finds.
#ifndef ZEROLINE_SERVER_SEARCH_SUGGESTER_H_
#define ZEROLINE_SERVER_SEARCH_SUGGESTER_H_

#include <vector>

#include "indexer/language/analyzer.h"
#include "server/search/searcher.h"

namespace zeroline {

// `readers` is not empty; `request.limit` is the number of suggestions wanted.
Result<std::vector<Suggestion>> SuggestTitles(const Snapshot& snapshot,
                                              const std::vector<const LanguageReader*>& readers,
                                              const SearchRequest& request, Analyzer* analyzer);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_SUGGESTER_H_

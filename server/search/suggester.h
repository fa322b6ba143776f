// Search as you type: completions of the last word, titles, and questions that people asked. The
// last word is a prefix in every language, and never stemmed; in Chinese from the first character,
// anywhere in a run.
//
// When nothing begins like what was typed, it is mended (typed_mending.h). When no title has all
// words, articles that have them are offered, then titles with most of them; nonsense gives
// nothing.
#ifndef ZEROLINE_SERVER_SEARCH_SUGGESTER_H_
#define ZEROLINE_SERVER_SEARCH_SUGGESTER_H_

#include <vector>

#include "indexer/language/analyzer.h"
#include "server/search/searcher.h"

namespace zeroline {

// `readers` is not empty; `request.limit` is the number of suggestions wanted. An article comes
// once, by its title or by a question.
Result<std::vector<Suggestion>> SuggestTitles(const Snapshot& snapshot,
                                              const std::vector<const LanguageReader*>& readers,
                                              const SearchRequest& request, Analyzer* analyzer);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_SUGGESTER_H_

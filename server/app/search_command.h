// `zeroline-server search`: one query on the command line, answered as the portal would.
#ifndef ZEROLINE_SERVER_APP_SEARCH_COMMAND_H_
#define ZEROLINE_SERVER_APP_SEARCH_COMMAND_H_

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <string>

#include "indexer/error/result.h"
#include "server/search/searcher.h"

namespace zeroline {

enum class SearchOutput {
  kText,     // a title, an address and a snippet per result
  kExplain,  // the same with what was made of the words, what each part of the ranking gave, time
  kJson,     // what GET /api/v1/search answers
};

struct SearchCommand {
  std::filesystem::path index;
  std::string language;
  std::string words;
  std::size_t limit = 10;
  bool exact = false;  // the words as they were typed, nothing mended
  SearchOutput output = SearchOutput::kText;
};

// Searches as an anonymous reader. kNotFound lists the languages there are if the index lacks this
// one.
Status RunSearch(const SearchCommand& command, std::ostream& out);

// The answer as a terminal shows it; `output` is kText or kExplain. What a reader would be told
// about mended words is told in both.
void PrintAnswer(const SearchAnswer& answer, SearchOutput output, std::ostream& out);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_SEARCH_COMMAND_H_

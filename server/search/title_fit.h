// How well does a title, or a question, go with what was typed so far?
#ifndef ZEROLINE_SERVER_SEARCH_TITLE_FIT_H_
#define ZEROLINE_SERVER_SEARCH_TITLE_FIT_H_

#include <cstdint>
#include <string_view>

#include "server/search/typed_text.h"

namespace zeroline {

struct TitleFit {
  bool has_all = false;  // a word of the title begins like every typed one
  double score = 0;
};

// The order of suggestions: titles that begin with the very words that were typed, then those that
// have them one after the other, words that are whole before words that only begin so, short titles
// before long ones. `asked` is how often somebody confirmed a question, 0 for a title.
TitleFit FitTitle(std::string_view title, const TypedText& typed, std::uint32_t asked);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_TITLE_FIT_H_

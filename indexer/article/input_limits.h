// A look at Markdown before it is parsed: what would make the parser slow or greedy is refused
// here.
//
// cmark-gfm is linear on what people write, but has cases where time or memory grow with the square
// of the input (table delimiters in one long paragraph, unclosed "<?", short rows under a wide
// header, a long reference used often). They cannot be interrupted once parsing runs, so they are
// counted first.
#ifndef ZEROLINE_INDEXER_ARTICLE_INPUT_LIMITS_H_
#define ZEROLINE_INDEXER_ARTICLE_INPUT_LIMITS_H_

#include <optional>
#include <string>
#include <string_view>

namespace zeroline {

struct InputProblem {
  int line = 0;  // 1-based
  std::string rule;
  std::string message;
};

// The first limit of limits.h that `markdown` breaks, or nothing. One pass.
std::optional<InputProblem> FindInputProblem(std::string_view markdown);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_INPUT_LIMITS_H_

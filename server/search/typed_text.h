// What somebody has typed so far, as words: all are whole but the last, which may go on.
#ifndef ZEROLINE_SERVER_SEARCH_TYPED_TEXT_H_
#define ZEROLINE_SERVER_SEARCH_TYPED_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/language/analyzer.h"
#include "server/search/query_terms.h"

namespace zeroline {

// What is typed behind these many tokens is not looked at: no suggestion would fit it.
inline constexpr std::size_t kMaxTypedTokens = 12;

// A word, or a run of characters of an unspaced script.
struct TypedWord {
  std::string folded;     // FoldWord()
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
  bool is_unspaced = false;
  bool is_fixed = false;  // has a digit: what it is, however it is spelled
  // What words of titles begin with if they are meant, folded: the word itself unless it was
  // mended.
  std::vector<std::string> beginnings;
};

struct TypedToken {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string term;  // of the word channel
};

struct TypedText {
  std::string text;
  bool is_mended = false;  // text is not what was typed, but what was meant
  std::vector<TypedWord> words;
  std::vector<TypedToken> tokens;  // the analyzer's, in order, without identifiers and compounds
  // Of the whole words, and of the last one as if it were whole. Of an unspaced run everything is
  // whole.
  QueryTerms whole;
  QueryTerms last;

  // What completions go on with: words that begin like this, in place of text from tail_begin on.
  std::size_t tail_begin = 0;
  std::vector<std::string> tail;  // folded
};

// Analyses `text` once.
TypedText ReadTyped(std::string_view text, Analyzer* analyzer);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_TYPED_TEXT_H_

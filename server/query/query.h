// What did the reader mean? Turns what somebody typed into a bounded, valid query, mends it where
// the vocabulary of the knowledge base says that it is mistyped, and records every change with a
// way back. Pure: no index, no HTTP; what words exist is asked of a Vocabulary (vocabulary.h).
#ifndef ZEROLINE_SERVER_QUERY_QUERY_H_
#define ZEROLINE_SERVER_QUERY_QUERY_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

// A query is cut after this many bytes (on a code point) and this many tokens; a person's question
// is far below both, and the cost of a search grows with the number of terms.
inline constexpr std::size_t kMaxQueryBytes = 1000;
inline constexpr std::size_t kMaxQueryTokens = 64;

// A change made to the query, told to the reader with a way back.
struct Rewrite {
  std::string kind;  // "truncated", "layout", "diacritics", "transliteration", "spelling",
                     // "phrase": it stands nowhere, its words do
  std::string from;  // the words it changed, before
  std::string to;    // and after
};

// Another way to say a stretch of the query, searched beside it.
struct Alternative {
  std::string text;   // one or more words
  double weight = 0;  // of all its words together; a word as typed has 1
};

// What is searched beside or instead of text[begin, end): other readings of a misspelt word, the
// spellings of a word without its diacritics, synonyms.
struct Expansion {
  std::size_t begin = 0;
  std::size_t end = 0;
  double own_weight = 1;  // of the words of text[begin, end) themselves
  std::vector<Alternative> alternatives;
};

struct Query {
  std::string typed;  // valid UTF-8, white space collapsed, at most kMaxQueryBytes
  std::string text;   // what is searched: `typed` with all rewrites made, quotation marks removed
  std::vector<Rewrite> rewrites;
  std::vector<Expansion> expansions;  // by begin; they do not overlap
  std::vector<std::string> phrases;   // what stood between quotation marks: must occur as it is

  bool empty() const { return text.empty(); }
};

// Cleans what was typed: invalid UTF-8 is repaired, control characters become spaces, quoted
// phrases are recognised. Never fails.
Query Understand(std::string_view typed);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_QUERY_H_

// What did the reader mean? Turns what somebody typed into a bounded, valid query and records every
// change made on the way. Pure: no index, no HTTP.
#ifndef ZEROLINE_SERVER_QUERY_QUERY_H_
#define ZEROLINE_SERVER_QUERY_QUERY_H_

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
  std::string kind;  // "truncated", later "layout", "spelling", "diacritics", ...
  std::string from;
  std::string to;
};

struct Query {
  std::string text;  // valid UTF-8, white space collapsed, at most kMaxQueryBytes
  std::vector<Rewrite> rewrites;

  bool empty() const { return text.empty(); }
};

// Never fails: invalid UTF-8 is repaired, control characters become spaces.
Query Understand(std::string_view typed);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_QUERY_H_

// Addresses that stand bare in a text: "see https://example.com/a, or write to help@example.com".
//
// Why not cmark-gfm's own extension: its inline extensions share a table between all parsers of the
// process (so articles parsed on several cores lose links at random), and it needs seconds for some
// inputs.
#ifndef ZEROLINE_INDEXER_ARTICLE_TEXT_LINKS_H_
#define ZEROLINE_INDEXER_ARTICLE_TEXT_LINKS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

struct TextLink {
  std::size_t begin = 0;  // byte range in the text
  std::size_t end = 0;
  std::string url;
};

// In order, not overlapping. Punctuation that ends a sentence, and characters of scripts written
// without spaces, do not belong to an address. Linear in the length of `text`.
std::vector<TextLink> FindTextLinks(std::string_view text);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_TEXT_LINKS_H_

// Which part of an article answers the query, and how to show it in two lines.
//
// The best passage is the stretch of about a snippet's length whose distinct query terms weigh
// most; it decides the section that the result leads to. The snippet starts at a sentence where it
// can and never inside a character.
#ifndef ZEROLINE_SERVER_SEARCH_SNIPPET_H_
#define ZEROLINE_SERVER_SEARCH_SNIPPET_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index_format/stored_article.h"
#include "server/search/match_finder.h"
#include "server/search/searcher.h"

namespace zeroline {

struct Passage {
  std::uint32_t begin = 0;  // byte range of the matches in it
  std::uint32_t end = 0;
  double weight = 0;  // of its distinct terms
};

// The best stretch of at most `max_bytes`; the first of equals. Nothing if there are no matches.
std::optional<Passage> BestPassage(const std::vector<Match>& matches, std::size_t max_bytes);

// Whether the passage matches a query term that is not among `others`.
bool AddsTerms(const Passage& passage, const std::vector<Match>& matches,
               const std::vector<Match>& others);

// Index of the section that holds byte `at` of the text.
std::size_t SectionAt(const ArticleView& article, std::uint32_t at);

// How many bytes of `text` make a snippet: about 190 characters of a spaced script, 80 of an
// unspaced one.
std::size_t SnippetBytes(std::string_view text);

// Cuts the snippet around `passage` inside [floor, ceiling) of `text` and marks the matches.
std::vector<SnippetPart> CutSnippet(std::string_view text, const Passage& passage,
                                    std::uint32_t floor, std::uint32_t ceiling,
                                    const std::vector<Match>& matches);

// `text` from `begin` to `end` with the matches marked; line breaks become spaces or dots.
std::vector<SnippetPart> MarkMatches(std::string_view text, std::size_t begin, std::size_t end,
                                     const std::vector<Match>& matches);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_SNIPPET_H_

// Markdown body -> page. The border of cmark-gfm is markdown*.cc, inline_marks.cc and notes.cc.
#ifndef ZEROLINE_INDEXER_ARTICLE_MARKDOWN_H_
#define ZEROLINE_INDEXER_ARTICLE_MARKDOWN_H_

#include <optional>
#include <string_view>

#include "indexer/article/input_limits.h"
#include "indexer/article/page_builder.h"

struct cmark_node;
struct cmark_parser;

namespace zeroline {

// A parser with the extensions that articles are written in, from ParseMemory(). The caller frees
// it.
cmark_parser* NewMarkdownParser();

// Writes `markdown` (valid UTF-8 without NUL) to `page`; `first_line` is its line in the file.
// Returns the limit that it breaks, with the line in the file; then the page is not to be used.
std::optional<InputProblem> WriteMarkdown(std::string_view markdown, int first_line,
                                          PageBuilder* page);

// The two ways from a normalised tree (markdown_tree.h) to the page. The first needs every inline
// HTML node to be one allowed tag that pairs up; the second takes HTML as cmark renders it,
// `first_line` counted in.
void WriteTree(cmark_node* root, int first_line, PageBuilder* page);
void WriteHtml(std::string_view html, int first_line, PageBuilder* page);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_MARKDOWN_H_

// Brings a parsed Markdown tree into the shape that the page is written from: raw HTML normalised,
// notes and explicit anchors recognised, bare addresses and ~~strikes~~ marked.
#ifndef ZEROLINE_INDEXER_ARTICLE_MARKDOWN_TREE_H_
#define ZEROLINE_INDEXER_ARTICLE_MARKDOWN_TREE_H_

#include <optional>

#include "indexer/article/input_limits.h"

struct cmark_node;

namespace zeroline {

struct TreeFacts {
  // Raw HTML is left that only an HTML parser can put in order: blocks, tags that do not pair up,
  // tags with attributes. Otherwise every inline HTML node is one allowed tag, and tags pair up
  // among siblings.
  bool needs_html_parser = false;
  int dropped_line = 0;      // where a script, an iframe or the like was left out first; 0: nowhere
  int broken_link_line = 0;  // where a link could not be understood first; 0: nowhere
};

// A limit that the tree breaks, or nothing. Lines count from the start of the Markdown.
std::optional<InputProblem> FindTreeProblem(cmark_node* root);

// Also a problem if the raw HTML breaks a limit.
std::optional<InputProblem> NormaliseTree(cmark_node* root, TreeFacts* facts);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_MARKDOWN_TREE_H_

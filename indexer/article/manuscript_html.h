// The raw HTML of a manuscript: its images, links, headings, anchors and comments.
//
// Private to manuscript_reader.cc.
#ifndef ZEROLINE_INDEXER_ARTICLE_MANUSCRIPT_HTML_H_
#define ZEROLINE_INDEXER_ARTICLE_MANUSCRIPT_HTML_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/article/manuscript.h"

namespace zeroline {

// Bytes of Manuscript::source.
struct SourceRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct HtmlContent {
  std::size_t end = 0;   // of Manuscript::source: how far it was read
  std::string label;     // what its images say to those who do not see them
  bool is_seen = false;  // readers see something of it
};

// Adds to *manuscript what `html` holds, an HTML block or inline tag that lies within `range`. Its
// lines lack what lists and quotes put in front of them, so each tag is looked for there.
HtmlContent ReadHtml(const SourceFile& file, std::string_view html, SourceRange range,
                     Manuscript* manuscript);

// The path of the article or file of the tree that an address names, "" if it names none.
std::string ResolvedPath(const SourceFile& file, std::string_view address);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_MANUSCRIPT_HTML_H_

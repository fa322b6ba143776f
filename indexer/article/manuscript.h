// An article as its writer sees it: what stands where in the file. Made for checks, which point at
// lines and columns; what readers get is article.h.
#ifndef ZEROLINE_INDEXER_ARTICLE_MANUSCRIPT_H_
#define ZEROLINE_INDEXER_ARTICLE_MANUSCRIPT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/front_matter.h"
#include "indexer/source/source_tree.h"

namespace zeroline {

// 1-based; the column counts code points. 0 if unknown.
struct SourcePlace {
  int line = 0;
  int column = 0;
};

struct ManuscriptHeading {
  int level = 1;
  std::string text;  // plain, without {#anchor}
  SourcePlace place;
  bool is_raw = false;         // of raw HTML: its text is not known
  std::size_t text_index = 0;  // the first of Manuscript::texts behind it
  bool has_content = false;    // anything that readers see stands before the next heading
};

struct ManuscriptLink {
  std::string text;  // plain; of an image inside, its alternative text
  std::string target;
  std::string resolved;  // of an article or a file of the tree: LinkTarget::path
  SourcePlace place;
  bool is_raw = false;  // of raw HTML: its text is not known
};

// An explicit anchor: <a name="x">, id="x".
struct ManuscriptAnchor {
  std::string name;
  SourcePlace place;
};

struct ManuscriptImage {
  std::string alternative;
  std::string target;
  std::string resolved;  // of a file of the tree: LinkTarget::path
  SourcePlace place;
  bool is_decoration = false;  // raw HTML that says alt=""
};

// An outermost numbered list.
struct ManuscriptList {
  SourcePlace place;
  std::size_t items = 0;
};

// The prose of one block. What is no prose (code, raw HTML, images, addresses) stands as
// kObjectMark, a line end of the source as '\n'.
struct ManuscriptText {
  enum class Kind { kHeading, kParagraph, kCell };
  // Where a stretch of the text begins in the source.
  struct Run {
    std::uint32_t begin = 0;   // byte in `text`
    std::uint32_t source = 0;  // byte in Manuscript::source
  };
  Kind kind = Kind::kParagraph;
  bool is_quoted = false;  // in a block quote
  std::size_t linked = 0;  // bytes of `text` that are links' texts
  std::string text;
  std::vector<Run> runs;
};

inline constexpr std::string_view kObjectMark = "\xef\xbf\xbc";  // U+FFFC

struct ManuscriptComment {
  std::string text;  // between "<!--" and "-->"
  SourcePlace place;
  int last_line = 0;
};

struct Manuscript {
  std::string source;  // with '\n' line ends and without byte-order mark
  std::vector<FrontMatterValue> fields;
  std::string front_matter;  // the YAML between the lines "---", "" without
  int body_line = 1;
  std::vector<std::uint32_t> line_begins;  // byte of each line in `source`
  std::vector<ManuscriptHeading> headings;
  std::vector<ManuscriptText> texts;
  std::vector<ManuscriptLink> links;
  std::vector<ManuscriptAnchor> anchors;
  std::vector<ManuscriptImage> images;
  std::vector<ManuscriptList> lists;
  std::vector<ManuscriptComment> comments;

  // The field of that key, or null.
  const FrontMatterValue* Field(std::string_view key) const;
  // The place of a byte of `source`.
  SourcePlace PlaceOf(std::size_t offset) const;
  // The place of text.text[begin, end), as near as markup and escapes between allow.
  SourcePlace PlaceIn(const ManuscriptText& text, std::size_t begin, std::size_t end) const;
};

// Nothing if ParseArticle() would refuse the file. Thread-safe.
std::optional<Manuscript> ReadManuscript(const SourceFile& file, std::string_view content);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_MANUSCRIPT_H_

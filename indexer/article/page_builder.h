// Writes the main part of an article - HTML, plain text, sections, links - from a stream of
// elements.
//
// Both ways into an article (the Markdown tree, and the HTML tree of articles with raw HTML) end
// here, and all markup of the result is written here, from the element table and escaped
// attributes: whatever the walkers hand over, nothing else can come out.
#ifndef ZEROLINE_INDEXER_ARTICLE_PAGE_BUILDER_H_
#define ZEROLINE_INDEXER_ARTICLE_PAGE_BUILDER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/article/html_elements.h"
#include "indexer/article/link_target.h"
#include "indexer/source/source_tree.h"

namespace zeroline {

struct Page {
  std::string title;  // the given one, else the first heading; "" if there is neither
  std::string html;
  std::string text;
  std::vector<ArticleSection> sections;
  std::vector<ArticleAsset> assets;
  std::vector<ArticleLink> links;
};

// Not thread-safe; one per article. `file` and `diagnostics` must outlive it.
class PageBuilder {
 public:
  // `title` is the front matter's, "" if it has none: then the first heading gives it.
  PageBuilder(const SourceFile& file, std::string title, std::vector<Diagnostic>* diagnostics);

  // The source line that the next elements come from, for diagnostics.
  void set_line(int line) { line_ = line; }

  // Open() and Close() are called in balance, but for void elements, which have no Close().
  void Open(Element element, const ElementAttributes& attributes);
  void Close(Element element);
  // Runs of white space become one space, except in <pre>.
  void Text(std::string_view text);
  // A line end of the source inside a paragraph: a space, or nothing between two characters of a
  // script that is written without spaces.
  void SoftBreak() { soft_break_ = true; }

  void Warn(std::string_view rule, std::string message);

  Page Finish();

 private:
  struct OpenHeading {
    Element element = Element::kH1;
    std::size_t html_begin = 0;
    std::size_t text_begin = 0;
    std::string explicit_id;
    int line = 0;
  };

  void WriteTag(Element element, const ElementAttributes& attributes);
  void WriteAttribute(std::string_view name, std::string_view value);
  void WriteNumber(std::string_view name, int value);
  void OpenLink(const ElementAttributes& attributes);
  void CloseLink();
  void AddLink(const LinkTarget& target);
  void Image(const ElementAttributes& attributes);
  void RemoteImage(const LinkTarget& target, const ElementAttributes& attributes);
  void CheckBox(const ElementAttributes& attributes);
  void Anchor(std::string_view id);
  void OpenParagraph(Element element, const ElementAttributes& attributes);
  void CloseParagraph();
  void StartHeading(Element element, const ElementAttributes& attributes);
  void FinishHeading();
  bool IsTitle(const OpenHeading& heading, const std::string& plain) const;
  void DropTitle(const OpenHeading& heading);
  std::string UniqueId(const OpenHeading& heading, const std::string& plain);
  void StartSection(std::string plain, std::string id, const OpenHeading& heading,
                    bool anchor_is_explicit);
  void FlushSoftBreak(std::string_view next);
  void BreakLine();
  bool DropEmpty(Element element);

  const SourceFile& file_;
  std::vector<Diagnostic>* const diagnostics_;
  Page page_;
  int line_ = 0;
  int warnings_ = 0;
  bool soft_break_ = false;
  bool in_heading_ = false;
  bool title_is_settled_ =
      false;  // the heading that repeats the title was met or cannot come any more
  bool title_from_heading_ = false;
  int pre_depth_ = 0;
  OpenHeading heading_;
  std::size_t heading_count_ = 0;
  std::vector<std::string_view>
      open_links_;  // end tag of each open <a>, "" for one that was left out
  bool in_paragraph_ = false;
  bool paragraph_has_content_ = false;
  std::size_t paragraph_begin_ = 0;
  bool in_cell_ = false;
  std::size_t cell_begin_ = 0;  // in the text, of the table cell opened last
  std::unordered_set<std::string> ids_;
  std::unordered_map<std::string, int> id_uses_;  // wanted id -> how many headings asked for it
  std::unordered_set<std::string> asset_paths_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_PAGE_BUILDER_H_

// Raw HTML as writers put it into Markdown, one tag at a time.
//
// Writers mean three things by "<...>": HTML they want ("<br>"), an old-style anchor ("<a
// name=...></a>"), and a placeholder ("<your-domain>"). Normalising tells them apart: allowed tags
// are written anew with allowed attributes only, placeholders are escaped so that they show, the
// rest is dropped.
#ifndef ZEROLINE_INDEXER_ARTICLE_RAW_HTML_H_
#define ZEROLINE_INDEXER_ARTICLE_RAW_HTML_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/article/html_elements.h"

namespace zeroline {

struct RawTag {
  enum class Kind {
    kNone,     // no tag begins here: '<' is a character
    kComment,  // <!-- ... -->
    kOpen,
    kClose,
    kOther,  // <!DOCTYPE ...>, <?php ...>, <![CDATA[...]]>
  };
  Kind kind = Kind::kNone;
  std::size_t length = 0;  // bytes from '<' to '>'
  Element element = Element::kText;
  std::string_view attributes;  // between name and '>'
};

// The tag at the start of `html`, which begins with '<'. Looks at most kMaxTagBytes ahead.
RawTag ReadTag(std::string_view html);

// The value of `name`, entities as written, (lower case) in RawTag::attributes; "" if absent.
std::string AttributeValue(std::string_view attributes, std::string_view name);

// Normalises the raw HTML of one article. Not thread-safe; one per article, because it watches the
// nesting over the article's pieces.
class RawHtml {
 public:
  // HTML with allowed tags and escaped everything else. `html` is one HTML block or one inline tag.
  std::string Normalise(std::string_view html);

  // Whether the last Normalise() wrote any tag; if not, its result is text with entities.
  bool wrote_tags() const { return wrote_tags_; }
  // Whether anything with content was dropped (script, iframe, ...) since the start.
  bool dropped_content() const { return dropped_content_; }
  bool too_deep() const { return too_deep_; }
  bool too_many() const;

 private:
  void Tag(const RawTag& tag, std::string_view source, std::string* out);
  void OpenTag(const RawTag& tag, std::string* out);
  std::size_t SkipContent(std::string_view html, std::size_t begin);

  std::array<int, 64> open_{};  // by Element: opened and not closed yet
  std::size_t tags_ = 0;
  int failed_scans_ = 0;
  bool wrote_tags_ = false;
  bool dropped_content_ = false;
  bool too_deep_ = false;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_RAW_HTML_H_

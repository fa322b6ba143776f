// What writers mark inside a line beyond CommonMark: {#anchors}, ~~strikes~~, bare addresses, and
// the
// [!DNL labels] of Experience League.
#ifndef ZEROLINE_INDEXER_ARTICLE_INLINE_MARKS_H_
#define ZEROLINE_INDEXER_ARTICLE_INLINE_MARKS_H_

#include <string>
#include <string_view>

struct cmark_node;

namespace zeroline {

struct InlineMarks {
  bool address_or_strike = false;
  bool label = false;
  bool broken_link = false;  // "](", which a link that was understood leaves nowhere in a text
};

// Cheap: what a text may hold, so that most texts are left alone.
InlineMarks FindInlineMarks(std::string_view text);

// "Install [!DNL Commerce]" -> "Install Commerce"; [!UICONTROL Save] alike.
std::string WithoutLabels(std::string_view text);
void UnwrapLabels(cmark_node* text);

// A title as plain text: without labels, and without the stars and backticks that some trees write
// in it
// ("Cannot save *contact* as URL key").
std::string PlainTitle(std::string_view title);

// Turns "## Heading {#id}" into a heading that begins with an anchor tag.
void MarkHeadingAnchor(cmark_node* heading);

// Splits a text node around its bare addresses, which become link nodes.
void MarkLinks(cmark_node* text);

// Puts <del> tags in place of paired "~~" among the children of `parent`.
void MarkStrikes(cmark_node* parent);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_INLINE_MARKS_H_

// The elements an article may contain, and the one place that decides what becomes of all others.
#ifndef ZEROLINE_INDEXER_ARTICLE_HTML_ELEMENTS_H_
#define ZEROLINE_INDEXER_ARTICLE_HTML_ELEMENTS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace zeroline {

enum class Element : std::uint8_t {
  kText,       // no HTML element: "<your-domain>" is what the writer wanted to show
  kUnwrapped,  // the tags go, the content stays: font, center, section
  kDropped,    // goes with its content: script, style, iframe
  kA,
  kAbbr,
  kB,
  kBlockquote,
  kBr,
  kCaption,
  kCite,
  kCode,
  kDd,
  kDel,
  kDetails,
  kDiv,
  kDl,
  kDt,
  kEm,
  kFigcaption,
  kFigure,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kHr,
  kI,
  kImg,
  kInput,  // only a task list's check box, shown as a character
  kIns,
  kKbd,
  kLi,
  kMark,
  kOl,
  kP,
  kPre,
  kQ,
  kS,
  kSamp,
  kSmall,
  kSpan,
  kStrong,
  kSub,
  kSummary,
  kSup,
  kTable,
  kTbody,
  kTd,
  kTfoot,
  kTh,
  kThead,
  kTr,
  kU,
  kUl,
  kVar,
};

// `name` in lower case.
Element FindElement(std::string_view name);

// "" for kText, kUnwrapped and kDropped.
std::string_view ElementName(Element element);

// Starts and ends a line of plain text.
bool IsBlock(Element element);
// Has no content and no end tag: br, hr, img, input.
bool IsVoid(Element element);
inline bool IsHeading(Element element) {
  return element >= Element::kH1 && element <= Element::kH6;
}
inline bool IsAllowed(Element element) { return element > Element::kDropped; }

// What an element may carry. Views live as long as the caller's source; 0 and "" mean absent.
struct ElementAttributes {
  std::string_view id;  // also the `name` of an <a>
  std::string_view href;
  std::string_view src;
  std::string_view alt;
  std::string_view title;
  std::string_view align;          // left, right or center; table cells only
  std::string_view code_language;  // of a code block
  std::string_view note;           // of a block quote: note, tip, important, warning or caution
  int start = 1;
  int columns = 0;
  int rows = 0;
  int width = 0;
  int height = 0;
  bool checked = false;
};

// Appends `text` with & < > " escaped, fit for content and for quoted attributes.
void AppendEscaped(std::string_view text, std::string* html);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_HTML_ELEMENTS_H_

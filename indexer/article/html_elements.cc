#include "indexer/article/html_elements.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace zeroline {
namespace {

enum class Shape : std::uint8_t { kInline, kBlock, kVoid, kVoidBlock };

struct ElementRow {
  std::string_view name;
  Element element;
  Shape shape = Shape::kInline;
};

// Sorted by name. What is in no row is text.
constexpr ElementRow kElements[] = {
    {"a", Element::kA},
    {"abbr", Element::kAbbr},
    {"acronym", Element::kUnwrapped},
    {"applet", Element::kDropped},
    {"article", Element::kUnwrapped},
    {"aside", Element::kUnwrapped},
    {"audio", Element::kDropped},
    {"b", Element::kB},
    {"bdi", Element::kUnwrapped},
    {"bdo", Element::kUnwrapped},
    {"big", Element::kUnwrapped},
    {"blockquote", Element::kBlockquote, Shape::kBlock},
    {"body", Element::kUnwrapped},
    {"br", Element::kBr, Shape::kVoid},
    {"button", Element::kUnwrapped},
    {"canvas", Element::kDropped},
    {"caption", Element::kCaption, Shape::kBlock},
    {"center", Element::kUnwrapped},
    {"cite", Element::kCite},
    {"code", Element::kCode},
    {"col", Element::kUnwrapped},
    {"colgroup", Element::kUnwrapped},
    {"dd", Element::kDd, Shape::kBlock},
    {"del", Element::kDel},
    {"details", Element::kDetails, Shape::kBlock},
    {"dfn", Element::kUnwrapped},
    {"div", Element::kDiv, Shape::kBlock},
    {"dl", Element::kDl, Shape::kBlock},
    {"dt", Element::kDt, Shape::kBlock},
    {"em", Element::kEm},
    {"embed", Element::kDropped},
    {"figcaption", Element::kFigcaption, Shape::kBlock},
    {"figure", Element::kFigure, Shape::kBlock},
    {"font", Element::kUnwrapped},
    {"footer", Element::kUnwrapped},
    {"form", Element::kUnwrapped},
    {"frame", Element::kDropped},
    {"frameset", Element::kDropped},
    {"h1", Element::kH1, Shape::kBlock},
    {"h2", Element::kH2, Shape::kBlock},
    {"h3", Element::kH3, Shape::kBlock},
    {"h4", Element::kH4, Shape::kBlock},
    {"h5", Element::kH5, Shape::kBlock},
    {"h6", Element::kH6, Shape::kBlock},
    {"head", Element::kDropped},
    {"header", Element::kUnwrapped},
    {"hr", Element::kHr, Shape::kVoidBlock},
    {"html", Element::kUnwrapped},
    {"i", Element::kI},
    {"iframe", Element::kDropped},
    {"img", Element::kImg, Shape::kVoid},
    {"input", Element::kInput, Shape::kVoid},
    {"ins", Element::kIns},
    {"kbd", Element::kKbd},
    {"label", Element::kUnwrapped},
    {"li", Element::kLi, Shape::kBlock},
    {"main", Element::kUnwrapped},
    {"mark", Element::kMark},
    {"math", Element::kDropped},
    {"nav", Element::kUnwrapped},
    {"nobr", Element::kUnwrapped},
    {"noembed", Element::kDropped},
    {"noframes", Element::kDropped},
    {"noscript", Element::kDropped},
    {"object", Element::kDropped},
    {"ol", Element::kOl, Shape::kBlock},
    {"p", Element::kP, Shape::kBlock},
    {"picture", Element::kUnwrapped},
    {"pre", Element::kPre, Shape::kBlock},
    {"q", Element::kQ},
    {"rp", Element::kUnwrapped},
    {"rt", Element::kUnwrapped},
    {"ruby", Element::kUnwrapped},
    {"s", Element::kS},
    {"samp", Element::kSamp},
    {"script", Element::kDropped},
    {"section", Element::kUnwrapped},
    {"select", Element::kDropped},
    {"small", Element::kSmall},
    {"span", Element::kSpan},
    {"strike", Element::kS},
    {"strong", Element::kStrong},
    {"style", Element::kDropped},
    {"sub", Element::kSub},
    {"summary", Element::kSummary, Shape::kBlock},
    {"sup", Element::kSup},
    {"svg", Element::kDropped},
    {"table", Element::kTable, Shape::kBlock},
    {"tbody", Element::kTbody, Shape::kBlock},
    {"td", Element::kTd},
    {"template", Element::kDropped},
    {"textarea", Element::kDropped},
    {"tfoot", Element::kTfoot, Shape::kBlock},
    {"th", Element::kTh},
    {"thead", Element::kThead, Shape::kBlock},
    {"tr", Element::kTr, Shape::kBlock},
    {"tt", Element::kCode},
    {"u", Element::kU},
    {"ul", Element::kUl, Shape::kBlock},
    {"var", Element::kVar},
    {"video", Element::kDropped},
    {"wbr", Element::kUnwrapped},
};

constexpr std::size_t kElementCount = static_cast<std::size_t>(Element::kVar) + 1;

constexpr bool RowsAreSorted() {
  for (std::size_t i = 1; i < std::size(kElements); ++i) {
    if (!(kElements[i - 1].name < kElements[i].name)) return false;
  }
  return true;
}
static_assert(RowsAreSorted());

// The row that names each element when it is written: its first, since "tt" and "strike" are
// synonyms.
constexpr std::array<ElementRow, kElementCount> RowsByElement() {
  std::array<ElementRow, kElementCount> rows{};
  for (const ElementRow& row : kElements) {
    ElementRow& slot = rows[static_cast<std::size_t>(row.element)];
    if (row.element > Element::kDropped && slot.name.empty()) slot = row;
  }
  return rows;
}
constexpr std::array<ElementRow, kElementCount> kRowByElement = RowsByElement();

// The characters that AppendEscaped() changes; a table, because every byte of every article is
// asked.
constexpr std::array<bool, 256> SpecialCharacters() {
  std::array<bool, 256> special{};
  for (const char c : {'&', '<', '>', '"'}) special[static_cast<unsigned char>(c)] = true;
  return special;
}
constexpr std::array<bool, 256> kIsSpecial = SpecialCharacters();

Shape ShapeOf(Element element) { return kRowByElement[static_cast<std::size_t>(element)].shape; }

}  // namespace

Element FindElement(std::string_view name) {
  const auto* row =
      std::lower_bound(std::begin(kElements), std::end(kElements), name,
                       [](const ElementRow& a, std::string_view b) { return a.name < b; });
  return row != std::end(kElements) && row->name == name ? row->element : Element::kText;
}

std::string_view ElementName(Element element) {
  return kRowByElement[static_cast<std::size_t>(element)].name;
}

bool IsBlock(Element element) {
  const Shape shape = ShapeOf(element);
  return shape == Shape::kBlock || shape == Shape::kVoidBlock;
}

bool IsVoid(Element element) {
  const Shape shape = ShapeOf(element);
  return shape == Shape::kVoid || shape == Shape::kVoidBlock;
}

void AppendEscaped(std::string_view text, std::string* html) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!kIsSpecial[static_cast<unsigned char>(text[i])]) continue;
    std::string_view escaped;
    switch (text[i]) {
      case '&':
        escaped = "&amp;";
        break;
      case '<':
        escaped = "&lt;";
        break;
      case '>':
        escaped = "&gt;";
        break;
      case '"':
        escaped = "&quot;";
        break;
      default:
        continue;
    }
    html->append(text.substr(begin, i - begin)).append(escaped);
    begin = i + 1;
  }
  html->append(text.substr(begin));
}

}  // namespace zeroline

#include "indexer/article/raw_html.h"

#include <algorithm>
#include <optional>

#include "indexer/article/limits.h"

namespace zeroline {
namespace {

// After this many '<' that never find their '>', the rest of the article's are characters: a page
// of them would otherwise be scanned to its end from each.
constexpr int kMaxFailedScans = 16;
constexpr std::size_t kLongScan = 256;  // bytes; shorter ones cost nothing

// More on one tag are repetitions, which an HTML parser compares with one another.
constexpr int kMaxAttributes = 12;

bool IsAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

struct Attribute {
  std::string name;  // lower case
  std::string_view value;
};

// Takes the next attribute off *text; nothing at its end.
std::optional<Attribute> NextAttribute(std::string_view* text) {
  while (!text->empty() && (IsSpace(text->front()) || text->front() == '/')) text->remove_prefix(1);
  if (text->empty()) return std::nullopt;
  std::size_t i = 1;
  while (i < text->size() && (*text)[i] != '=' && (*text)[i] != '/' && !IsSpace((*text)[i])) ++i;
  Attribute attribute{LowerAscii(text->substr(0, i)), {}};
  text->remove_prefix(i);
  std::string_view rest = *text;
  while (!rest.empty() && IsSpace(rest.front())) rest.remove_prefix(1);
  if (rest.empty() || rest.front() != '=') return attribute;
  rest.remove_prefix(1);
  while (!rest.empty() && IsSpace(rest.front())) rest.remove_prefix(1);
  std::size_t end = 0;
  std::size_t skip = 0;
  if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
    const char quote = rest.front();
    rest.remove_prefix(1);
    end = std::min(rest.find(quote), rest.size());
    skip = end < rest.size() ? 1 : 0;
  } else {
    while (end < rest.size() && !IsSpace(rest[end])) ++end;
  }
  attribute.value = rest.substr(0, end);
  *text = rest.substr(end + skip);
  return attribute;
}

// Which attributes survive on which element; all are checked again when the page is written.
bool KeepsAttribute(Element element, std::string_view name) {
  const auto is = [name](std::string_view other) { return name == other; };
  if (is("id")) return true;
  switch (element) {
    case Element::kA:
      return is("href") || is("title") || is("name");
    case Element::kImg:
      return is("src") || is("alt") || is("title") || is("width") || is("height");
    case Element::kTd:
    case Element::kTh:
      return is("colspan") || is("rowspan") || is("align");
    case Element::kOl:
      return is("start");
    case Element::kCode:
    case Element::kBlockquote:
      return is("class");
    case Element::kAbbr:
      return is("title");
    case Element::kInput:
      return is("type") || is("checked");
    default:
      return false;
  }
}

void EscapeAngles(std::string_view text, std::string* out) {
  for (const char c : text) {
    if (c == '<') {
      out->append("&lt;");
    } else if (c == '>') {
      out->append("&gt;");
    } else {
      *out += c;
    }
  }
}

std::size_t FindEnd(std::string_view html, std::string_view end, std::size_t from) {
  const std::size_t found = html.find(end, from);
  return found == std::string_view::npos ? 0 : found + end.size();
}

RawTag ReadDeclaration(std::string_view html) {
  RawTag tag;
  tag.kind = RawTag::Kind::kOther;
  if (html.substr(0, 4) == "<!--") {
    tag.kind = RawTag::Kind::kComment;
    tag.length = FindEnd(html, "-->", 2);
    if (tag.length == 0) tag.length = html.size();  // as browsers do: to the end
  } else if (html.substr(0, 9) == "<![CDATA[") {
    tag.length = FindEnd(html, "]]>", 9);
  } else if (html[1] == '?') {
    tag.length = FindEnd(html, "?>", 2);
  } else if (html.size() > 2 && IsAlpha(html[2])) {
    tag.length = FindEnd(html, ">", 2);
  }
  if (tag.length == 0) tag.kind = RawTag::Kind::kNone;
  return tag;
}

// The offset of the '>' that ends a tag, quotes respected; npos if there is none.
std::size_t TagEnd(std::string_view html, std::size_t from) {
  char quote = 0;
  for (std::size_t i = from; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if ((c == '"' || c == '\'') && i > 0 && (html[i - 1] == '=' || IsSpace(html[i - 1]))) {
      quote = c;
    } else if (c == '>') {
      return i;
    } else if (c == '<') {
      return std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

}  // namespace

RawTag ReadTag(std::string_view html) {
  html = html.substr(0, kMaxTagBytes);
  RawTag tag;
  if (html.size() < 3) return tag;
  if (html[1] == '!' || html[1] == '?') return ReadDeclaration(html);
  const bool closes = html[1] == '/';
  const std::size_t name_begin = closes ? 2 : 1;
  if (!IsAlpha(html[name_begin])) return tag;
  std::size_t name_end = name_begin;
  while (name_end < html.size() && html[name_end] != '>' && html[name_end] != '/' &&
         !IsSpace(html[name_end])) {
    ++name_end;
  }
  const std::size_t end = TagEnd(html, name_end);
  if (end == std::string_view::npos) return tag;
  tag.kind = closes ? RawTag::Kind::kClose : RawTag::Kind::kOpen;
  tag.length = end + 1;
  tag.attributes = html.substr(name_end, end - name_end);
  if (name_end - name_begin <= 16) {
    tag.element = FindElement(LowerAscii(html.substr(name_begin, name_end - name_begin)));
  }
  return tag;
}

std::string AttributeValue(std::string_view attributes, std::string_view name) {
  while (const std::optional<Attribute> attribute = NextAttribute(&attributes)) {
    if (attribute->name == name) return std::string(attribute->value);
  }
  return "";
}

bool RawHtml::too_many() const { return tags_ > kMaxRawTags; }

std::string RawHtml::Normalise(std::string_view html) {
  std::string out;
  out.reserve(html.size());
  wrote_tags_ = false;
  while (!html.empty()) {
    const std::size_t plain = std::min(html.find('<'), html.size());
    out.append(html.substr(0, plain));
    html.remove_prefix(plain);
    if (html.empty()) break;
    RawTag tag;
    if (failed_scans_ < kMaxFailedScans) tag = ReadTag(html);
    if (tag.kind == RawTag::Kind::kNone) {
      if (html.size() > kLongScan && IsAlpha(html[1])) ++failed_scans_;
      out.append("&lt;");
      html.remove_prefix(1);
      continue;
    }
    Tag(tag, html.substr(0, tag.length), &out);
    std::size_t done = tag.length;
    if (tag.kind == RawTag::Kind::kOpen && tag.element == Element::kDropped) {
      dropped_content_ = true;
      done = SkipContent(html, done);
    }
    html.remove_prefix(done);
  }
  return out;
}

// The offset after the closing tag of what was opened, or `begin`, after the opening tag, if it is
// never closed: then the content shows as text rather than vanishing.
std::size_t RawHtml::SkipContent(std::string_view html, std::size_t begin) {
  std::size_t name_end = 1;
  while (name_end < html.size() && IsAlpha(html[name_end])) ++name_end;
  const std::string closing = "</" + LowerAscii(html.substr(1, name_end - 1));
  for (std::size_t i = html.find("</", begin); i != std::string_view::npos;
       i = html.find("</", i + 2)) {
    if (LowerAscii(html.substr(i, closing.size())) != closing) continue;
    const std::size_t end = html.find('>', i);
    return end == std::string_view::npos ? html.size() : end + 1;
  }
  if (html.size() > kLongScan) ++failed_scans_;
  return begin;
}

void RawHtml::Tag(const RawTag& tag, std::string_view source, std::string* out) {
  ++tags_;
  if (tag.kind == RawTag::Kind::kComment) return;
  if (tag.kind == RawTag::Kind::kOther || tag.element == Element::kText) {
    return EscapeAngles(source, out);
  }
  if (!IsAllowed(tag.element)) return;
  int& open = open_[static_cast<std::size_t>(tag.element)];
  if (tag.kind == RawTag::Kind::kClose) {
    open = std::max(0, open - 1);
    if (tag.element == Element::kBr) out->append("<br>");  // "</br>" is what some write for it
    if (IsVoid(tag.element)) {
      wrote_tags_ = true;
      return;
    }
    out->append("</").append(ElementName(tag.element)).append(">");
  } else {
    if (!IsVoid(tag.element) && ++open > kMaxNesting) too_deep_ = true;
    OpenTag(tag, out);
  }
  wrote_tags_ = true;
}

void RawHtml::OpenTag(const RawTag& tag, std::string* out) {
  out->append("<").append(ElementName(tag.element));
  std::string_view attributes = tag.attributes;
  int written = 0;
  while (const std::optional<Attribute> attribute = NextAttribute(&attributes)) {
    if (!KeepsAttribute(tag.element, attribute->name) || ++written > kMaxAttributes) continue;
    // The value keeps its entities for the HTML parser; only what would end it is escaped.
    out->append(" ").append(attribute->name).append("=\"");
    for (const char c : attribute->value) {
      if (c == '"') {
        out->append("&quot;");
      } else {
        *out += c;
      }
    }
    *out += '"';
  }
  *out += '>';
}

}  // namespace zeroline

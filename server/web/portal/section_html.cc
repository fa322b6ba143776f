#include "server/web/portal/section_html.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>

#include "server/web/escape.h"

namespace zeroline {
namespace {

// Position after the '>' of the tag that begins at `begin`; quoted values may hold a '>'.
std::size_t EndOfTag(std::string_view html, std::size_t begin) {
  char quote = '\0';
  for (std::size_t i = begin; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != '\0') {
      quote = c == quote ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    }
  }
  return html.size();
}

std::string_view NameOf(std::string_view tag) {
  tag.remove_prefix(tag.starts_with("</") ? 2 : 1);
  return tag.substr(0, tag.find_first_of(" \t\r\n/>"));
}

bool IsVoid(std::string_view name) {
  constexpr std::string_view kVoid[] = {"area",  "br",   "col",    "embed", "hr", "img",
                                        "input", "link", "source", "track", "wbr"};
  return std::find(std::begin(kVoid), std::end(kVoid), name) != std::end(kVoid);
}

// Where the heading begins whose tag holds `id` and that stands inside nothing else.
std::optional<std::size_t> FindTopHeading(std::string_view html, const std::string& id) {
  int depth = 0;
  for (std::size_t i = html.find('<'); i != std::string_view::npos; i = html.find('<', i)) {
    const std::size_t end = EndOfTag(html, i);
    const std::string_view tag = html.substr(i, end - i);
    const std::string_view name = NameOf(tag);
    const bool is_heading = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
    if (tag.starts_with("</")) {
      --depth;
    } else if (!tag.ends_with("/>") && !IsVoid(name)) {
      if (is_heading && depth == 0 && tag.find(id) != std::string_view::npos) return i;
      ++depth;
    }
    i = end;
  }
  return std::nullopt;
}

}  // namespace

std::string_view HtmlFromSection(std::string_view html, std::string_view anchor) {
  if (anchor.empty()) return html;
  const std::string id = " id=\"" + EscapeHtml(anchor) + "\"";
  const std::optional<std::size_t> begin = FindTopHeading(html, id);
  return begin ? html.substr(*begin) : html;
}

}  // namespace zeroline

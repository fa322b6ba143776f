#include "server/web/portal/section_html.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "server/web/escape.h"

namespace zeroline {
namespace {

// A heading that stands inside nothing else.
struct Heading {
  std::size_t begin = 0;
  int level = 0;
  std::string_view tag;  // "<h2 id=\"a\">"
};

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

std::vector<Heading> TopHeadings(std::string_view html) {
  std::vector<Heading> headings;
  int depth = 0;
  for (std::size_t i = html.find('<'); i != std::string_view::npos; i = html.find('<', i)) {
    const std::size_t end = EndOfTag(html, i);
    const std::string_view tag = html.substr(i, end - i);
    const std::string_view name = NameOf(tag);
    const bool is_heading = name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
    if (tag.starts_with("</")) {
      --depth;
    } else if (!tag.ends_with("/>") && !IsVoid(name)) {
      if (is_heading && depth == 0) headings.push_back({i, name[1] - '0', tag});
      ++depth;
    }
    i = end;
  }
  return headings;
}

}  // namespace

std::string_view SectionHtml(std::string_view html, std::string_view anchor) {
  const std::vector<Heading> headings = TopHeadings(html);
  if (anchor.empty()) {
    const bool begins_with_heading = !headings.empty() && headings[0].begin == 0;
    const std::size_t last = begins_with_heading ? 2 : 1;
    return headings.size() > last ? html.substr(0, headings[last].begin) : html;
  }
  const std::string id = " id=\"" + EscapeHtml(anchor) + "\"";
  const auto wanted = std::find_if(headings.begin(), headings.end(), [&](const Heading& heading) {
    return heading.tag.find(id) != std::string_view::npos;
  });
  if (wanted == headings.end()) return html;
  const auto next = std::find_if(wanted + 1, headings.end(), [&](const Heading& heading) {
    return heading.level <= wanted->level;
  });
  const std::size_t end = next == headings.end() ? html.size() : next->begin;
  return html.substr(wanted->begin, end - wanted->begin);
}

}  // namespace zeroline

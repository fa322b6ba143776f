#include "indexer/scaffold/outline.h"

#include <algorithm>
#include <optional>

#include "indexer/article/raw_sections.h"

namespace zeroline {
namespace {

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  const std::size_t end = text.find_last_not_of(kBlanks);
  return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

std::string_view WithoutAnchor(std::string_view heading) {
  const std::size_t anchor = heading.rfind("{#");
  const bool has_anchor =
      !heading.empty() && heading.back() == '}' && anchor != std::string_view::npos;
  return has_anchor ? Trim(heading.substr(0, anchor)) : heading;
}

// "## Heading ## {#anchor}" -> "Heading"; an underlined heading has no marks to lose.
std::string HeadingText(std::string_view line) {
  std::string_view text = Trim(line);
  const std::size_t marks = std::min(text.find_first_not_of('#'), text.size());
  if (marks == 0) return std::string(WithoutAnchor(text));
  text = WithoutAnchor(Trim(text.substr(marks)));
  const std::size_t last = text.find_last_not_of('#');
  const bool is_closed = last != std::string_view::npos && last + 1 < text.size() &&
                         (text[last] == ' ' || text[last] == '\t');
  return std::string(is_closed ? Trim(text.substr(0, last)) : text);
}

}  // namespace

std::vector<OutlineHeading> ReadOutline(std::string_view content) {
  std::vector<OutlineHeading> outline;
  const std::optional<RawSections> sections = SplitSections(content);
  if (!sections) return outline;
  int number = 1;
  for (const RawSection& section : sections->sections) {
    for (; number < section.line; ++number) {
      content.remove_prefix(std::min(content.find('\n'), content.size() - 1) + 1);
    }
    if (section.level == 0) continue;
    outline.push_back(
        {section.level, section.line, HeadingText(content.substr(0, content.find('\n')))});
  }
  return outline;
}

}  // namespace zeroline

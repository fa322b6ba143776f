#include "indexer/scaffold/outline.h"

#include <algorithm>

namespace zeroline {
namespace {

std::string_view Trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t begin = std::min(text.find_first_not_of(kBlanks), text.size());
  const std::size_t end = text.find_last_not_of(kBlanks);
  return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

std::string_view WithoutAnchor(std::string_view heading) {
  if (!heading.empty() && heading.back() == '}') {
    const std::size_t anchor = heading.rfind("{#");
    if (anchor != std::string_view::npos) return Trim(heading.substr(0, anchor));
  }
  return heading;
}

// "### Heading ###" -> 3; 0 if the line is none.
int AtxLevel(std::string_view line) {
  const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
  const bool is_heading = marks >= 1 && marks <= 6 &&
                          (marks == line.size() || line[marks] == ' ' || line[marks] == '\t');
  return is_heading ? static_cast<int>(marks) : 0;
}

std::string AtxText(std::string_view line, int level) {
  std::string_view text = Trim(line.substr(static_cast<std::size_t>(level)));
  const std::size_t last = text.find_last_not_of('#');
  const bool is_closed = last != std::string_view::npos && last + 1 < text.size() &&
                         (text[last] == ' ' || text[last] == '\t');
  if (is_closed) text = Trim(text.substr(0, last));
  return std::string(WithoutAnchor(text));
}

bool IsAll(std::string_view line, char c) {
  return !line.empty() && line.find_first_not_of(c) == std::string_view::npos;
}

// The characters that open or close a code block, "" if the line does neither.
std::string_view Fence(std::string_view line) {
  const char c = line.empty() ? ' ' : line.front();
  if (c != '`' && c != '~') return {};
  const std::size_t length = std::min(line.find_first_not_of(c), line.size());
  return length >= 3 ? line.substr(0, length) : std::string_view();
}

class OutlineReader {
 public:
  void Take(std::string_view raw, int number) {
    const std::string_view line = Trim(raw);
    const bool is_indented_code = raw.substr(0, 4) == "    " || raw.substr(0, 1) == "\t";
    if (PassCode(line) || PassComment(line)) {
      paragraph_ = {};
      return;
    }
    const int level = is_indented_code ? 0 : AtxLevel(line);
    if (level > 0) {
      found.push_back({level, number, AtxText(line, level)});
      paragraph_ = {};
    } else if (!paragraph_.empty() && (IsAll(line, '=') || IsAll(line, '-'))) {
      found.push_back({line[0] == '=' ? 1 : 2, number - 1, std::string(WithoutAnchor(paragraph_))});
      paragraph_ = {};
    } else {
      // Lists, quotes and tables have no underlined headings.
      const bool is_text =
          !line.empty() && std::string_view("-*+>|").find(line[0]) == std::string_view::npos;
      paragraph_ = is_text && !is_indented_code ? line : std::string_view();
    }
  }

  std::vector<OutlineHeading> found;

 private:
  bool PassCode(std::string_view line) {
    const std::string_view fence = Fence(line);
    if (fence_.empty()) {
      fence_ = fence;
      return !fence.empty();
    }
    const bool closes =
        fence.size() >= fence_.size() && fence[0] == fence_[0] && fence.size() == line.size();
    if (closes) fence_ = {};
    return true;
  }

  bool PassComment(std::string_view line) {
    if (!in_comment_ && line.substr(0, 4) != "<!--") return false;
    in_comment_ = line.find("-->") == std::string_view::npos;
    return true;
  }

  std::string_view fence_;
  bool in_comment_ = false;
  std::string_view paragraph_;  // the line above, if a heading may be made of it
};

}  // namespace

std::vector<OutlineHeading> ReadOutline(std::string_view markdown) {
  OutlineReader reader;
  for (int number = 1; !markdown.empty(); ++number) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size());
    reader.Take(markdown.substr(0, end), number);
    markdown.remove_prefix(std::min(end + 1, markdown.size()));
  }
  return std::move(reader.found);
}

}  // namespace zeroline

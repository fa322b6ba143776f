#include "indexer/article/raw_sections.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "indexer/article/article_fields.h"
#include "indexer/article/front_matter.h"
#include "indexer/source/source_tree.h"

namespace zeroline {
namespace {

constexpr int kCodeIndent = 4;

std::uint64_t Hash(std::string_view text) {
  const std::string hex = ContentHash(text);
  std::uint64_t hash = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), hash, 16);
  return hash;
}

std::uint64_t HashOfAll(const std::vector<std::uint64_t>& hashes) {
  std::string bytes;
  for (const std::uint64_t hash : hashes) bytes += std::to_string(hash) + ' ';
  return Hash(bytes);
}

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n'; }

std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

// Columns of white space in front of the line.
int IndentOf(std::string_view line) {
  int indent = 0;
  for (const char c : line) {
    if (c == ' ') {
      ++indent;
    } else if (c == '\t') {
      indent += kCodeIndent - indent % kCodeIndent;
    } else {
      break;
    }
  }
  return indent;
}

std::size_t RunOf(std::string_view text, char c) {
  const std::size_t end = text.find_first_not_of(c);
  return end == std::string_view::npos ? text.size() : end;
}

// 0 if the line is no "## heading".
int AtxLevel(std::string_view text) {
  const std::size_t marks = RunOf(text, '#');
  if (marks == 0 || marks > 6) return 0;
  return marks == text.size() || IsSpace(text[marks]) ? static_cast<int>(marks) : 0;
}

// 0 if the line underlines nothing.
int SetextLevel(std::string_view text) {
  if (text.empty() || (text[0] != '=' && text[0] != '-')) return 0;
  if (RunOf(text, text[0]) != text.size()) return 0;
  return text[0] == '=' ? 1 : 2;
}

// "---", "* * *".
bool IsRule(std::string_view text) {
  if (text.empty() || (text[0] != '-' && text[0] != '*' && text[0] != '_')) return false;
  const auto marks = std::count(text.begin(), text.end(), text[0]);
  const auto spaces = std::count_if(text.begin(), text.end(), IsSpace);
  return marks >= 3 && static_cast<std::size_t>(marks + spaces) == text.size();
}

// "- ", "3. ", "> ", "<div": what follows is no paragraph of the page itself.
bool StartsContainer(std::string_view text) {
  if (text.empty()) return false;
  if (text[0] == '>' || text[0] == '<') return true;
  std::size_t end = 1;
  if (text[0] >= '0' && text[0] <= '9') {
    end = std::min(text.find_first_not_of("0123456789"), text.size());
    if (end == text.size() || (text[end] != '.' && text[end] != ')')) return false;
    ++end;
  } else if (text[0] != '-' && text[0] != '*' && text[0] != '+') {
    return false;
  }
  return end >= text.size() || IsSpace(text[end]);
}

// "Heading {#id}" -> "Heading".
std::string_view WithoutAnchor(std::string_view heading) {
  heading = Trim(heading);
  const std::size_t open = heading.rfind("{#");
  if (open == std::string_view::npos || heading.back() != '}') return heading;
  return Trim(heading.substr(0, open));
}

// A fence of code: its character and length.
struct Fence {
  char mark = 0;
  std::size_t length = 0;

  static Fence At(std::string_view text) {
    if (text.empty() || (text[0] != '`' && text[0] != '~')) return {};
    const std::size_t length = RunOf(text, text[0]);
    const bool is_inline =
        text[0] == '`' && text.substr(length).find('`') != std::string_view::npos;
    if (length < 3 || is_inline) return {};
    return {text[0], length};
  }
  bool IsClosedBy(std::string_view text) const {
    const std::size_t run = RunOf(text, mark);
    return run >= length && Trim(text.substr(run)).empty();
  }
};

class Splitter {
 public:
  explicit Splitter(int line) : line_(line) { open_.line = line; }

  void Take(std::string_view line) {
    const std::string_view text = Trim(line);
    const bool is_code = IndentOf(line) >= kCodeIndent;
    if (fence_.mark != 0) {
      Add(text);
      if (!is_code && fence_.IsClosedBy(text)) fence_ = {};
    } else if (in_comment_) {
      EndComment(text);
    } else if (is_code) {
      Add(text);  // or the rest of a paragraph
    } else {
      TakeText(text);
    }
    ++line_;
  }

  std::vector<RawSection> Finish() {
    Close();
    return std::move(sections_);
  }

 private:
  void TakeText(std::string_view text) {
    if (text.starts_with("<!--")) {
      paragraph_ = Paragraph::kNone;
      return EndComment(text.substr(4));
    }
    if (const int level = AtxLevel(text)) {
      Open(level, line_);
      Add(WithoutAnchor(text));
      paragraph_ = Paragraph::kNone;
      return;
    }
    const int underlined = paragraph_ == Paragraph::kPlain ? SetextLevel(text) : 0;
    if (underlined != 0) return Underline(underlined, text);
    fence_ = Fence::At(text);
    if (fence_.mark != 0 || text.empty() || IsRule(text)) {
      paragraph_ = Paragraph::kNone;
    } else if (paragraph_ == Paragraph::kNone || StartsContainer(text)) {
      paragraph_ = StartsContainer(text) ? Paragraph::kContained : Paragraph::kPlain;
      paragraph_begin_ = text_.size();
      paragraph_line_ = line_;
    }
    Add(text);
  }

  void EndComment(std::string_view text) {
    const std::size_t end = text.find("-->");
    in_comment_ = end == std::string_view::npos;
    if (!in_comment_) Add(Trim(text.substr(end + 3)));
  }

  // The paragraph above was a heading.
  void Underline(int level, std::string_view text) {
    std::string heading = text_.substr(paragraph_begin_);
    text_.resize(paragraph_begin_);
    Open(level, paragraph_line_);
    Add(WithoutAnchor(heading));
    Add(text);
    paragraph_ = Paragraph::kNone;
  }

  void Open(int level, int line) {
    Close();
    open_.level = level;
    open_.line = line;
  }

  void Close() {
    if (open_.level > 0 || !text_.empty()) {
      open_.hash = Hash(text_);
      sections_.push_back(open_);
    }
    text_.clear();
  }

  // Runs of white space become one space.
  void Add(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t comment = fence_.mark == 0 ? text.find("<!--", at) : text.npos;
      const std::size_t end =
          comment == text.npos ? comment : std::min(text.find("-->", comment), text.npos);
      if (end == text.npos) return AddWords(text.substr(at));
      AddWords(text.substr(at, comment - at));
      at = end + 3;
    }
  }
  void AddWords(std::string_view text) {
    bool in_word = false;
    for (const char c : text) {
      if (!IsSpace(c) && !in_word && !text_.empty()) text_ += ' ';
      in_word = !IsSpace(c);
      if (in_word) text_ += c;
    }
  }

  enum class Paragraph { kNone, kPlain, kContained };

  int line_;
  std::vector<RawSection> sections_;
  RawSection open_;
  std::string text_;  // of the open section, normalised
  Fence fence_;
  bool in_comment_ = false;
  Paragraph paragraph_ = Paragraph::kNone;
  std::size_t paragraph_begin_ = 0;  // in text_
  int paragraph_line_ = 0;
};

bool HasLevels(const std::vector<RawSection>& sections, const std::vector<int>& levels) {
  return std::equal(sections.begin(), sections.end(), levels.begin(), levels.end(),
                    [](const RawSection& section, int level) { return section.level == level; });
}

}  // namespace

std::optional<RawSections> SplitSections(std::string_view content) {
  std::string buffer;
  const FrontMatter matter = ReadFrontMatter(PlainLines(content, &buffer));
  if (!matter.problem.empty()) return std::nullopt;
  RawSections result;
  for (const FrontMatterValue& value : matter.values) {
    if (value.key == "original_version") result.original_version = CleanVersion(value.scalar);
  }
  Splitter splitter(matter.body_line);
  for (std::string_view rest = matter.body; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    splitter.Take(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  result.sections = splitter.Finish();
  std::vector<std::uint64_t> hashes;
  for (const RawSection& section : result.sections) hashes.push_back(section.hash);
  result.body = HashOfAll(hashes);
  return result;
}

std::vector<RawSection> WithoutTitle(const std::vector<RawSection>& sections) {
  std::vector<RawSection> rest = sections;
  const auto title = std::find_if(rest.begin(), rest.end(),
                                  [](const RawSection& section) { return section.level == 1; });
  if (title == rest.begin() && title != rest.end()) {
    title->level = 0;
  } else if (title != rest.end()) {
    const auto before = title - 1;
    before->hash = HashOfAll({before->hash, title->hash});
    rest.erase(title);
  }
  return rest;
}

std::optional<std::vector<RawSection>> MatchOutline(const std::vector<RawSection>& sections,
                                                    const std::vector<int>& levels) {
  if (HasLevels(sections, levels)) return sections;
  std::vector<RawSection> rest = WithoutTitle(sections);
  if (HasLevels(rest, levels)) return rest;
  // The title's heading stands above another one.
  if (rest.empty() || rest.front().level != 0) return std::nullopt;
  rest.erase(rest.begin());
  if (HasLevels(rest, levels)) return rest;
  return std::nullopt;
}

}  // namespace zeroline

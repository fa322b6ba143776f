#include "indexer/article/front_matter_lines.h"

#include <algorithm>

#include "indexer/article/yaml_text.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

std::size_t Indent(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool IsItem(std::string_view text) {
  return text.substr(0, 1) == "-" && (text.size() == 1 || IsYamlBlank(text[1]));
}

// The line at the front of `text`, with its end.
std::string_view FirstLine(std::string_view text) {
  const std::size_t end = text.find_first_of("\r\n");
  if (end == std::string_view::npos) return text;
  return text.substr(0, end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
}

// As ReadFrontMatter() wants it.
std::string Normalized(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      plain += text[i];
    } else if (text.substr(i, 2) != "\r\n") {
      plain += '\n';
    }
  }
  return plain;
}

bool IsKeyCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

// Whether a value is written over several lines in which a '#' begins no comment.
bool BeginsLiteral(std::string_view first_line) {
  const std::size_t colon = std::min(first_line.find(':'), first_line.size());
  const std::size_t at = first_line.find_first_not_of(" \t", colon + 1);
  return at != std::string_view::npos && (first_line[at] == '|' || first_line[at] == '>');
}

bool IsSame(const FrontMatterValue& a, const FrontMatterValue& b) {
  return a.key == b.key && a.kind == b.kind && a.scalar == b.scalar && a.list == b.list;
}

}  // namespace

FrontMatterLines::FrontMatterLines(std::string_view content, std::string_view key) : key_(key) {
  if (content.substr(0, 3) == kByteOrderMark) {
    before_ = content.substr(0, 3);
    content.remove_prefix(3);
  }
  content_ = content;
  end_of_line_ = FirstLine(content);
  end_of_line_.remove_prefix(std::min(end_of_line_.find_first_of("\r\n"), end_of_line_.size()));
  if (end_of_line_.empty()) end_of_line_ = "\n";
  plain_ = Normalized(content);
  matter_ = ReadFrontMatter(plain_);
}

tl::unexpected<Error> FrontMatterLines::Refuse(const std::string& why) const {
  return Fail(ErrorCode::kInvalidArgument,
              "\"" + std::string(key_) + "\" of the front matter cannot be changed: " + why);
}

Status FrontMatterLines::Open() {
  if (key_.empty() || !std::all_of(key_.begin(), key_.end(), IsKeyCharacter)) {
    return Refuse("that is no name of a key");
  }
  if (FindInvalidUtf8(content_)) return Refuse("the file is not UTF-8");
  if (!matter_.problem.empty()) {
    return Refuse("line " + std::to_string(matter_.problem_line) + ": " + matter_.problem);
  }
  if (Status found = FindKey(); !found) return found;
  Split();
  return value_ == nullptr ? Status{} : FindValue();
}

Status FrontMatterLines::FindKey() {
  for (const FrontMatterValue& value : matter_.values) {
    if (value.key != key_) continue;
    if (value_ != nullptr) {
      return Refuse("it is written twice, in lines " + std::to_string(value_->line) + " and " +
                    std::to_string(value.line));
    }
    value_ = &value;
  }
  return {};
}

std::size_t FrontMatterLines::OffsetOfLine(int number) const {
  std::size_t offset = 0;
  for (; number > 1; --number) offset += FirstLine(content_.substr(offset)).size();
  return offset;
}

void FrontMatterLines::Split() {
  has_matter_ = matter_.body_line > 1;
  tail_ = content_;
  if (!has_matter_) return;
  const int close = matter_.body_line - 1;
  if (!matter_.values.empty()) {
    indent_ = Indent(content_.substr(OffsetOfLine(matter_.values.front().line)));
  }
  const int begin = value_ == nullptr ? close : value_->line;
  const std::size_t offset = OffsetOfLine(begin);
  head_ = content_.substr(0, offset);
  const std::size_t length =
      value_ == nullptr ? 0 : EntryLength(content_.substr(offset), close - begin);
  entry_ = content_.substr(offset, length);
  tail_ = content_.substr(offset + length);
}

// Bytes of the entry that `text` begins with; it has at most `lines` lines. Blank lines and
// comments belong to it if more of it follows.
std::size_t FrontMatterLines::EntryLength(std::string_view text, int lines) const {
  std::size_t offset = FirstLine(text).size();
  const bool is_literal = BeginsLiteral(text.substr(0, offset));
  std::size_t length = offset;
  for (int number = 1; number < lines; ++number) {
    const std::string_view line = FirstLine(text.substr(offset));
    offset += line.size();
    const std::size_t indent = Indent(line);
    const std::string_view inside = line.substr(indent);
    if (inside.find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
    if (inside.front() == '#' && (!is_literal || indent <= indent_)) continue;
    if (indent < indent_ || (indent == indent_ && !IsItem(inside))) break;
    length = offset;
  }
  return length;
}

Status FrontMatterLines::FindValue() {
  std::size_t at = Indent(entry_);
  const std::string quote(entry_.substr(at, 1));
  const bool is_quoted = quote == "\"" || quote == "'";
  const std::string written = is_quoted ? quote + std::string(key_) + quote : std::string(key_);
  if (at == indent_ && entry_.substr(at, written.size()) == written) {
    at = entry_.find_first_not_of(' ', at + written.size());
    if (at != std::string_view::npos && entry_[at] == ':') {
      colon_ = at;
      value_at_ = SkipBlanks(at + 1);
      return {};
    }
  }
  return Refuse("line " + std::to_string(value_->line) + " does not begin with it");
}

// Past white space, line ends and comments.
std::size_t FrontMatterLines::SkipBlanks(std::size_t at) const {
  at = entry_.find_first_not_of(" \t\r\n", at);
  while (at != std::string_view::npos && entry_[at] == '#') {
    at = entry_.find_first_of("\r\n", at);
    if (at != std::string_view::npos) at = entry_.find_first_not_of(" \t\r\n", at);
  }
  return at;
}

Result<std::string> FrontMatterLines::Replace(std::string_view lines,
                                              const FrontMatterValue* wanted) const {
  const std::string fence = has_matter_ ? "" : "---" + std::string(end_of_line_);
  std::string changed(before_);
  changed.append(fence).append(head_).append(lines).append(fence).append(tail_);
  if (Says(changed, wanted)) return changed;
  const int line = value_ == nullptr ? 1 : value_->line;
  return Refuse("what begins in line " + std::to_string(line) +
                " is written in a way that only a person can change");
}

bool FrontMatterLines::Says(std::string_view changed, const FrontMatterValue* wanted) const {
  changed.remove_prefix(before_.size());
  const std::string plain = Normalized(changed);
  const FrontMatter now = ReadFrontMatter(plain);
  if (!now.problem.empty() || now.body != matter_.body) return false;
  std::vector<FrontMatterValue> expected = matter_.values;
  const auto at = std::find_if(expected.begin(), expected.end(),
                               [&](const FrontMatterValue& value) { return value.key == key_; });
  if (wanted == nullptr) {
    if (at != expected.end()) expected.erase(at);
  } else if (at != expected.end()) {
    *at = *wanted;
  } else {
    expected.push_back(*wanted);
  }
  return std::equal(now.values.begin(), now.values.end(), expected.begin(), expected.end(), IsSame);
}

}  // namespace zeroline

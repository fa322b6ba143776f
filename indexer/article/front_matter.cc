#include "indexer/article/front_matter.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <exception>

#include "indexer/article/limits.h"

namespace zeroline {
namespace {

using Kind = FrontMatterValue::Kind;

std::string_view TrimEnd(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::string_view TakeLine(std::string_view* text) {
  const std::size_t end = std::min(text->find('\n'), text->size());
  const std::string_view line = text->substr(0, end);
  text->remove_prefix(std::min(end + 1, text->size()));
  return line;
}

// The plain subset that most front matter is written in: "key: value" and "- item" lines whose
// scalars need no YAML to understand. It gives up (false) on anything else, and yaml-cpp, 30 times
// slower, reads it.
class PlainReader {
 public:
  static bool Read(std::string_view yaml, std::vector<FrontMatterValue>* values) {
    int number = 1;  // the line "---"
    while (!yaml.empty()) {
      const std::string_view line = TrimEnd(TakeLine(&yaml));
      ++number;
      if (line.empty()) continue;
      if (line.substr(0, 2) == "- ") {
        if (!Item(line.substr(2), values)) return false;
      } else if (!KeyValue(line, number, values)) {
        return false;
      }
    }
    return true;
  }

 private:
  static bool IsKeyCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  }

  static bool KeyValue(std::string_view line, int number, std::vector<FrontMatterValue>* values) {
    std::size_t end = 0;
    while (end < line.size() && IsKeyCharacter(line[end])) ++end;
    if (end == 0 || line[0] == '-' || line[0] == '.' || end == line.size() || line[end] != ':') {
      return false;
    }
    FrontMatterValue value;
    value.key = line.substr(0, end);
    value.line = number;
    value.column = 1;
    std::string_view text = line.substr(end + 1);
    if (!text.empty()) {
      if (text.front() != ' ') return false;
      text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
      if (!Scalar(text, &value.scalar)) return false;
      value.kind = Kind::kScalar;
    }
    values->push_back(std::move(value));
    return true;
  }

  static bool Item(std::string_view text, std::vector<FrontMatterValue>* values) {
    if (values->empty() || values->back().kind == Kind::kScalar) return false;
    FrontMatterValue& value = values->back();
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    std::string item;
    if (!Scalar(text, &item)) return false;
    value.kind = Kind::kList;
    value.list.push_back(std::move(item));
    return true;
  }

  static bool Scalar(std::string_view text, std::string* scalar) {
    if (text.empty()) return false;
    const char first = text.front();
    if (first == '"' || first == '\'') {
      if (text.size() < 2 || text.back() != first) return false;
      const std::string_view inside = text.substr(1, text.size() - 2);
      if (inside.find_first_of(first == '"' ? "\"\\" : "'") != std::string_view::npos) return false;
      *scalar = inside;
      return true;
    }
    if (static_cast<unsigned char>(first) < 0x80 && !IsKeyCharacter(first)) return false;
    if (first == '-' || first == '.') return false;
    if (text.back() == ':' || text.find(": ") != std::string_view::npos ||
        text.find(" #") != std::string_view::npos || text.find('\t') != std::string_view::npos) {
      return false;
    }
    if (text == "null" || text == "Null" || text == "NULL") return false;
    *scalar = text;
    return true;
  }
};

FrontMatterValue FromYaml(const YAML::Node& key, const YAML::Node& node) {
  FrontMatterValue value;
  value.key = key.Scalar();
  value.line = key.Mark().line + 2;  // yaml-cpp counts from 0, and "---" stands above
  value.column = key.Mark().column + 1;
  if (node.IsScalar()) {
    value.kind = Kind::kScalar;
    value.scalar = node.Scalar();
  } else if (node.IsSequence()) {
    value.kind = Kind::kList;
    for (const YAML::Node& item : node) {
      if (item.IsScalar()) {
        value.list.push_back(item.Scalar());
      } else {
        value.kind = Kind::kOther;
      }
    }
  } else if (!node.IsNull()) {
    value.kind = Kind::kOther;
  }
  return value;
}

void ReadYaml(std::string_view yaml, FrontMatter* matter) {
  try {
    const YAML::Node root = YAML::Load(std::string(yaml));
    if (root.IsNull()) return;
    if (!root.IsMap()) {
      matter->problem = "the front matter is no list of \"key: value\" lines";
      matter->problem_line = 2;
      return;
    }
    for (const auto& entry : root) {
      if (entry.first.IsScalar()) matter->values.push_back(FromYaml(entry.first, entry.second));
    }
  } catch (const YAML::Exception& error) {
    matter->problem = "the front matter is no valid YAML (" + error.msg +
                      "); quote the value, or mend the indentation";
    matter->problem_line = error.mark.is_null() ? 0 : error.mark.line + 2;
  } catch (const std::exception&) {
    matter->problem = "the front matter is no valid YAML";
  }
}

}  // namespace

std::string_view PlainLines(std::string_view content, std::string* buffer) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (content.substr(0, 3) == kByteOrderMark) content.remove_prefix(3);
  if (content.find('\r') == std::string_view::npos) return content;
  buffer->reserve(content.size());
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] != '\r') {
      *buffer += content[i];
    } else if (i + 1 >= content.size() || content[i + 1] != '\n') {
      *buffer += '\n';
    }
  }
  return *buffer;
}

FrontMatter ReadFrontMatter(std::string_view content) {
  FrontMatter matter;
  matter.body = content;
  std::string_view rest = content;
  if (TrimEnd(TakeLine(&rest)) != "---") return matter;
  const std::string_view yaml = rest;
  int line = 1;
  while (!rest.empty()) {
    const std::size_t length = static_cast<std::size_t>(rest.data() - yaml.data());
    const std::string_view text = TrimEnd(TakeLine(&rest));
    ++line;
    if (length > kMaxFrontMatterBytes) break;
    if (text != "---" && text != "...") continue;
    matter.body = rest;
    matter.body_line = line + 1;
    if (!PlainReader::Read(yaml.substr(0, length), &matter.values)) {
      matter.values.clear();
      ReadYaml(yaml.substr(0, length), &matter);
    }
    return matter;
  }
  matter.problem = "the front matter that begins here is not closed by a line \"---\" within " +
                   std::to_string(kMaxFrontMatterBytes >> 10) + " KiB";
  matter.problem_line = 1;
  return matter;
}

}  // namespace zeroline

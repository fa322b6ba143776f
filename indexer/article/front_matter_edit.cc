#include "indexer/article/front_matter_edit.h"

#include <algorithm>
#include <cstddef>

#include "indexer/article/front_matter.h"
#include "indexer/article/front_matter_lines.h"
#include "indexer/article/yaml_text.h"

namespace zeroline {
namespace {

using Kind = FrontMatterValue::Kind;

std::string Own(std::string_view text) { return std::string(text); }

FrontMatterValue Scalar(std::string_view key, std::string_view scalar) {
  FrontMatterValue value;
  value.key = key;
  value.kind = Kind::kScalar;
  value.scalar = scalar;
  return value;
}

// The lines of the entry with another scalar.
std::string WithScalar(const FrontMatterLines& matter, std::string_view scalar) {
  const std::string_view entry = matter.entry();
  const std::size_t at = matter.value_at();
  if (at == std::string_view::npos) {  // "key:", perhaps with a comment
    return Own(entry.substr(0, matter.colon() + 1)) + " " + YamlScalar(scalar) +
           Own(entry.substr(matter.colon() + 1));
  }
  const std::string yaml = Quoted(scalar, QuoteOf(entry.substr(at)), YamlPlace::kBlock);
  const std::size_t end = ScalarEnd(entry, at);
  const std::size_t next = entry.find_first_not_of(" \t\r\n", end);
  const bool ends = next == std::string_view::npos || entry[next] == '#';
  const bool is_block = entry[at] == '|' || entry[at] == '>';
  if (ends && !is_block) return Own(entry.substr(0, at)) + yaml + Own(entry.substr(end));
  return Own(entry.substr(0, matter.colon() + 1)) + " " + yaml + Own(matter.end_of_line());
}

// A list of flow style, "[a, b]", from its bracket on.
struct FlowList {
  bool is_whole = false;
  std::size_t end = 0;    // behind its last item or comma; behind the bracket if there is none
  std::size_t first = 0;  // of the first item; 0 if there is none
  std::size_t last = 0;   // of the last item
  char final = '[';       // the last character that means something
};

FlowList ScanFlow(std::string_view text, std::size_t at) {
  FlowList list;
  list.end = at + 1;
  bool is_start = true;
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    const char c = text[i];
    if (IsYamlBlank(c)) continue;
    if (c == '#' && IsYamlBlank(text[i - 1])) {
      i = std::min(text.find('\n', i), text.size());
      continue;
    }
    if (c == '[' || c == '{' || c == '}') return list;
    list.is_whole = c == ']';
    if (list.is_whole) return list;
    if (is_start && c != ',') {
      list.first = list.first == 0 ? i : list.first;
      list.last = i;
      if (c == '"' || c == '\'') i = ScalarEnd(text, i) - 1;
    }
    is_start = c == ',';
    list.final = c;
    list.end = std::min(i + 1, text.size());
  }
  return list;
}

std::string WithFlowItems(const FrontMatterLines& matter, const std::vector<std::string>& items) {
  const std::string_view entry = matter.entry();
  const FlowList list = ScanFlow(entry, matter.value_at());
  if (!list.is_whole) return Own(entry);
  const YamlQuote quote = list.first == 0 ? YamlQuote::kPlain : QuoteOf(entry.substr(list.first));
  const std::size_t line = list.last == 0 ? 0 : entry.find_last_of("\r\n", list.last);
  // An item that has a line to itself is followed by another that has.
  std::string between = " ";
  if (line != std::string_view::npos && line > matter.value_at()) {
    const std::string_view indent = entry.substr(line + 1, list.last - line - 1);
    if (indent.find_first_not_of(" \t") == std::string_view::npos) {
      between = Own(matter.end_of_line()) + Own(indent);
    }
  }
  std::string added;
  for (const std::string& item : items) {
    const bool is_first = added.empty() && list.final == '[';
    const bool has_comma = added.empty() && list.final == ',';
    added += is_first ? "" : has_comma ? between : "," + between;
    added += Quoted(item, quote, YamlPlace::kFlow);
  }
  return Own(entry.substr(0, list.end)) + added + Own(entry.substr(list.end));
}

// `entry` ends with a line end then.
std::string Closed(const FrontMatterLines& matter, std::string_view entry) {
  const bool is_open = !entry.empty() && entry.back() != '\n' && entry.back() != '\r';
  return Own(entry) + (is_open ? Own(matter.end_of_line()) : "");
}

std::string ItemLines(const FrontMatterLines& matter, std::string_view indent, YamlQuote quote,
                      const std::vector<std::string>& items) {
  std::string lines;
  for (const std::string& item : items) {
    lines +=
        Own(indent) + "- " + Quoted(item, quote, YamlPlace::kBlock) + Own(matter.end_of_line());
  }
  return lines;
}

std::string WithBlockItems(const FrontMatterLines& matter, const std::vector<std::string>& items) {
  const std::string_view entry = matter.entry();
  const std::size_t dash = matter.value_at();
  const std::size_t line = entry.find_last_of("\r\n", dash) + 1;
  const std::size_t item = std::min(entry.find_first_not_of(" \t", dash + 1), entry.size());
  return Closed(matter, entry) +
         ItemLines(matter, entry.substr(line, dash - line), QuoteOf(entry.substr(item)), items);
}

std::string WithItems(const FrontMatterLines& matter, const std::vector<std::string>& items) {
  const std::string_view entry = matter.entry();
  const std::string indent = matter.indent() + "  ";
  const std::size_t at = matter.value_at();
  if (matter.value()->kind == Kind::kList) {
    return entry[at] == '[' ? WithFlowItems(matter, items) : WithBlockItems(matter, items);
  }
  if (at == std::string_view::npos) {
    return Closed(matter, entry) + ItemLines(matter, indent, YamlQuote::kPlain, items);
  }
  // "key: value" or "key: ~"
  const std::size_t end = ScalarEnd(entry, at);
  std::string first;
  if (matter.value()->kind == Kind::kScalar) {
    first = indent + "- " + Own(entry.substr(at, end - at)) + Own(matter.end_of_line());
  }
  return Closed(matter, Own(entry.substr(0, matter.colon() + 1)) + Own(entry.substr(end))) + first +
         ItemLines(matter, indent, QuoteOf(entry.substr(at)), items);
}

}  // namespace

std::string YamlScalar(std::string_view scalar) {
  return Quoted(scalar, YamlQuote::kPlain, YamlPlace::kBlock);
}

Result<std::string> SetFrontMatterValue(std::string_view content, std::string_view key,
                                        std::string_view scalar) {
  FrontMatterLines matter(content, key);
  if (Status opened = matter.Open(); !opened) return tl::unexpected(opened.error());
  const FrontMatterValue wanted = Scalar(key, scalar);
  if (matter.value() == nullptr) {
    return matter.Replace(
        matter.indent() + Own(key) + ": " + YamlScalar(scalar) + Own(matter.end_of_line()),
        &wanted);
  }
  const Kind kind = matter.value()->kind;
  if (kind == Kind::kList || kind == Kind::kOther) {
    return matter.Refuse("line " + std::to_string(matter.value()->line) +
                         " begins a list or a map");
  }
  return matter.Replace(WithScalar(matter, scalar), &wanted);
}

Result<std::string> AppendToFrontMatterList(std::string_view content, std::string_view key,
                                            const std::vector<std::string>& items) {
  FrontMatterLines matter(content, key);
  if (Status opened = matter.Open(); !opened) return tl::unexpected(opened.error());
  FrontMatterValue wanted;
  wanted.key = key;
  wanted.kind = Kind::kList;
  if (matter.value() != nullptr) {
    if (matter.value()->kind == Kind::kOther) {
      return matter.Refuse("line " + std::to_string(matter.value()->line) +
                           " begins no plain list");
    }
    wanted.list = matter.value()->list;
    if (matter.value()->kind == Kind::kScalar) wanted.list = {matter.value()->scalar};
  }
  std::vector<std::string> missing;
  for (const std::string& item : items) {
    if (std::find(wanted.list.begin(), wanted.list.end(), item) != wanted.list.end()) continue;
    wanted.list.push_back(item);
    missing.push_back(item);
  }
  if (missing.empty()) return Own(content);
  if (matter.value() != nullptr) return matter.Replace(WithItems(matter, missing), &wanted);
  return matter.Replace(matter.indent() + Own(key) + ":" + Own(matter.end_of_line()) +
                            ItemLines(matter, matter.indent() + "  ", YamlQuote::kPlain, missing),
                        &wanted);
}

Result<std::string> RemoveFrontMatterKey(std::string_view content, std::string_view key) {
  FrontMatterLines matter(content, key);
  if (Status opened = matter.Open(); !opened) return tl::unexpected(opened.error());
  if (matter.value() == nullptr) return Own(content);
  return matter.Replace("", nullptr);
}

}  // namespace zeroline

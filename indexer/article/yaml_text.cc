#include "indexer/article/yaml_text.h"

#include <algorithm>
#include <array>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) == 0x7f;
  });
}

// What some YAML reader takes for something else than text.
bool IsYamlWord(std::string_view text) {
  static constexpr std::array<std::string_view, 9> kWords = {"true", "false", "yes", "no", "on",
                                                             "off",  "null",  "y",   "n"};
  return std::find(kWords.begin(), kWords.end(), LowerCase(text)) != kWords.end();
}

bool IsSafePlain(std::string_view text, YamlPlace place) {
  if (text.empty() || HasControl(text) || IsYamlWord(text)) return false;
  const bool is_ascii = static_cast<unsigned char>(text.front()) < 0x80;
  if (is_ascii && !IsLetter(text.front())) return false;
  if (text.back() == ' ' || text.back() == ':') return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) {
    return false;
  }
  return text.find_first_of(place == YamlPlace::kFlow ? "\"'`\\{}[]," : "\"`\\{}[]") ==
         std::string_view::npos;
}

std::string DoubleQuoted(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string yaml = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      yaml += {'\\', c};
    } else if (c == '\n') {
      yaml += "\\n";
    } else if (byte < 0x20 || byte == 0x7f) {
      yaml += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 0xf]};
    } else {
      yaml += c;
    }
  }
  return yaml + '"';
}

}  // namespace

std::string Quoted(std::string_view text, YamlQuote quote, YamlPlace place) {
  if (quote == YamlQuote::kPlain && IsSafePlain(text, place)) return std::string(text);
  if (quote != YamlQuote::kSingle || HasControl(text)) return DoubleQuoted(text);
  std::string yaml = "'";
  for (const char c : text) yaml += c == '\'' ? std::string("''") : std::string(1, c);
  return yaml + '\'';
}

YamlQuote QuoteOf(std::string_view yaml) {
  if (yaml.substr(0, 1) == "'") return YamlQuote::kSingle;
  return yaml.substr(0, 1) == "\"" ? YamlQuote::kDouble : YamlQuote::kPlain;
}

bool IsYamlBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The end of the scalar that begins at `at`, in its line: comment and spaces behind it excluded.
std::size_t ScalarEnd(std::string_view text, std::size_t at) {
  const char quote = text[at];
  if (quote == '"' || quote == '\'') {
    for (std::size_t i = at + 1; i < text.size(); ++i) {
      if (quote == '"' && text[i] == '\\') {
        ++i;
      } else if (text[i] == quote) {
        return i + 1;
      }
    }
    return text.size();
  }
  std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
  end = std::min(end, text.find(" #", at));
  while (end > at && IsYamlBlank(text[end - 1])) --end;
  return end;
}

}  // namespace zeroline

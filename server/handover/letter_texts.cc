#include "server/handover/letter_texts.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "server/handover/letter_texts_data.h"

namespace zeroline {
namespace {

using Texts = std::map<std::string, TemplateText, std::less<>>;
using Languages = std::map<std::string, Texts, std::less<>>;

// Takes a line from the front of *rest, without its end.
std::string_view TakeLine(std::string_view* rest) {
  const std::size_t end = std::min(rest->find('\n'), rest->size());
  const std::string_view line = rest->substr(0, end);
  rest->remove_prefix(std::min(end + 1, rest->size()));
  return line;
}

// True for "{{#name}}", "{{^name}}" and "{{/name}}" alone on a line.
bool IsSectionTag(std::string_view line) {
  return line.size() > 5 && line.starts_with("{{") && line.ends_with("}}") &&
         std::string_view("#^/").find(line[2]) != std::string_view::npos &&
         line.find("}}") == line.size() - 2;
}

void Keep(const std::string& language, const std::string& name, std::string text,
          Languages* languages) {
  while (text.ends_with('\n')) text.pop_back();
  if (language.empty()) return;
  Result<TemplateText> parsed = TemplateText::Parse(std::move(text));
  if (!parsed) throw std::logic_error(language + " " + name + ": " + parsed.error().message);
  (*languages)[language][name] = *std::move(parsed);
}

// "== en confirmation" begins a text, which ends at the next such line. What stands above the first
// is a comment.
Languages ReadTexts(std::string_view rest) {
  constexpr std::string_view kMark = "== ";
  Languages languages;
  std::string language;
  std::string name;
  std::string text;
  while (!rest.empty()) {
    const std::string_view line = TakeLine(&rest);
    if (!line.starts_with(kMark)) {
      text += line;
      // The library leaves an empty line where a section is that is not shown.
      if (!IsSectionTag(line)) text += '\n';
      continue;
    }
    Keep(language, name, std::move(text), &languages);
    text.clear();
    const std::string_view title = line.substr(kMark.size());
    const std::size_t space = title.find(' ');
    language = title.substr(0, space);
    name = title.substr(std::min(space, title.size() - 1) + 1);
  }
  Keep(language, name, std::move(text), &languages);
  return languages;
}

const Languages& AllTexts() {
  static const Languages languages = ReadTexts(kLetterTexts);
  return languages;
}

}  // namespace

const TemplateText& LetterText(std::string_view language, std::string_view name) {
  static const TemplateText nothing;
  const Languages& all = AllTexts();
  auto found = all.find(language.substr(0, language.find('-')));
  if (found == all.end()) found = all.find(std::string_view("en"));
  const auto text = found->second.find(name);
  return text == found->second.end() ? nothing : text->second;
}

std::vector<std::string> LetterLanguages() {
  std::vector<std::string> names;
  for (const auto& pair : AllTexts()) names.push_back(pair.first);
  return names;
}

std::vector<std::string> LetterNames(std::string_view language) {
  std::vector<std::string> names;
  const auto found = AllTexts().find(language);
  if (found == AllTexts().end()) return names;
  for (const auto& pair : found->second) names.push_back(pair.first);
  return names;
}

}  // namespace zeroline

#include "indexer/use/question_language.h"

#include <algorithm>

#include "indexer/language/analyzer.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Punctuation that ends a sentence, in ASCII and in Chinese.
bool IsClosing(char32_t c) {
  return c == U' ' || c == U'?' || c == U'!' || c == U'.' || c == U',' || c == U';' || c == U':' ||
         c == U'\u2026' || c == U'\u3002' || c == U'\uFF01' || c == U'\uFF0C' || c == U'\uFF1F';
}

// Whether the language calls itself by a name in Latin letters, and so is written in them.
bool HasLatinAlphabet(std::string_view language) {
  constexpr char32_t kFirstOtherAlphabet = 0x370;  // Greek
  const std::string name = LanguageName(language);
  std::size_t at = 0;
  return name.empty() || NextCodePoint(name, &at) < kFirstOtherAlphabet;
}

// KB-1042, 0x80070005, v2.1, VPN, NTFS
bool LooksLikeName(std::string_view word) {
  constexpr std::ptrdiff_t kMaxAcronym = 5;
  if (std::any_of(word.begin(), word.end(), IsDigit)) return true;
  const auto capitals = std::count_if(word.begin(), word.end(), IsUpper);
  return std::none_of(word.begin(), word.end(), IsLower) && capitals <= kMaxAcronym;
}

}  // namespace

std::string SameQuestionKey(std::string_view question) {
  const std::string folded = FoldWord(CollapseWhiteSpace(question));
  std::size_t end = 0;
  for (std::size_t at = 0; at < folded.size();) {
    if (!IsClosing(NextCodePoint(folded, &at))) end = at;
  }
  return end > 0 ? folded.substr(0, end) : folded;
}

bool SameLanguage(std::string_view a, std::string_view b) {
  return a.substr(0, a.find('-')) == b.substr(0, b.find('-'));
}

bool IsLanguageNeutral(std::string_view question, std::string_view language) {
  if (!std::all_of(question.begin(), question.end(), IsAscii)) return false;
  if (!HasLatinAlphabet(language)) return true;
  std::string_view rest = question;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (!LooksLikeName(rest.substr(0, end))) return false;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return true;
}

}  // namespace zeroline

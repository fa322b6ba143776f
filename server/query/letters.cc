#include "server/query/letters.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

constexpr struct {
  char32_t first;
  char32_t last;
} kNoLetters[] = {
    {0x00, 0xA9},     {0xAB, 0xB4},     {0xB6, 0xB9},       {0xBB, 0xBF},     {0xD7, 0xD7},
    {0xF7, 0xF7},     {0x2000, 0x2BFF}, {0x3000, 0x3004},   {0x3008, 0x3020}, {0xFE30, 0xFE6F},
    {0xFF00, 0xFF20}, {0xFFF0, 0xFFFF}, {0x1F000, 0x1FBFF},
};

// Languages with another script than Latin, by primary subtag.
constexpr std::string_view kNotLatin[] = {
    "am", "ar", "be", "bg", "bn", "dv", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka", "kk",
    "km", "kn", "ko", "ky", "lo", "mk", "ml", "mn", "mr", "my", "ne", "or", "pa", "ps", "ru",
    "sa", "sd", "si", "sr", "ta", "te", "tg", "th", "ti", "tt", "ug", "uk", "ur", "yi", "zh",
};

constexpr std::string_view kTypedWithoutDiacritics[] = {
    "bs", "cs", "hr", "hu", "lt", "lv", "pl", "pt", "ro", "sk", "sl", "sq", "tr", "vi",
};

template <std::size_t kSize>
bool Has(const std::string_view (&tags)[kSize], std::string_view language) {
  const std::string_view primary = language.substr(0, language.find('-'));
  return std::find(std::begin(tags), std::end(tags), primary) != std::end(tags);
}

template <typename Predicate>
bool All(std::string_view text, Predicate holds) {
  for (std::size_t i = 0; i < text.size();) {
    if (!holds(NextCodePoint(text, &i))) return false;
  }
  return !text.empty();
}

}  // namespace

bool IsAsciiLetter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsAsciiDigit(char32_t c) { return c >= '0' && c <= '9'; }

bool IsLetter(char32_t c) {
  if (c < 0x80) return IsAsciiLetter(c);
  return std::none_of(std::begin(kNoLetters), std::end(kNoLetters),
                      [c](const auto& range) { return c >= range.first && c <= range.last; });
}

std::size_t CountLetters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) count += IsLetter(NextCodePoint(text, &i)) ? 1 : 0;
  return count;
}

bool HasOnlyLetters(std::string_view text) { return All(text, IsLetter); }
bool HasOnlyAsciiLetters(std::string_view text) { return All(text, IsAsciiLetter); }

bool HasAsciiLetter(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return IsAsciiLetter(static_cast<unsigned char>(c)); });
}

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return IsAsciiDigit(static_cast<unsigned char>(c)); });
}

bool IsAllCapitals(std::string_view word) {
  if (!HasOnlyLetters(word) || CountCodePoints(word) < 2) return false;
  const std::string lower = LowerCase(word);
  for (std::size_t i = 0, j = 0; i < word.size() && j < lower.size();) {
    if (NextCodePoint(word, &i) == NextCodePoint(lower, &j)) return false;
  }
  return true;
}

bool IsWrittenInLatin(std::string_view language) { return !Has(kNotLatin, language); }

bool IsOftenTypedWithoutDiacritics(std::string_view language) {
  return Has(kTypedWithoutDiacritics, language);
}

}  // namespace zeroline

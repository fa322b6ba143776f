#include "server/analytics/redaction.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

// Shorter numbers are codes and versions more often than telephones.
constexpr std::size_t kMinDigits = 9;
// Of a number that begins with '+', or has brackets, or two hyphens: a telephone, locally.
constexpr std::size_t kMinTelephoneDigits = 7;
constexpr std::size_t kMinTokenCharacters = 20;
constexpr std::size_t kMinTokenOfEach = 3;  // letters, and digits

// One code point and where it stands. Wide forms, as input methods give them, are as narrow ones.
struct Character {
  char32_t code = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};
using Characters = std::vector<Character>;

Characters CharactersOf(std::string_view text) {
  Characters characters;
  for (std::size_t i = 0; i < text.size();) {
    Character character;
    character.begin = i;
    character.code = NextCodePoint(text, &i);
    character.end = i;
    if (character.code >= 0xFF01 && character.code <= 0xFF5E) character.code -= 0xFEE0;
    if (character.code == 0xA0 || character.code == 0x3000) character.code = ' ';
    if (character.code == 0x2010 || character.code == 0x2011) character.code = '-';
    characters.push_back(character);
  }
  return characters;
}

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool IsLetter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x2000);
}
bool IsAsciiLetter(char32_t c) { return c < 0x80 && IsLetter(c); }
// Scripts without spaces begin above: a word of theirs may stand right before an address.
bool IsOfWord(char32_t c) { return IsDigit(c) || IsLetter(c) || c == '_'; }

bool IsOfAddress(char32_t c) {
  return IsOfWord(c) || c == '.' || c == '-' || c == '+' || c == '%' || c == '\'';
}

// A part of the text that is masked: characters [begin, end).
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view mask;
};

char32_t CodeAt(const Characters& text, std::size_t i) {
  return i < text.size() ? text[i].code : U'\0';
}

std::optional<Span> AddressAround(const Characters& text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && IsOfAddress(text[begin - 1].code)) --begin;
  std::size_t end = at + 1;
  while (end < text.size() && IsOfAddress(text[end].code)) ++end;
  while (end > at + 1 && !IsOfWord(text[end - 1].code)) --end;
  if (begin == at || end == at + 1) return std::nullopt;
  return Span{begin, end, kMaskedAddress};
}

bool IsSeparator(char32_t c) {
  return c == ' ' || c == '-' || c == '(' || c == ')' || c == '/' || c == '.';
}

// Groups of digits with at most two separators between them.
struct Number {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t digits = 0;
  std::vector<std::string> groups;
  std::size_t hyphens = 0;
  bool has_plus = false;
  bool has_bracket = false;
  bool has_dot = false;
};

std::size_t EndOfDigits(const Characters& text, std::size_t i) {
  while (i < text.size() && IsDigit(text[i].code)) ++i;
  return i;
}

void AddGroup(const Characters& text, std::size_t begin, std::size_t end, Number* number) {
  std::string digits;
  for (std::size_t i = begin; i < end; ++i) digits.push_back(static_cast<char>(text[i].code));
  number->digits += digits.size();
  number->groups.push_back(std::move(digits));
  number->end = end;
}

void AddSeparators(const Characters& text, std::size_t begin, std::size_t end, Number* number) {
  for (std::size_t i = begin; i < end; ++i) {
    number->hyphens += text[i].code == '-' ? 1 : 0;
    number->has_bracket |= text[i].code == '(' || text[i].code == ')';
    number->has_dot |= text[i].code == '.';
  }
}

// `at` is a digit that no word goes over into. Digits that a letter follows belong to a code.
Number NumberAt(const Characters& text, std::size_t at) {
  constexpr std::size_t kMostSeparators = 2;
  Number number;
  number.begin = at;
  while (number.begin > 0 && CodeAt(text, number.begin - 1) == '(') --number.begin;
  number.has_bracket = number.begin < at;
  if (number.begin > 0 && CodeAt(text, number.begin - 1) == '+') {
    --number.begin;
    number.has_plus = true;
  }
  number.end = at;
  for (std::size_t next = at; IsDigit(CodeAt(text, next));) {
    const std::size_t end = EndOfDigits(text, next);
    if (IsOfWord(CodeAt(text, end))) break;
    AddSeparators(text, number.end, next, &number);
    AddGroup(text, next, end, &number);
    next = end;
    while (next < end + kMostSeparators && IsSeparator(CodeAt(text, next))) ++next;
  }
  return number;
}

bool IsYear(const std::string& group) {
  return group.size() == 4 && (group.starts_with("19") || group.starts_with("20"));
}

// 2024-05-17 14:30, 17.05.2024, and versions such as 10.0.19045 or addresses such as 10.0.0.1.
bool IsDateOrVersion(const Number& number) {
  if (number.has_plus) return false;
  const auto& groups = number.groups;
  if (std::all_of(groups.begin(), groups.end(), IsYear)) return true;
  if (number.has_dot && !number.has_bracket) return true;
  if (groups.size() < 3 || groups[1].size() > 2) return false;
  return (IsYear(groups[0]) && groups[2].size() <= 2) ||
         (IsYear(groups[2]) && groups[0].size() <= 2);
}

bool IsPersonal(const Number& number) {
  if (IsDateOrVersion(number)) return false;
  if (number.digits >= kMinDigits) return true;
  const bool is_telephone = number.has_plus || number.has_bracket || number.hyphens >= 2;
  return is_telephone && number.digits >= kMinTelephoneDigits;
}

// A run of ASCII letters, digits and '_', or a UUID.
std::size_t EndOfToken(const Characters& text, std::size_t at) {
  std::size_t end = at;
  while (IsAsciiLetter(CodeAt(text, end)) || IsDigit(CodeAt(text, end)) ||
         CodeAt(text, end) == '_' ||
         (CodeAt(text, end) == '-' && end > at && IsOfWord(CodeAt(text, end + 1)))) {
    ++end;
  }
  return end;
}

bool IsHexadecimal(char32_t c) {
  return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool IsUuid(const Characters& text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kLength = 36;
  if (end - begin != kLength) return false;
  for (std::size_t i = 0; i < kLength; ++i) {
    const bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    const char32_t code = text[begin + i].code;
    if (is_hyphen ? code != '-' : !IsHexadecimal(code)) return false;
  }
  return true;
}

// The longest piece without hyphens decides: words joined by them are names of files and products.
bool IsSecret(const Characters& text, std::size_t begin, std::size_t end) {
  if (IsUuid(text, begin, end)) return true;
  std::size_t letters = 0;
  std::size_t digits = 0;
  for (std::size_t i = begin; i <= end; ++i) {
    const char32_t code = i < end ? text[i].code : U'-';
    if (code != '-') {
      letters += IsAsciiLetter(code) ? 1 : 0;
      digits += IsDigit(code) ? 1 : 0;
      continue;
    }
    if (letters + digits >= kMinTokenCharacters && letters >= kMinTokenOfEach &&
        digits >= kMinTokenOfEach) {
      return true;
    }
    letters = digits = 0;
  }
  return false;
}

// What has to be masked and begins at `at`, or around it.
std::optional<Span> SpanAt(const Characters& text, std::size_t at) {
  const char32_t code = text[at].code;
  if (code == '@') return AddressAround(text, at);
  const bool begins_word = at == 0 || !IsOfWord(text[at - 1].code);
  if (!begins_word || !IsOfWord(code)) return std::nullopt;
  if (const std::size_t end = EndOfToken(text, at); IsSecret(text, at, end)) {
    return Span{at, end, kMaskedToken};
  }
  // "INC-123456789" names a thing.
  const bool is_of_code = at > 1 && text[at - 1].code == '-' && IsAsciiLetter(text[at - 2].code);
  if (!IsDigit(code) || is_of_code) return std::nullopt;
  const Number number = NumberAt(text, at);
  if (!IsPersonal(number)) return std::nullopt;
  return Span{number.begin, number.end, kMaskedNumber};
}

std::vector<Span> SpansOf(const Characters& text) {
  std::vector<Span> spans;
  for (std::size_t i = 0; i < text.size();) {
    std::optional<Span> span = SpanAt(text, i);
    if (!span) {
      ++i;
      continue;
    }
    // An address reaches back over what was taken for a number or a token.
    for (; !spans.empty() && spans.back().end > span->begin; spans.pop_back()) {
      span->begin = std::min(span->begin, spans.back().begin);
    }
    spans.push_back(*span);
    i = std::max(span->end, i + 1);
  }
  return spans;
}

}  // namespace

std::string Redacted(std::string_view text) {
  const Characters characters = CharactersOf(text);
  std::string redacted;
  std::size_t kept = 0;
  for (const Span& span : SpansOf(characters)) {
    redacted += text.substr(kept, characters[span.begin].begin - kept);
    redacted += span.mask;
    kept = characters[span.end - 1].end;
  }
  redacted += text.substr(kept);
  return redacted;
}

bool HasPersonalData(std::string_view text) {
  const std::string redacted = Redacted(text);
  for (const std::string_view mask : {kMaskedAddress, kMaskedNumber, kMaskedToken}) {
    if (redacted.find(mask) != std::string::npos) return true;
  }
  return false;
}

}  // namespace zeroline

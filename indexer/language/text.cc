#include "indexer/language/text.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>

namespace zeroline {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

icu::UnicodeString FromUtf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

void AppendCodePoint(UChar32 c, std::string* out) {
  char buffer[U8_MAX_LENGTH];
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, c);
  out->append(buffer, static_cast<std::size_t>(length));
}

// One code point from `*i` on, which moves past it; negative for an invalid sequence.
UChar32 Decode(std::string_view text, std::size_t* i) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 c = 0;
  U8_NEXT(bytes, *i, text.size(), c);
  return c;
}

bool IsAsciiTag(std::string_view tag) {
  return std::all_of(tag.begin(), tag.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool IsIsoLanguage(const std::string& language) {
  static const char* const* const kLanguages = icu::Locale::getISOLanguages();
  for (const char* const* known = kLanguages; *known != nullptr; ++known) {
    if (language == *known) return true;
  }
  return false;
}

std::string_view Trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view PrimarySubtag(std::string_view tag) { return tag.substr(0, tag.find('-')); }

// The value of "q=" in the parameters of one language range; 1 if there is none, 0 if it is broken.
double Quality(std::string_view parameters) {
  const std::size_t q = parameters.find("q=");
  if (q == std::string_view::npos) return 1.0;
  const std::string value(Trim(parameters.substr(q + 2)));
  char* end = nullptr;
  const double quality = std::strtod(value.c_str(), &end);
  return end == value.c_str() ? 0.0 : quality;
}

const std::string* MatchRange(std::string_view range, const std::vector<std::string>& available) {
  const std::string wanted = Lower(range);
  for (const std::string& tag : available) {
    if (Lower(tag) == wanted) return &tag;
  }
  for (const std::string& tag : available) {
    if (PrimarySubtag(Lower(tag)) == PrimarySubtag(wanted)) return &tag;
  }
  return nullptr;
}

}  // namespace

std::optional<std::size_t> FindInvalidUtf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const std::size_t start = i;
    if (Decode(text, &i) < 0) return start;
  }
  return std::nullopt;
}

std::string RepairUtf8(std::string_view text) {
  std::string repaired;
  repaired.reserve(text.size());
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t start = i;
    const UChar32 c = Decode(text, &i);
    if (c < 0) {
      repaired += kReplacement;
    } else if (c == 0) {
      repaired += ' ';
    } else {
      repaired.append(text, start, i - start);
    }
  }
  return repaired;
}

char32_t NextCodePoint(std::string_view text, std::size_t* i) {
  const UChar32 c = Decode(text, i);
  return c < 0 ? U'\uFFFD' : static_cast<char32_t>(c);
}

std::size_t CountCodePoints(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::u32string ToCodePoints(std::string_view text) {
  std::u32string code_points;
  for (std::size_t i = 0; i < text.size();) code_points += NextCodePoint(text, &i);
  return code_points;
}

std::string_view TruncateUtf8(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && U8_IS_TRAIL(static_cast<std::uint8_t>(text[end]))) --end;
  return text.substr(0, end);
}

std::string CollapseWhiteSpace(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  bool pending_space = false;
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t start = i;
    const UChar32 c = Decode(text, &i);
    if (c >= 0 && u_isUWhiteSpace(c)) {
      pending_space = !out.empty();
      continue;
    }
    if (c >= 0 && u_charType(c) == U_CONTROL_CHAR) continue;
    if (pending_space) out += ' ';
    pending_space = false;
    out.append(text, start, i - start);
  }
  return out;
}

std::string LowerCase(std::string_view text) {
  std::string lower;
  return FromUtf8(text).toLower(icu::Locale::getRoot()).toUTF8String(lower);
}

std::string Slugify(std::string_view heading) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
  if (U_FAILURE(error)) return {};
  const icu::UnicodeString folded = fold->normalize(FromUtf8(heading), error);
  std::string slug;
  bool pending_dash = false;
  for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 c = folded.char32At(i);
    if (!u_isalnum(c) && !(U_GET_GC_MASK(c) & U_GC_M_MASK)) {
      pending_dash = !slug.empty();
      continue;
    }
    if (pending_dash) slug += '-';
    pending_dash = false;
    AppendCodePoint(c, &slug);
  }
  return slug;
}

std::optional<std::string> CanonicalLanguageTag(std::string_view tag) {
  if (tag.size() < 2 || tag.size() > 35 || !IsAsciiTag(tag)) return std::nullopt;
  if (!IsIsoLanguage(Lower(PrimarySubtag(tag)))) return std::nullopt;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(
      icu::StringPiece(tag.data(), static_cast<std::int32_t>(tag.size())), error);
  if (U_FAILURE(error) || locale.isBogus()) return std::nullopt;
  std::string canonical = locale.toLanguageTag<std::string>(error);
  // ICU drops what it does not understand; a tag that changed its length was not well-formed.
  if (U_FAILURE(error) || Lower(canonical) != Lower(tag)) return std::nullopt;
  return canonical;
}

std::string LanguageName(std::string_view tag) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(
      icu::StringPiece(tag.data(), static_cast<std::int32_t>(tag.size())), error);
  icu::UnicodeString name;
  if (U_SUCCESS(error)) locale.getDisplayName(locale, name);
  if (name.isEmpty()) return std::string(tag);
  const std::int32_t second = name.moveIndex32(0, 1);
  icu::UnicodeString first(name, 0, second);
  first.toUpper(locale);
  name.replace(0, second, first);
  std::string utf8;
  return name.toUTF8String(utf8);
}

std::optional<std::string> NegotiateLanguage(std::string_view accept_language,
                                             const std::vector<std::string>& available) {
  constexpr std::size_t kMaxHeaderBytes = 1000;
  std::string_view rest = accept_language.substr(0, kMaxHeaderBytes);
  const std::string* best = nullptr;
  double best_quality = 0;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    const std::string_view item = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    const std::size_t semicolon = item.find(';');
    const std::string_view range = Trim(item.substr(0, semicolon));
    const double quality =
        semicolon == std::string_view::npos ? 1.0 : Quality(item.substr(semicolon + 1));
    if (range.empty() || quality <= best_quality) continue;
    if (const std::string* match = MatchRange(range, available)) {
      best = match;
      best_quality = quality;
    }
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

}  // namespace zeroline

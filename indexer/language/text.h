// Small questions about text that need Unicode tables, answered with ICU behind the border.
//
// All functions take UTF-8 and are thread-safe.
#ifndef ZEROLINE_INDEXER_LANGUAGE_TEXT_H_
#define ZEROLINE_INDEXER_LANGUAGE_TEXT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

// Byte offset of the first invalid sequence, or nothing if `text` is valid UTF-8.
std::optional<std::size_t> FindInvalidUtf8(std::string_view text);

// `text` with every invalid sequence replaced by U+FFFD and NUL bytes by spaces.
std::string RepairUtf8(std::string_view text);

// The code point that starts at byte `*i` of `text`, which moves past it; U+FFFD for an invalid
// sequence.
// `*i` must be inside `text`.
char32_t NextCodePoint(std::string_view text, std::size_t* i);

// The bytes of the code point that `lead` begins; of valid UTF-8.
constexpr std::size_t CodePointBytes(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

// Code points of valid UTF-8.
std::size_t CountCodePoints(std::string_view text);

// Each as NextCodePoint() gives it.
std::u32string ToCodePoints(std::string_view text);

// The longest prefix of at most `max_bytes` that ends on a code point.
std::string_view TruncateUtf8(std::string_view text, std::size_t max_bytes);

// `text` with control characters (but tab and newline) removed and runs of white space made one
// space, trimmed.
std::string CollapseWhiteSpace(std::string_view text);

// In lower case, by the root locale's rules.
std::string LowerCase(std::string_view text);

// A URL fragment for a heading: case-folded letters and digits of any script, other runs as one
// '-'.
// "" if nothing is left. "Сброс пароля (Windows)" -> "сброс-пароля-windows".
std::string Slugify(std::string_view heading);

// The canonical form ("pt-br" -> "pt-BR", "ZH" -> "zh") if `tag` is a well-formed BCP 47 tag whose
// language is registered in ISO 639; nothing otherwise ("images", "synonyms", "..").
std::optional<std::string> CanonicalLanguageTag(std::string_view tag);

// The language's own name for itself, capitalised: "pl" -> "Polski".
std::string LanguageName(std::string_view tag);

// The best of `available` (canonical tags) for an Accept-Language header, or nothing.
std::optional<std::string> NegotiateLanguage(std::string_view accept_language,
                                             const std::vector<std::string>& available);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_TEXT_H_

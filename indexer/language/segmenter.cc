#include "indexer/language/segmenter.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <string>

#include "indexer/language/normalizer.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxIdentifierBytes = 120;
// Longer hyphenated words are phrases ("user-friendly") that nobody writes as one.
constexpr std::size_t kMaxCompoundBytes = 12;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsAlnum(char c) { return IsDigit(c) || IsLetter(c); }
bool IsConnector(char c) { return std::string_view("_@\\:.-+#").find(c) != std::string_view::npos; }

// Thai, Lao, Myanmar and Khmer: words without spaces between them, segmented by ICU's dictionaries.
bool IsUnspacedScript(UChar32 c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
         (c >= 0x1780 && c <= 0x17FF);
}

TokenKind KindOf(std::int32_t rule_status, UChar32 first) {
  if (rule_status >= UBRK_WORD_KANA || IsUnspacedScript(first)) return TokenKind::kUnspaced;
  return rule_status < UBRK_WORD_NUMBER_LIMIT ? TokenKind::kNumber : TokenKind::kWord;
}

// Where ICU keeps together what people look for apart: ERR_CONNECTION_RESET, user@example.com. Host
// and file names (docs.example.com) stay whole: their parts would lengthen articles full of links
// by words that say little, and the character channel finds them.
bool SplitsAt(char c) { return c == '_' || c == '@'; }

void AppendParts(std::string_view text, const TextSegment& segment,
                 std::vector<TextSegment>* segments) {
  std::size_t start = segment.begin;
  for (std::size_t i = segment.begin; i <= segment.end; ++i) {
    if (i < segment.end && !SplitsAt(text[i])) continue;
    if (i > start) {
      const std::string_view part = text.substr(start, i - start);
      const bool number = std::all_of(part.begin(), part.end(), IsDigit);
      segments->push_back({static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(i),
                           number ? TokenKind::kNumber : segment.kind});
    }
    start = i + 1;
  }
}

// Whether one of `words`, ordered by begin, covers exactly these bytes: then it is findable as
// typed already.
bool IsOneWord(const std::vector<TextSegment>& words, std::size_t count,
               const TextSegment& candidate) {
  const auto end = words.begin() + static_cast<std::ptrdiff_t>(count);
  const auto found = std::lower_bound(
      words.begin(), end, candidate.begin,
      [](const TextSegment& word, std::uint32_t begin) { return word.begin < begin; });
  return found != end && found->begin == candidate.begin && found->end == candidate.end;
}

}  // namespace

bool LooksLikeIdentifier(std::string_view run) {
  if (run.size() < 2 || run.size() > kMaxIdentifierBytes) return false;
  const char last = run.back();
  if ((last == '+' || last == '#') && run.size() <= 5) return true;
  bool letters = false;
  bool digits = false;
  int connectors = 0;
  for (std::size_t i = 0; i < run.size(); ++i) {
    const char c = run[i];
    letters |= IsLetter(c);
    digits |= IsDigit(c);
    if (IsAlnum(c)) continue;
    ++connectors;
    if (c == '_' || c == '@' || c == '\\') return true;
    if (c == '.' && i > 0 && i + 1 < run.size() && IsLetter(run[i - 1]) && IsLetter(run[i + 1])) {
      return true;
    }
  }
  return digits && connectors > 0 && (letters || connectors >= 2);
}

namespace {

// Maximal runs of ASCII letters, digits and connectors, without the punctuation around them.
// The first `words` segments are words.
void AppendIdentifiers(std::string_view text, std::size_t words,
                       std::vector<TextSegment>* segments) {
  for (std::size_t i = 0; i < text.size();) {
    if (!IsAlnum(text[i]) && !IsConnector(text[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && (IsAlnum(text[end]) || IsConnector(text[end]))) ++end;
    std::size_t first = i;
    i = end;
    while (first < end && !IsAlnum(text[first]) && text[first] != '\\') ++first;
    while (end > first && !IsAlnum(text[end - 1]) && text[end - 1] != '+' && text[end - 1] != '#') {
      --end;
    }
    const TextSegment candidate = {static_cast<std::uint32_t>(first),
                                   static_cast<std::uint32_t>(end), TokenKind::kIdentifier};
    if (LooksLikeIdentifier(text.substr(first, end - first)) &&
        !IsOneWord(*segments, words, candidate)) {
      segments->push_back(candidate);
    }
  }
}

// Bytes of a hyphen between two words that touch it, 0 if there is none.
std::size_t HyphenBytes(std::string_view between) {
  return between == "-" || between == "\u2010" || between == "\u2011" ? between.size() : 0;
}

// Wi-Fi is also written wifi, e-mail email: the joined form of two words around one hyphen.
void AppendCompounds(std::string_view text, std::vector<TextSegment>* segments) {
  const std::size_t words = segments->size();
  for (std::size_t i = 0; i + 1 < words; ++i) {
    const TextSegment& left = (*segments)[i];
    const TextSegment& right = (*segments)[i + 1];
    if (left.kind != TokenKind::kWord || right.kind != TokenKind::kWord) continue;
    if (right.end - left.begin > kMaxCompoundBytes || right.begin <= left.end) continue;
    if (HyphenBytes(text.substr(left.end, right.begin - left.end)) == 0) continue;
    segments->push_back({left.begin, right.end, TokenKind::kCompound});
  }
}

}  // namespace

struct Segmenter::Impl {
  std::unique_ptr<icu::BreakIterator> words;
  std::u16string wide;
  std::vector<std::uint32_t> offsets;  // byte offset of each code unit of `wide`, and the end
  UText source = UTEXT_INITIALIZER;

  ~Impl() { utext_close(&source); }

  void Widen(std::string_view text);
  void AppendWords(std::string_view text, std::vector<TextSegment>* segments);
};

// UTF-8 -> UTF-16 with the byte offset of every unit; an invalid sequence becomes U+FFFD.
void Segmenter::Impl::Widen(std::string_view text) {
  wide.clear();
  offsets.clear();
  wide.reserve(text.size());
  offsets.reserve(text.size() + 1);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  std::size_t i = 0;
  while (i < text.size()) {
    const auto start = static_cast<std::uint32_t>(i);
    if (bytes[i] < 0x80) {
      wide.push_back(static_cast<char16_t>(bytes[i++]));
      offsets.push_back(start);
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(bytes, i, text.size(), c);
    if (c < 0) c = 0xFFFD;
    if (c > 0xFFFF) {
      wide.push_back(U16_LEAD(c));
      wide.push_back(U16_TRAIL(c));
      offsets.push_back(start);
    } else {
      wide.push_back(SimplifyHan(static_cast<char16_t>(c)));
    }
    offsets.push_back(start);
  }
  offsets.push_back(static_cast<std::uint32_t>(text.size()));
}

void Segmenter::Impl::AppendWords(std::string_view text, std::vector<TextSegment>* segments) {
  UErrorCode error = U_ZERO_ERROR;
  utext_openUChars(&source, wide.data(), static_cast<std::int64_t>(wide.size()), &error);
  words->setText(&source, error);
  if (U_FAILURE(error)) return;
  std::int32_t start = words->first();
  for (std::int32_t end = words->next(); end != icu::BreakIterator::DONE;
       start = end, end = words->next()) {
    const std::int32_t status = words->getRuleStatus();
    if (status < UBRK_WORD_NONE_LIMIT) continue;
    const auto first = static_cast<std::size_t>(start);
    const TextSegment segment = {offsets[first], offsets[static_cast<std::size_t>(end)],
                                 KindOf(status, wide[first])};
    if (segment.kind == TokenKind::kWord) {
      AppendParts(text, segment, segments);
    } else {
      segments->push_back(segment);
    }
  }
}

Segmenter::Segmenter(std::string_view language) : impl_(std::make_unique<Impl>()) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(
      icu::StringPiece(language.data(), static_cast<std::int32_t>(language.size())), error);
  error = U_ZERO_ERROR;
  impl_->words.reset(icu::BreakIterator::createWordInstance(locale, error));
}

Segmenter::~Segmenter() = default;

void Segmenter::Segments(std::string_view text, std::vector<TextSegment>* segments) {
  segments->clear();
  if (impl_->words == nullptr) return;
  impl_->Widen(text);
  impl_->AppendWords(text, segments);

  const std::size_t words = segments->size();
  AppendCompounds(text, segments);
  AppendIdentifiers(text, words, segments);
  if (segments->size() == words) return;
  std::stable_sort(segments->begin(), segments->end(),
                   [](const TextSegment& a, const TextSegment& b) {
                     return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
                   });
}

}  // namespace zeroline

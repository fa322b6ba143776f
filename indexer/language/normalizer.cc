#include "indexer/language/normalizer.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>
#include <mutex>

#include "indexer/language/analyzer.h"

namespace zeroline {
namespace {

constexpr char16_t kFirstHan = 0x3400;
constexpr char16_t kLastHan = 0x9FFF;
constexpr UChar32 kCyrillicIe = 0x0435;
constexpr UChar32 kDiaeresis = 0x0308;

icu::UnicodeString FromUtf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool DropsMarks(UChar32 base) {
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(base, &error);
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_ARABIC ||
         script == USCRIPT_HEBREW;
}

// Letters without a canonical decomposition that are typed as plain ones.
const char16_t* PlainLetters(UChar32 c) {
  switch (c) {
    case 0x0142:
      return u"l";  // ł
    case 0x00F8:
      return u"o";  // ø
    case 0x0111:
      return u"d";  // đ
    case 0x00F0:
      return u"d";  // ð
    case 0x00FE:
      return u"th";  // þ
    case 0x00E6:
      return u"ae";  // æ
    case 0x0153:
      return u"oe";  // œ
    case 0x0131:
      return u"i";  // ı
    case 0x00DF:
      return u"ss";  // ß
    default:
      return nullptr;
  }
}

// Hant-Hans for every code unit of the main Han blocks, made once (about 30 ms) when first needed.
class SimplifiedTable {
 public:
  static const SimplifiedTable& Get() {
    static const SimplifiedTable table;
    return table;
  }
  char16_t operator[](char16_t c) const { return map_[static_cast<std::size_t>(c - kFirstHan)]; }

 private:
  SimplifiedTable() {
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> simplify(
        icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, error));
    for (std::size_t i = 0; i < map_.size(); ++i) {
      const auto c = static_cast<char16_t>(kFirstHan + i);
      map_[i] = c;
      if (U_FAILURE(error)) continue;
      icu::UnicodeString one(c);
      simplify->transliterate(one);
      if (one.length() == 1) map_[i] = one[0];
    }
  }
  std::array<char16_t, kLastHan - kFirstHan + 1> map_{};
};

}  // namespace

std::string NormalizeWord(std::string_view word) {
  std::string out;
  if (IsAscii(word)) {
    out.assign(word);
    for (char& c : out) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
  }
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
  if (U_FAILURE(error)) return std::string(word);
  icu::UnicodeString folded = fold->normalize(FromUtf8(word), error);
  folded.findAndReplace(icu::UnicodeString(char16_t{0x2019}), icu::UnicodeString(u'\''));
  return folded.toUTF8String(out);
}

std::string FoldNormalized(std::string_view normalized) {
  if (IsAscii(normalized)) return std::string(normalized);
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(error);
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) return std::string(normalized);
  const icu::UnicodeString apart = nfd->normalize(FromUtf8(normalized), error);
  icu::UnicodeString kept;
  bool drops_marks = false;
  UChar32 base = 0;
  for (std::int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
    const UChar32 c = apart.char32At(i);
    if (u_charType(c) == U_NON_SPACING_MARK) {
      if (drops_marks || (base == kCyrillicIe && c == kDiaeresis)) continue;
    } else {
      base = c;
      drops_marks = DropsMarks(c);
    }
    if (const char16_t* plain = PlainLetters(c)) {
      kept.append(plain, -1);
    } else {
      kept.append(c);
    }
  }
  std::string out;
  nfc->normalize(kept, error).toUTF8String(out);
  return out;
}

char16_t SimplifyHan(char16_t c) {
  return c >= kFirstHan && c <= kLastHan ? SimplifiedTable::Get()[c] : c;
}

std::string FoldWord(std::string_view word) {
  const std::string folded = FoldNormalized(NormalizeWord(word));
  if (IsAscii(folded)) return folded;
  icu::UnicodeString wide = FromUtf8(folded);
  for (std::int32_t i = 0; i < wide.length(); ++i) {
    const char16_t c = wide.charAt(i);
    if (c >= kFirstHan && c <= kLastHan) wide.setCharAt(i, SimplifyHan(c));
  }
  std::string out;
  return wide.toUTF8String(out);
}

}  // namespace zeroline

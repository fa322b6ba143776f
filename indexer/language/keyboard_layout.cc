#include "indexer/language/keyboard_layout.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

// The 47 keys that give a character, row by row from the top left: 13 of the digit row, 13 of the
// row above the home row, 11 of the home row, 10 of the row below it.
constexpr std::size_t kKeys = 47;
using Keys = std::u32string_view;

struct LayoutRow {
  Layout layout;
  Keys plain;
  Keys shifted;
};

// clang-format off
constexpr LayoutRow kLayouts[] = {
    {Layout::kEnglish,
     U"`1234567890-=" U"qwertyuiop[]\\" U"asdfghjkl;'" U"zxcvbnm,./",
     U"~!@#$%^&*()_+" U"QWERTYUIOP{}|"  U"ASDFGHJKL:\"" U"ZXCVBNM<>?"},
    {Layout::kGerman,
     U"^1234567890ß´" U"qwertzuiopü+#"  U"asdfghjklöä" U"yxcvbnm,.-",
     U"°!\"§$%&/()=?`" U"QWERTZUIOPÜ*'" U"ASDFGHJKLÖÄ" U"YXCVBNM;:_"},
    {Layout::kRussian,
     U"ё1234567890-=" U"йцукенгшщзхъ\\" U"фывапролджэ" U"ячсмитьбю.",
     U"Ё!\"№;%:?*()_+" U"ЙЦУКЕНГШЩЗХЪ/" U"ФЫВАПРОЛДЖЭ" U"ЯЧСМИТЬБЮ,"},
    {Layout::kUkrainian,
     U"'1234567890-=" U"йцукенгшщзхї\\" U"фівапролджє" U"ячсмитьбю.",
     U"₴!\"№;%:?*()_+" U"ЙЦУКЕНГШЩЗХЇ/" U"ФІВАПРОЛДЖЄ" U"ЯЧСМИТЬБЮ,"},
    {Layout::kBelarusian,
     U"ё1234567890-=" U"йцукенгшўзх'\\" U"фывапролджэ" U"ячсмітьбю.",
     U"Ё!\"№;%:?*()_+" U"ЙЦУКЕНГШЎЗХ'/" U"ФЫВАПРОЛДЖЭ" U"ЯЧСМІТЬБЮ,"},
};
// clang-format on

constexpr bool EveryLayoutHasEveryKey() {
  for (const LayoutRow& row : kLayouts) {
    if (row.plain.size() != kKeys || row.shifted.size() != kKeys) return false;
  }
  return true;
}
static_assert(EveryLayoutHasEveryKey());

constexpr struct {
  std::string_view tag;  // primary language subtag
  Layout layout;
} kLanguages[] = {
    {"en", Layout::kEnglish}, {"pl", Layout::kEnglish},   {"de", Layout::kGerman},
    {"ru", Layout::kRussian}, {"uk", Layout::kUkrainian}, {"be", Layout::kBelarusian},
};

const LayoutRow& RowOf(Layout layout) {
  return *std::find_if(std::begin(kLayouts), std::end(kLayouts),
                       [layout](const LayoutRow& row) { return row.layout == layout; });
}

void Append(char32_t c, std::string* out) {
  char buffer[U8_MAX_LENGTH];
  std::size_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, c);
  out->append(buffer, length);
}

// Where a key is, in widths of a key; each row is shifted against the one above it.
struct Place {
  double column;
  int row;
};

Place PlaceOf(std::size_t key) {
  constexpr struct {
    std::size_t first;
    double column;
  } kRows[] = {{0, 0}, {13, 1.5}, {26, 1.75}, {37, 2.25}};
  int row = 3;
  while (key < kRows[row].first) --row;
  return {kRows[row].column + static_cast<double>(key - kRows[row].first), row};
}

// Keys of one row touch the next one; keys of neighbouring rows touch where they overlap.
bool Touch(std::size_t a, std::size_t b) {
  const Place one = PlaceOf(a);
  const Place other = PlaceOf(b);
  const double distance = std::abs(one.column - other.column);
  if (one.row == other.row) return a != b && distance < 1.5;
  return std::abs(one.row - other.row) == 1 && distance < 1;
}

}  // namespace

std::string TypedOnOtherLayout(std::string_view text, Layout from, Layout to) {
  const LayoutRow& meant = RowOf(from);
  const LayoutRow& active = RowOf(to);
  std::string typed;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t c = NextCodePoint(text, &i);
    if (const std::size_t key = meant.plain.find(c); key != Keys::npos) {
      Append(active.plain[key], &typed);
    } else if (const std::size_t capital = meant.shifted.find(c); capital != Keys::npos) {
      Append(active.shifted[capital], &typed);
    } else {
      typed += text.substr(begin, i - begin);
    }
  }
  return typed;
}

std::optional<Layout> LayoutOfLanguage(std::string_view tag) {
  const std::string_view primary = tag.substr(0, tag.find('-'));
  for (const auto& language : kLanguages) {
    if (language.tag == primary) return language.layout;
  }
  return std::nullopt;
}

std::vector<std::string> NeighbouringLetters(std::string_view letter, Layout layout) {
  std::vector<std::string> letters;
  if (letter.empty()) return letters;
  std::size_t i = 0;
  const char32_t c = NextCodePoint(letter, &i);
  const LayoutRow& row = RowOf(layout);
  const std::size_t key = row.plain.find(c) != Keys::npos ? row.plain.find(c) : row.shifted.find(c);
  if (key == Keys::npos) return letters;
  for (std::size_t other = 0; other < kKeys; ++other) {
    if (!Touch(key, other) || u_isalpha(static_cast<UChar32>(row.plain[other])) == 0) continue;
    Append(row.plain[other], &letters.emplace_back());
  }
  return letters;
}

}  // namespace zeroline

#include "server/search/title_fit.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "indexer/language/analyzer.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

// Each weight is more than those after it together can make up for in a title of usual length.
constexpr double kMissing = 12;  // a typed word that the title does not have
constexpr double kOpens = 4;     // the title begins with what was typed
constexpr double kTogether = 3;  // the words stand one after the other
constexpr double kWhole = 1.5;   // of the typed words
constexpr double kShort = 1.5;   // a title of one letter; none from kLongTitle on
constexpr double kAsked = 0.25;  // for every doubling of confirmations
constexpr double kMaxAsked = 2;
constexpr double kLongTitle = 90;  // bytes

struct Place {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_whole = false;
};

// Thai is the first script without spaces in the order of code points: there a word may begin
// anywhere.
constexpr char32_t kFirstUnspaced = 0x0E00;

// Letters and digits, as far as the borders of words ask: punctuation of ASCII, Latin-1, the
// general and the Chinese block are none.
bool IsLetter(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  return !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x303F) &&
         !(c >= 0xFF00 && c <= 0xFF0F);
}

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

char32_t CodePointBefore(std::string_view text, std::size_t at) {
  std::size_t begin = at - 1;
  while (begin > 0 && IsContinuation(text[begin])) --begin;
  return NextCodePoint(text, &begin);
}

bool IsBorder(std::string_view text, std::size_t at) {
  if (at == 0 || at >= text.size()) return true;
  std::size_t next = at;
  const char32_t behind = NextCodePoint(text, &next);
  const char32_t before = CodePointBefore(text, at);
  return behind >= kFirstUnspaced || before >= kFirstUnspaced || !IsLetter(before) ||
         !IsLetter(behind);
}

std::size_t SkipToLetter(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    std::size_t next = at;
    if (IsLetter(NextCodePoint(text, &next))) break;
    at = next;
  }
  return at;
}

// The first word from `from` on that begins so.
std::optional<Place> FindWord(std::string_view title, const TypedWord& word, std::size_t from) {
  std::optional<Place> first;
  for (const std::string& beginning : word.beginnings) {
    if (beginning.empty()) continue;
    for (std::size_t at = title.find(beginning, from); at != std::string_view::npos;
         at = title.find(beginning, at + 1)) {
      if (!IsBorder(title, at)) continue;
      if (!first || at < first->begin) {
        first = Place{at, at + beginning.size(), IsBorder(title, at + beginning.size())};
      }
      break;
    }
  }
  return first;
}

// Whether only what is between words, or the rest of the word, lies between them.
bool IsNext(std::string_view title, const Place& before, const Place& place) {
  std::size_t at = before.end;
  while (at < place.begin && (IsContinuation(title[at]) || !IsBorder(title, at))) ++at;
  return SkipToLetter(title, at) == place.begin;
}

}  // namespace

TitleFit FitTitle(std::string_view title, const TypedText& typed, std::uint32_t asked) {
  const std::string folded = FoldWord(title);
  std::size_t found = 0;
  std::size_t whole = 0;
  std::size_t together = 0;
  bool opens = false;
  std::optional<Place> last;
  for (std::size_t i = 0; i < typed.words.size(); ++i) {
    const std::size_t from = last ? last->end : 0;
    std::optional<Place> place = FindWord(folded, typed.words[i], from);
    if (!place && from > 0) place = FindWord(folded, typed.words[i], 0);
    if (!place) continue;
    ++found;
    whole += place->is_whole ? 1 : 0;
    if (i == 0) opens = SkipToLetter(folded, 0) == place->begin;
    if (last && place->begin >= last->end && IsNext(folded, *last, *place)) ++together;
    last = place;
  }
  const auto count = static_cast<double>(typed.words.size());
  TitleFit fit;
  fit.has_all = found == typed.words.size();
  const bool is_phrase = fit.has_all && together + 1 == found;
  fit.score = -kMissing * (count - static_cast<double>(found));
  if (opens && is_phrase) fit.score += kOpens;
  if (count > 1) fit.score += kTogether * static_cast<double>(together) / (count - 1);
  fit.score += kWhole * static_cast<double>(whole) / count;
  fit.score += kShort * std::max(0.0, 1 - static_cast<double>(folded.size()) / kLongTitle);
  fit.score += std::min(kMaxAsked, kAsked * std::log2(1.0 + asked));
  return fit;
}

}  // namespace zeroline

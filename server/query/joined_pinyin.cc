#include "server/query/joined_pinyin.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/language/text.h"
#include "indexer/language/transliteration.h"
#include "server/query/letters.h"

namespace zeroline {
namespace {

// A longer run is no question typed as it sounds.
constexpr std::size_t kMaxLetters = 60;
constexpr std::size_t kMinLetters = 4;
// Four characters of the longest syllables (zhuang).
constexpr std::size_t kMaxWordLetters = 24;
constexpr std::size_t kMaxSyllableLetters = 6;
constexpr std::size_t kMaxReadings = 3;
// What every word costs, less the logarithm of how many articles have it: more than any frequency
// gains, so few long words win over many short ones.
constexpr double kWordCost = 20;
// An English word this long is rather English than Chinese by chance.
constexpr std::size_t kMinEnglishLetters = 5;

struct ChineseWord {
  std::size_t begin = 0;  // in the letters
  std::vector<KnownWord> readings;
};

// The letters of the words of one run, and where words may begin and end in them.
struct Letters {
  std::string text;
  std::vector<bool> is_cut;  // text.size() + 1 of them
};

// Typed syllables are not torn apart; a longer word may hold several.
Letters LettersOf(const Draft& draft, std::size_t first, std::size_t count) {
  Letters letters;
  for (std::size_t i = first; i < first + count; ++i) {
    const std::string& word = draft.words()[i].normal;
    const bool is_joined = word.size() > kMaxSyllableLetters || count == 1;
    for (std::size_t k = 0; k < word.size(); ++k) letters.is_cut.push_back(k == 0 || is_joined);
    letters.text += word;
  }
  letters.is_cut.push_back(true);
  return letters;
}

std::vector<KnownWord> ChineseReadings(std::string_view letters, const Mending& mending) {
  const std::string key = LatinKey(letters, mending.language);
  if (key.empty()) return {};
  std::vector<KnownWord> readings = mending.vocabulary.WithLatinKey(key);
  readings.erase(
      std::remove_if(readings.begin(), readings.end(),
                     [](const KnownWord& reading) { return HasAsciiLetter(reading.word); }),
      readings.end());
  if (readings.size() > kMaxReadings) readings.resize(kMaxReadings);
  return readings;
}

// The words that cover all letters at the least cost; nothing if none do.
std::optional<std::vector<ChineseWord>> Segment(const Letters& letters, const Mending& mending) {
  const std::size_t size = letters.text.size();
  constexpr double kNever = std::numeric_limits<double>::infinity();
  std::vector<double> cost(size + 1, kNever);
  std::vector<ChineseWord> word_to(size + 1);
  cost[0] = 0;
  for (std::size_t begin = 0; begin < size; ++begin) {
    if (cost[begin] == kNever || !letters.is_cut[begin]) continue;
    for (std::size_t end = begin + 1; end <= std::min(size, begin + kMaxWordLetters); ++end) {
      if (!letters.is_cut[end]) continue;
      std::vector<KnownWord> readings =
          ChineseReadings(std::string_view(letters.text).substr(begin, end - begin), mending);
      if (readings.empty()) continue;
      const double total = cost[begin] + kWordCost - std::log(1.0 + readings.front().articles);
      if (total >= cost[end]) continue;
      cost[end] = total;
      word_to[end] = {begin, std::move(readings)};
    }
  }
  if (cost[size] == kNever) return std::nullopt;
  std::vector<ChineseWord> words;
  for (std::size_t end = size; end > 0; end = words.back().begin) {
    words.push_back(std::move(word_to[end]));
  }
  std::reverse(words.begin(), words.end());
  return words;
}

// Half of the letters at least belong to words of several characters: nearly every syllable is some
// character.
bool IsConvincing(const std::vector<ChineseWord>& words, std::size_t letters) {
  std::size_t in_long_words = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t end = i + 1 < words.size() ? words[i + 1].begin : letters;
    if (CountCodePoints(words[i].readings.front().word) >= 2) in_long_words += end - words[i].begin;
  }
  return 2 * in_long_words >= letters && in_long_words > 0;
}

// A word that people write in Latin letters in the middle of Chinese.
bool IsForeign(const DraftWord& word) {
  if (word.is_fixed || !HasOnlyAsciiLetters(word.normal)) return true;
  return word.normal.size() >= kMinEnglishLetters && word.is_correct;
}

// Returns whether the words were replaced.
bool MendRun(std::size_t first, std::size_t count, const Mending& mending) {
  const Letters letters = LettersOf(*mending.draft, first, count);
  if (letters.text.size() < kMinLetters || letters.text.size() > kMaxLetters) return false;
  const auto words = Segment(letters, mending);
  if (!words || !IsConvincing(*words, letters.text.size())) return false;
  std::vector<std::string> surfaces;
  for (const ChineseWord& word : *words) surfaces.push_back(word.readings.front().word);
  const std::string typed = mending.draft->Text(first, count);
  mending.draft->Replace(first, count, surfaces, "");
  for (std::size_t i = 0; i < words->size(); ++i) {
    DraftWord& word = mending.draft->words()[first + i];
    word.is_unspaced = true;
    const std::vector<KnownWord>& readings = (*words)[i].readings;
    double all = 0;
    for (const KnownWord& reading : readings) all += reading.articles;
    if (all <= 0) continue;
    word.own_weight = readings.front().articles / all;
    for (std::size_t k = 1; k < readings.size(); ++k) {
      word.alternatives.push_back({readings[k].word, readings[k].articles / all});
    }
  }
  mending.rewrites->push_back(
      {"transliteration", typed, mending.draft->Text(first, surfaces.size())});
  return true;
}

// A run that is not Chinese as a whole may hold foreign words: then each word speaks for itself.
void MendEach(std::size_t first, std::size_t count, const Mending& mending) {
  for (std::size_t i = first + count; i > first; --i) {
    if (!mending.draft->words()[i - 1].is_correct) MendRun(i - 1, 1, mending);
  }
}

}  // namespace

void MendPinyin(const Mending& mending) {
  // From the end: a run that is replaced does not move those before it.
  for (std::size_t end = mending.draft->words().size(); end > 0;) {
    std::size_t first = end;
    while (first > 0 && !IsForeign(mending.draft->words()[first - 1]) &&
           (first == end || mending.draft->IsFollowedBySpace(first - 1))) {
      --first;
    }
    if (first < end && !MendRun(first, end - first, mending)) {
      MendEach(first, end - first, mending);
    }
    end = first < end ? first : end - 1;
  }
}

}  // namespace zeroline

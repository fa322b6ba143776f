#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/language/text.h"
#include "indexer/language/transliteration.h"
#include "server/query/joined_pinyin.h"
#include "server/query/letters.h"
#include "server/query/word_rungs.h"

namespace zeroline {
namespace {

constexpr std::size_t kMinKnownLetters = 3;
constexpr std::size_t kMaxReadings = 3;
// A word that is known in Latin letters too is searched in both; as typed it counts more.
constexpr double kOtherScriptWeight = 0.4;
// Shorter ones sound like something else (on, он).
constexpr std::size_t kMinOtherScriptLetters = 4;

// Apostrophes stand for soft and hard signs.
bool IsTypedInLatin(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) {
    return c == '\'' || IsAsciiLetter(static_cast<unsigned char>(c));
  });
}

bool IsLatinWord(const DraftWord& word) {
  return !word.is_fixed && !word.is_unspaced && IsTypedInLatin(word.normal);
}

std::vector<KnownWord> ReadingsOf(const DraftWord& word, const Mending& mending) {
  const std::string key = LatinKey(word.normal, mending.language);
  if (key.empty()) return {};
  std::vector<KnownWord> readings = mending.vocabulary.WithLatinKey(key);
  readings.erase(
      std::remove_if(readings.begin(), readings.end(),
                     [&](const KnownWord& reading) { return reading.word == word.normal; }),
      readings.end());
  if (readings.size() > kMaxReadings) readings.resize(kMaxReadings);
  return readings;
}

// Puts the commonest reading in place of word i and the others beside it, by their share.
void Read(std::size_t i, const std::vector<KnownWord>& readings, Draft* draft) {
  double all = 0;
  for (const KnownWord& reading : readings) all += reading.articles;
  draft->Replace(i, 1, {readings.front().word}, "");
  DraftWord& word = draft->words()[i];
  if (all <= 0) return;
  word.own_weight = readings.front().articles / all;
  for (std::size_t k = 1; k < readings.size(); ++k) {
    word.alternatives.push_back({readings[k].word, readings[k].articles / all});
  }
}

// German: zuruecksetzen, strasse.
void MendSubstitutes(const Mending& mending) {
  for (std::size_t i = 0; i < mending.draft->words().size(); ++i) {
    const DraftWord& word = mending.draft->words()[i];
    if (!IsLatinWord(word) || word.is_correct) continue;
    const std::vector<KnownWord> readings = ReadingsOf(word, mending);
    if (readings.empty()) continue;
    const std::string typed = word.surface;
    Read(i, readings, mending.draft);
    mending.rewrites->push_back({"transliteration", typed, readings.front().word});
  }
}

// A Latin word of a text in another script.
struct LatinWord {
  std::size_t index = 0;
  std::size_t letters = 0;
  std::vector<KnownWord> readings;
  std::uint32_t articles = 0;  // as typed
  bool is_correct = false;     // as typed

  bool is_readable() const { return !readings.empty(); }
  // Readable, and either not a word as typed or a rarer one.
  bool reads_better() const { return is_readable() && readings.front().articles > articles; }
};

std::vector<LatinWord> LatinWordsOf(const Mending& mending) {
  std::vector<LatinWord> latin;
  const std::vector<DraftWord>& words = mending.draft->words();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!IsLatinWord(words[i])) continue;
    latin.push_back({i, CountLetters(words[i].normal), ReadingsOf(words[i], mending),
                     words[i].articles, words[i].is_correct});
  }
  return latin;
}

// Whether the Latin words are this language's as it sounds: those that read better so outweigh
// those that are foreign and stay foreign, and one of them at least, not a short one, is no word as
// typed. A name that the articles write in Latin says nothing.
bool AreTransliterated(const std::vector<LatinWord>& latin) {
  std::size_t sure = 0;
  std::size_t readable = 0;
  std::size_t foreign = 0;
  for (const LatinWord& word : latin) {
    if (word.reads_better()) {
      readable += word.letters;
      const std::size_t read_letters = CountCodePoints(word.readings.front().word);
      if (read_letters >= kMinKnownLetters && word.articles == 0) sure += word.letters;
    } else if (word.articles == 0) {
      foreign += word.letters;
    }
  }
  return sure > 0 && readable > foreign;
}

// Server or сервер: both are searched for.
void AddOtherScript(const LatinWord& word, Draft* draft) {
  if (!word.is_readable() || word.letters < kMinOtherScriptLetters) return;
  draft->words()[word.index].alternatives = {{word.readings.front().word, kOtherScriptWeight}};
}

void MendSounds(const Mending& mending) {
  const std::vector<LatinWord> latin = LatinWordsOf(mending);
  Draft& draft = *mending.draft;
  if (!AreTransliterated(latin)) {
    for (const LatinWord& word : latin) AddOtherScript(word, &draft);
    return;
  }
  std::size_t first = draft.words().size();
  std::size_t last = 0;
  for (const LatinWord& word : latin) {
    if (!word.reads_better()) continue;
    first = std::min(first, word.index);
    last = word.index;
  }
  const std::size_t count = last - first + 1;
  const std::string typed = draft.Text(first, count);
  for (const LatinWord& word : latin) {
    if (word.reads_better()) {
      Read(word.index, word.readings, &draft);
    } else {
      AddOtherScript(word, &draft);
    }
  }
  mending.rewrites->push_back({"transliteration", typed, draft.Text(first, count)});
}

}  // namespace

void MendTransliteration(const Mending& mending) {
  if (IsWrittenInLatin(mending.language)) {
    MendSubstitutes(mending);
  } else if (mending.language.substr(0, mending.language.find('-')) == "zh") {
    MendPinyin(mending);
  } else {
    MendSounds(mending);
  }
}

}  // namespace zeroline

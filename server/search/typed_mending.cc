#include "server/search/typed_mending.h"

#include <xapian.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/language/keyboard_layout.h"
#include "indexer/language/normalizer.h"
#include "indexer/language/transliteration.h"

namespace zeroline {
namespace {

// Words that a beginning in Latin letters may stand for.
constexpr std::size_t kMaxReadings = 8;
// Four characters of the longest syllables (zhuang).
constexpr std::size_t kMaxPinyinLetters = 24;
// Longer runs are no question typed as it sounds.
constexpr std::size_t kMaxPinyinRun = 60;

bool IsAsciiLetters(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](char c) { return (c >= 'a' && c <= 'z') || c == '\''; });
}

bool IsChinese(std::string_view language) { return language.substr(0, language.find('-')) == "zh"; }

bool AllKnown(const TypedText& typed, const WordBeginnings& vocabulary) {
  return std::all_of(typed.words.begin(), typed.words.end(),
                     [&](const TypedWord& word) { return IsKnown(word, vocabulary); });
}

struct LayoutPair {
  Layout active;
  Layout meant;
};

bool IsCyrillic(Layout layout) { return layout != Layout::kEnglish && layout != Layout::kGerman; }

std::vector<LayoutPair> PairsOf(std::string_view language) {
  const Layout own = LayoutOfLanguage(language).value_or(Layout::kEnglish);
  if (IsCyrillic(own)) return {{Layout::kEnglish, own}, {own, Layout::kEnglish}};
  return {{Layout::kRussian, own}, {Layout::kUkrainian, own}};
}

// Every run without spaces that is unknown as typed must be known as meant.
std::optional<TypedText> OnOtherLayout(const TypedText& typed, const LayoutPair& pair,
                                       const WordBeginnings& vocabulary, Analyzer* analyzer) {
  const std::string& text = typed.text;
  std::string meant;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const auto is_in_run = [&](const TypedWord& word) {
      return word.begin >= begin && word.begin < end;
    };
    const bool is_unknown = std::any_of(
        typed.words.begin(), typed.words.end(),
        [&](const TypedWord& word) { return is_in_run(word) && !IsKnown(word, vocabulary); });
    std::string run = text.substr(begin, end - begin);
    if (is_unknown) {
      run = TypedOnOtherLayout(run, pair.active, pair.meant);
      const TypedText read = ReadTyped(run, analyzer);
      if (read.words.empty() || !AllKnown(read, vocabulary)) return std::nullopt;
    }
    if (!meant.empty()) meant += ' ';
    meant += run;
    begin = end + 1;
  }
  TypedText mended = ReadTyped(meant, analyzer);
  if (mended.words.empty()) return std::nullopt;
  mended.is_mended = true;
  return mended;
}

std::vector<std::string> FoldedOf(const std::vector<CommonWord>& words) {
  std::vector<std::string> folded;
  for (const CommonWord& word : words) folded.emplace_back(word.folded);
  return folded;
}

// How one word is meant: what stands in the text for it, and what titles may have.
struct Reading {
  std::string text;
  std::vector<std::string> beginnings;
};

std::optional<Reading> ReadingOf(const std::vector<CommonWord>& words) {
  if (words.empty()) return std::nullopt;
  return Reading{std::string(words.front().word), FoldedOf(words)};
}

std::optional<Reading> ReadLatin(const TypedWord& word, bool is_last, std::string_view language,
                                 const WordBeginnings& vocabulary) {
  if (!IsAsciiLetters(word.folded)) return std::nullopt;
  const std::string key = LatinKey(word.folded, language);
  if (key.empty()) return std::nullopt;
  return ReadingOf(is_last ? vocabulary.BeginningWithLatin(key, kMaxReadings)
                           : vocabulary.WithLatin(key, kMaxReadings));
}

std::optional<Reading> ReadSimilar(const TypedWord& word, bool is_last,
                                   const WordBeginnings& vocabulary) {
  if (!is_last) return ReadingOf(vocabulary.SimilarWords(word.folded));
  std::vector<std::string> beginnings = vocabulary.SimilarBeginnings(word.folded);
  if (beginnings.empty()) return std::nullopt;
  std::string text = beginnings.front();
  return Reading{std::move(text), std::move(beginnings)};
}

// A whole word without its diacritics: titles do not mind, texts do.
std::optional<Reading> ReadSpelling(std::string_view surface, const TypedWord& word,
                                    const WordBeginnings& vocabulary) {
  const std::vector<CommonWord> spellings = vocabulary.WithFolded(word.folded, kMaxReadings);
  const std::string typed = NormalizeWord(surface);
  const bool is_spelled =
      std::any_of(spellings.begin(), spellings.end(),
                  [&](const CommonWord& spelling) { return spelling.word == typed; });
  if (is_spelled || spellings.empty()) return std::nullopt;
  return Reading{std::string(spellings.front().word), {word.folded}};
}

// Replaces words of the text. `readings` has one place per word.
TypedText Replace(const TypedText& typed, std::vector<std::optional<Reading>> readings,
                  Analyzer* analyzer) {
  std::string text;
  std::size_t done = 0;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const TypedWord& word = typed.words[i];
    text += typed.text.substr(done, word.begin - done);
    done = word.end;
    text += readings[i] ? readings[i]->text : typed.text.substr(word.begin, word.end - word.begin);
  }
  TypedText mended = ReadTyped(text, analyzer);
  mended.is_mended = true;
  if (mended.words.size() != readings.size()) return mended;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (readings[i]) mended.words[i].beginnings = std::move(readings[i]->beginnings);
  }
  mended.tail = mended.words.back().beginnings;
  return mended;
}

// An inflected form that no article has, of a word that some have.
bool IsInflected(const TypedWord& word, const TypedText& typed, const OpenDatabase& text) {
  return std::any_of(typed.tokens.begin(), typed.tokens.end(), [&](const TypedToken& token) {
    return token.begin == word.begin && token.end == word.end &&
           text.xapian().term_exists(token.term);
  });
}

TypedText MendWords(TypedText typed, std::string_view language, const MendingSource& source,
                    Analyzer* analyzer) {
  const WordBeginnings& vocabulary = source.vocabulary;
  std::vector<std::optional<Reading>> readings;
  bool is_mended = false;
  for (const TypedWord& word : typed.words) {
    const bool is_last = &word == &typed.words.back();
    readings.emplace_back();
    if (word.is_fixed || word.is_unspaced) continue;
    if (IsKnown(word, vocabulary)) {
      if (is_last) continue;
      const std::string_view text = typed.text;
      readings.back() =
          ReadSpelling(text.substr(word.begin, word.end - word.begin), word, vocabulary);
      is_mended |= readings.back().has_value();
      continue;
    }
    if (!is_last && IsInflected(word, typed, source.text)) continue;
    if (!IsChinese(language)) readings.back() = ReadLatin(word, is_last, language, vocabulary);
    if (!readings.back()) readings.back() = ReadSimilar(word, is_last, vocabulary);
    is_mended |= readings.back().has_value();
  }
  if (!is_mended) return typed;
  return Replace(typed, std::move(readings), analyzer);
}

// Pinyin -> the fewest words, the last of which may only have begun.
class PinyinReader {
 public:
  PinyinReader(std::string letters, std::string_view language, const WordBeginnings& vocabulary)
      : letters_(std::move(letters)),
        language_(language),
        vocabulary_(vocabulary),
        is_dead_end_(letters_.size() + 1) {}

  // The whole words, then what the last one may be; nothing if it is no pinyin of known words.
  struct Chinese {
    std::string whole;
    std::vector<CommonWord> last;
  };
  std::optional<Chinese> Read() {
    Chinese chinese;
    if (!ReadFrom(0, &chinese)) return std::nullopt;
    return chinese;
  }

 private:
  bool ReadFrom(std::size_t begin, Chinese* chinese) {
    if (begin >= letters_.size() || is_dead_end_[begin]) return false;
    const std::string key = LatinKey(letters_.substr(begin), language_);
    if (!key.empty() && key.size() <= kMaxPinyinLetters) {
      chinese->last = vocabulary_.BeginningWithLatin(key, kMaxReadings);
      if (!chinese->last.empty()) return true;
    }
    const std::size_t most = std::min(letters_.size() - begin - 1, kMaxPinyinLetters);
    for (std::size_t length = most; length >= 2; --length) {
      const std::string whole = LatinKey(letters_.substr(begin, length), language_);
      if (whole.empty()) continue;
      const std::vector<CommonWord> words = vocabulary_.WithLatin(whole, 1);
      if (words.empty()) continue;
      const std::size_t size = chinese->whole.size();
      chinese->whole += words.front().word;
      if (ReadFrom(begin + length, chinese)) return true;
      chinese->whole.resize(size);
    }
    is_dead_end_[begin] = true;
    return false;
  }

  const std::string letters_;
  const std::string_view language_;
  const WordBeginnings& vocabulary_;
  std::vector<bool> is_dead_end_;
};

// The words at the end that are in Latin letters and begin nothing, or are syllables before such.
std::optional<TypedText> MendPinyin(const TypedText& typed, std::string_view language,
                                    const WordBeginnings& vocabulary, Analyzer* analyzer) {
  std::size_t first = typed.words.size();
  std::string letters;
  while (first > 0 && IsAsciiLetters(typed.words[first - 1].folded) &&
         !vocabulary.Have(typed.words[first - 1].folded)) {
    letters.insert(0, typed.words[--first].folded);
  }
  if (letters.size() < 2 || letters.size() > kMaxPinyinRun) return std::nullopt;
  const auto chinese = PinyinReader(letters, language, vocabulary).Read();
  if (!chinese) return std::nullopt;
  const std::size_t begin = typed.words[first].begin;
  const std::string before = typed.text.substr(0, begin) + chinese->whole;
  TypedText mended = ReadTyped(before + std::string(chinese->last.front().word), analyzer);
  if (mended.words.empty()) return std::nullopt;
  mended.is_mended = true;
  mended.tail_begin = before.size();
  mended.tail = FoldedOf(chinese->last);
  const std::string run = before.substr(std::min(mended.words.back().begin, before.size()));
  mended.words.back().beginnings.clear();
  for (const std::string& word : mended.tail) {
    mended.words.back().beginnings.push_back(FoldWord(run) + word);
  }
  return mended;
}

}  // namespace

bool IsKnown(const TypedWord& word, const WordBeginnings& vocabulary) {
  return word.is_fixed || word.is_unspaced || vocabulary.Begin(word.folded);
}

TypedText MendTyped(TypedText typed, std::string_view language, const MendingSource& source,
                    Analyzer* analyzer) {
  const WordBeginnings& vocabulary = source.vocabulary;
  if (AllKnown(typed, vocabulary)) return MendWords(std::move(typed), language, source, analyzer);
  for (const LayoutPair& pair : PairsOf(language)) {
    if (auto mended = OnOtherLayout(typed, pair, vocabulary, analyzer)) return *std::move(mended);
  }
  if (IsChinese(language)) {
    if (auto mended = MendPinyin(typed, language, vocabulary, analyzer)) return *std::move(mended);
  }
  return MendWords(std::move(typed), language, source, analyzer);
}

}  // namespace zeroline

#include "server/analytics/wording.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "indexer/language/keyboard_layout.h"
#include "indexer/language/phrase.h"
#include "indexer/language/text.h"
#include "indexer/language/transliteration.h"
#include "server/analytics/question_words.h"

namespace zeroline {
namespace {

// Words of every complaint: two searches that share only these, or only words that make a text a
// question, are about different things.
constexpr std::string_view kComplaintWords =
    "no not cannot can't won't work works working worked doesn't fail fails failed failing error"
    " errors new after again"
    " нет не работает работают ошибка ошибку ошибки ничего только после"
    " nie działa działają błąd błędu błędy brak po"
    " 不 没 没有 不能 无法 错误 不了 不到 使用";

constexpr std::size_t kMinSlipCharacters = 4;  // shorter words have too many neighbours

// One character more, less, other, or two that changed places.
bool IsOneEdit(const std::u32string& a, const std::u32string& b) {
  if (a.size() > b.size()) return IsOneEdit(b, a);
  if (b.size() - a.size() > 1 || a == b) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  const auto rest_equals = [&](std::size_t from_a, std::size_t from_b) {
    return from_a <= a.size() && from_b <= b.size() &&
           std::equal(a.begin() + static_cast<std::ptrdiff_t>(from_a), a.end(),
                      b.begin() + static_cast<std::ptrdiff_t>(from_b), b.end());
  };
  if (a.size() < b.size()) return rest_equals(i, i + 1);
  if (rest_equals(i + 1, i + 1)) return true;
  const bool is_swapped = i + 1 < a.size() && a[i] == b[i + 1] && a[i + 1] == b[i];
  return is_swapped && rest_equals(i + 2, i + 2);
}

bool IsSlip(const Wording::Word& a, const Wording::Word& b) {
  const std::u32string left = ToCodePoints(a.folded);
  const std::u32string right = ToCodePoints(b.folded);
  return std::min(left.size(), right.size()) >= kMinSlipCharacters && IsOneEdit(left, right);
}

// "parol" for "пароль", either way round.
bool IsTransliterated(const Wording::Word& a, const Wording::Word& b, const std::string& language) {
  const auto is_key_of = [&](const Wording::Word& typed, const Wording::Word& native) {
    const std::string key = LatinKey(typed.folded, language);
    if (key.empty()) return false;
    const auto keys = LatinKeysOfWord(native.folded, language);
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  };
  return is_key_of(a, b) || is_key_of(b, a);
}

bool IsSameWord(const Wording::Word& a, const Wording::Word& b) {
  return a.folded == b.folded || a.term == b.term;
}

bool IsMendedWord(const Wording::Word& a, const Wording::Word& b, const std::string& language) {
  return IsSameWord(a, b) || IsSlip(a, b) || IsTransliterated(a, b, language);
}

std::string WithoutSpaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

// The last word was not finished: "passw", then "password".
bool IsFinished(const std::string& before, const std::string& after) {
  return !before.empty() && after.size() > before.size() && after.starts_with(before) &&
         after[before.size()] != ' ' && before.back() != ' ';
}

// An unspaced script has no word ends to see, so its texts go on rather than being finished.
bool IsUnspaced(const Wording& wording) {
  return !wording.folded.empty() && wording.folded.find(' ') == std::string::npos &&
         wording.words.size() > 1;
}

bool IsMended(const Wording& before, const Wording& after, const std::string& language) {
  if (WithoutSpaces(before.folded) == WithoutSpaces(after.folded)) return true;
  if (!IsUnspaced(after) &&
      (IsFinished(before.folded, after.folded) || IsFinished(after.folded, before.folded))) {
    return true;
  }
  return !before.words.empty() &&
         std::equal(before.words.begin(), before.words.end(), after.words.begin(),
                    after.words.end(), [&](const Wording::Word& a, const Wording::Word& b) {
                      return IsMendedWord(a, b, language);
                    });
}

bool SharesTopic(const Wording& before, const Wording& after, const std::string& language) {
  for (const Wording::Word& a : before.words) {
    for (const Wording::Word& b : after.words) {
      if (a.tells_topic && b.tells_topic && IsMendedWord(a, b, language)) return true;
    }
  }
  return false;
}

bool GoesOn(const std::string& before, const std::string& after) {
  return !before.empty() && !after.empty() &&
         (before.starts_with(after) || after.starts_with(before));
}

constexpr std::array kLayouts = {Layout::kEnglish, Layout::kGerman, Layout::kRussian,
                                 Layout::kUkrainian, Layout::kBelarusian};

bool IsAscii(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// What the keys give on the layouts that readers of this language change between. But for German,
// whose letters stand elsewhere, a change of layout is a change of script.
std::vector<std::string> OnOtherLayouts(const std::string& text, const std::string& meant,
                                        const std::string& language) {
  std::vector<std::string> found;
  const Layout own = LayoutOfLanguage(language).value_or(Layout::kEnglish);
  if (own != Layout::kGerman && IsAscii(text) == IsAscii(meant)) return found;
  for (const Layout other : kLayouts) {
    if (other == own) continue;
    for (const auto& [from, to] : {std::pair(other, own), std::pair(own, other)}) {
      std::string typed = TypedOnOtherLayout(text, from, to);
      if (typed != text) found.push_back(std::move(typed));
    }
  }
  return found;
}

// Whether it is worth analysing: most texts are nothing on any other layout.
bool MayBeAbout(const std::string& typed, const Wording& after) {
  constexpr std::size_t kMostBytes = 6;  // of a word's beginning, which inflection leaves alone
  const std::string folded = FoldWord(typed);
  return std::any_of(after.words.begin(), after.words.end(), [&](const Wording::Word& word) {
    const std::string_view beginning = TruncateUtf8(word.folded, kMostBytes);
    return word.tells_topic && folded.find(beginning) != std::string::npos;
  });
}

}  // namespace

std::string Wording::Key() const {
  std::string key;
  for (const Word& word : words) {
    if (!key.empty()) key += ' ';
    key += word.term;
  }
  return key;
}

const WordingReader::FoldedWords& WordingReader::CommonWordsOf(const std::string& language) {
  const auto known = common_words_.find(language);
  if (known != common_words_.end()) return known->second;
  FoldedWords& words = common_words_[language];
  for (const std::string& list : {QuestionWords(language), std::string(kComplaintWords)}) {
    for (std::size_t begin = 0; begin < list.size();) {
      const std::size_t end = std::min(list.find(' ', begin), list.size());
      if (end > begin) words.insert(FoldWord(std::string_view(list).substr(begin, end - begin)));
      begin = end + 1;
    }
  }
  return words;
}

Analyzer* WordingReader::AnalyzerFor(const std::string& language) {
  const auto known = analyzers_.find(language);
  if (known != analyzers_.end()) return known->second.get();
  Result<std::unique_ptr<Analyzer>> made = Analyzer::Create(language);
  auto& kept = analyzers_[language];
  if (made) kept = *std::move(made);
  return kept.get();
}

Wording WordingReader::Read(std::string_view text, const std::string& language) {
  constexpr std::size_t kMostRead = 50'000;
  std::string place = language + '\n' + std::string(text);
  const auto known = read_.find(place);
  if (known != read_.end()) return known->second;
  if (read_.size() >= kMostRead) read_.clear();
  return read_[std::move(place)] = Analyze(text, language);
}

Wording WordingReader::Analyze(std::string_view text, const std::string& language) {
  Wording wording;
  wording.text = CollapseWhiteSpace(text);
  wording.folded = FoldWord(wording.text);
  Analyzer* const analyzer = AnalyzerFor(language);
  if (analyzer == nullptr) {
    wording.words.push_back({wording.folded, wording.folded, !wording.folded.empty()});
    return wording;
  }
  const FoldedWords& common = CommonWordsOf(language);
  for (PhraseWord& word : WordsOfPhrase(wording.text, analyzer)) {
    std::string folded = FoldWord(word.normal);
    const bool tells_topic = CountCodePoints(folded) >= 2 && !common.contains(folded);
    wording.words.push_back({std::move(folded), std::move(word.term), tells_topic});
  }
  return wording;
}

WordingRelation WordingReader::Relate(const Wording& before, const Wording& after,
                                      const std::string& language) {
  if (before.folded == after.folded) return WordingRelation::kSame;
  if (!before.words.empty() && before.Key() == after.Key()) return WordingRelation::kSame;
  if (IsMended(before, after, language)) return WordingRelation::kCorrection;
  const bool is_related =
      GoesOn(before.folded, after.folded) || SharesTopic(before, after, language);
  if (is_related) return WordingRelation::kRefinement;
  for (const std::string& typed : OnOtherLayouts(before.text, after.text, language)) {
    if (!MayBeAbout(typed, after)) continue;
    const Wording other = Read(typed, language);
    if (other.folded == after.folded || IsMended(other, after, language)) {
      return WordingRelation::kCorrection;
    }
    if (SharesTopic(other, after, language)) return WordingRelation::kRefinement;
  }
  return WordingRelation::kUnrelated;
}

}  // namespace zeroline

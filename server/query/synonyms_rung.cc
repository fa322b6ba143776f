#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/language/phrase.h"
#include "server/query/letters.h"
#include "server/query/word_rungs.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxWords = 4;  // of a phrase that has synonyms
constexpr std::size_t kMaxPerStretch = 6;
constexpr std::size_t kMaxAll = 24;
constexpr double kSynonymWeight = 0.4;
// For words that no article has: then the synonym stands in for them.
constexpr double kOnlySynonymWeight = 1;
// The same letters and digits in another notation are the same name.
constexpr double kNotationWeight = 1;

class SynonymFinder {
 public:
  explicit SynonymFinder(const Mending& mending) : mending_(mending) {}

  // Longest phrases first, from the left; a word belongs to one stretch.
  void Find() {
    std::vector<bool> is_taken(words().size(), false);
    for (std::size_t i = 0; i < words().size(); ++i) {
      is_taken[i] = words()[i].is_fixed || !words()[i].alternatives.empty();
    }
    for (const DraftStretch& stretch : mending_.draft->stretches()) {
      std::fill_n(is_taken.begin() + static_cast<std::ptrdiff_t>(stretch.first), stretch.count,
                  true);
    }
    for (std::size_t count = std::min(kMaxWords, words().size()); count > 0; --count) {
      for (std::size_t first = 0; first + count <= words().size(); ++first) {
        const auto begin = is_taken.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = begin + static_cast<std::ptrdiff_t>(count);
        if (std::find(begin, end, true) != end || !IsOneRun(first, count)) continue;
        if (Add(first, count)) std::fill(begin, end, true);
      }
    }
  }

 private:
  const std::vector<DraftWord>& words() const { return mending_.draft->words(); }

  bool IsOneRun(std::size_t first, std::size_t count) const {
    for (std::size_t i = first; i + 1 < first + count; ++i) {
      if (!mending_.draft->IsFollowedClosely(i)) return false;
    }
    return true;
  }

  // Words without spaces are cut differently here and there, so they count as known.
  bool IsKnown(std::size_t first, std::size_t count) const {
    const auto begin = words().begin() + static_cast<std::ptrdiff_t>(first);
    return std::any_of(begin, begin + static_cast<std::ptrdiff_t>(count),
                       [](const DraftWord& word) { return word.articles > 0 || word.is_unspaced; });
  }

  bool Add(std::size_t first, std::size_t count) {
    if (found_ >= kMaxAll) return false;
    std::vector<PhraseWord> phrase;
    for (std::size_t i = first; i < first + count; ++i) {
      phrase.push_back({words()[i].normal, words()[i].term, words()[i].is_unspaced});
    }
    std::vector<std::string> synonyms =
        mending_.vocabulary.Synonyms(PhraseKey(phrase, PhraseForm::kNormal));
    if (synonyms.empty()) {
      // Inflected: the dictionary form stands in the file.
      synonyms = mending_.vocabulary.Synonyms(PhraseKey(phrase, PhraseForm::kTerms));
    }
    if (synonyms.empty()) return false;
    const std::size_t kept = std::min({synonyms.size(), kMaxPerStretch, kMaxAll - found_});
    DraftStretch stretch{first, count, {}};
    // An article that has several of them is not so much the better for it.
    const double weight = (IsKnown(first, count) ? kSynonymWeight : kOnlySynonymWeight) /
                          std::sqrt(static_cast<double>(kept));
    for (std::size_t i = 0; i < kept; ++i) {
      stretch.alternatives.push_back({std::move(synonyms[i]), weight});
    }
    found_ += kept;
    mending_.draft->stretches().push_back(std::move(stretch));
    return true;
  }

  const Mending& mending_;
  std::size_t found_ = 0;
};

// "kb1042" -> {"kb", "1042"}; empty parts if it is not letters and then digits.
std::pair<std::string_view, std::string_view> LettersAndDigits(std::string_view word) {
  std::size_t cut = 0;
  while (cut < word.size() && IsAsciiLetter(static_cast<unsigned char>(word[cut]))) ++cut;
  const std::string_view letters = word.substr(0, cut);
  const std::string_view digits = word.substr(cut);
  const bool all_digits = std::all_of(digits.begin(), digits.end(), [](char c) {
    return IsAsciiDigit(static_cast<unsigned char>(c));
  });
  if (letters.size() < 2 || digits.size() < 2 || !all_digits) return {};
  return {letters, digits};
}

}  // namespace

void AddIdentifierForms(const Mending& mending) {
  Draft& draft = *mending.draft;
  for (std::size_t i = 0; i < draft.words().size(); ++i) {
    const DraftWord& word = draft.words()[i];
    // KB1042: the articles may write KB-1042 or KB 1042; the form with the hyphen finds both.
    const auto [letters, digits] = LettersAndDigits(word.normal);
    if (!letters.empty()) {
      if (mending.vocabulary.Articles(word.normal) > 0) continue;
      const std::string parted = std::string(letters) + "-" + std::string(digits);
      draft.words()[i].alternatives.push_back({parted, kNotationWeight});
      continue;
    }
    // KB 1042 and KB-1042: the articles may write KB1042.
    if (!draft.IsFollowedClosely(i) || !draft.words()[i + 1].alternatives.empty()) continue;
    std::string joined = word.normal + draft.words()[i + 1].normal;
    if (LettersAndDigits(joined).first.size() != word.normal.size()) continue;
    if (mending.vocabulary.Articles(joined) == 0) continue;
    draft.stretches().push_back({i, 2, {{std::move(joined), kNotationWeight}}});
    ++i;
  }
}

void AddSynonyms(const Mending& mending) { SynonymFinder(mending).Find(); }

}  // namespace zeroline

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "indexer/language/analyzer.h"
#include "server/query/letters.h"
#include "server/query/word_rungs.h"

namespace zeroline {
namespace {

// Spellings rarer than this share of a folded form's occurrences are slips of the articles.
constexpr double kMinShare = 0.02;
constexpr std::size_t kMaxSpellings = 6;

// The spellings that are not the same to the word channel, each with its share of the occurrences;
// a spelling that shares its term with a commoner one adds to that one's share.
struct Spelling {
  std::string word;
  std::string term;
  double share = 0;
};

std::vector<Spelling> SpellingsOf(std::string_view folded, const Mending& mending) {
  std::vector<KnownWord> known = mending.vocabulary.WithFoldedForm(folded);
  if (known.size() > kMaxSpellings) known.resize(kMaxSpellings);
  double all = 0;
  for (const KnownWord& word : known) all += word.articles;
  std::vector<Spelling> spellings;
  for (const KnownWord& word : known) {
    const double share = all > 0 ? word.articles / all : 0;
    if (share < kMinShare) continue;
    std::string term = mending.draft->TermOf(word.word);
    const auto same = std::find_if(spellings.begin(), spellings.end(),
                                   [&](const Spelling& other) { return other.term == term; });
    if (same != spellings.end()) {
      same->share += share;
    } else {
      spellings.push_back({word.word, std::move(term), share});
    }
  }
  return spellings;
}

// The word becomes the spelling `own`, all others stand beside it. Weights keep the sum 1.
void Weigh(const std::vector<Spelling>& spellings, const Spelling* own, DraftWord* word) {
  word->own_weight = own == nullptr ? 0 : own->share;
  word->alternatives.clear();
  for (const Spelling& spelling : spellings) {
    if (&spelling != own) word->alternatives.push_back({spelling.word, spelling.share});
  }
}

void Restore(std::size_t i, const std::vector<Spelling>& spellings, const Mending& mending) {
  const std::string typed = mending.draft->words()[i].surface;
  mending.draft->Replace(i, 1, {spellings.front().word}, "");
  Weigh(spellings, &spellings.front(), &mending.draft->words()[i]);
  mending.rewrites->push_back({"diacritics", typed, spellings.front().word});
}

// The word stays as typed: people leave diacritics out, and it is a word without them too.
void Widen(const std::vector<Spelling>& spellings, DraftWord* word) {
  if (spellings.empty()) return;
  const auto own = std::find_if(spellings.begin(), spellings.end(), [&](const Spelling& spelling) {
    return spelling.term == word->term;
  });
  if (own != spellings.end() && spellings.size() == 1) return;
  Weigh(spellings, own == spellings.end() ? nullptr : &*own, word);
}

bool HasDiacritics(const Draft& draft) {
  return std::any_of(draft.words().begin(), draft.words().end(),
                     [](const DraftWord& word) { return FoldWord(word.surface) != word.normal; });
}

}  // namespace

void MendDiacritics(const Mending& mending) {
  const bool widens =
      IsOftenTypedWithoutDiacritics(mending.language) && !HasDiacritics(*mending.draft);
  for (std::size_t i = 0; i < mending.draft->words().size(); ++i) {
    DraftWord& word = mending.draft->words()[i];
    if (word.is_fixed || word.is_unspaced || !word.alternatives.empty()) continue;
    if (word.is_correct && !widens) continue;
    const std::vector<Spelling> spellings = SpellingsOf(FoldWord(word.surface), mending);
    if (word.is_correct) {
      Widen(spellings, &word);
    } else if (!spellings.empty()) {
      Restore(i, spellings, mending);
    }
  }
}

}  // namespace zeroline

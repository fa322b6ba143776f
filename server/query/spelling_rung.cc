#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/language/analyzer.h"
#include "indexer/language/normalizer.h"
#include "indexer/language/text.h"
#include "server/query/letters.h"
#include "server/query/word_rungs.h"

namespace zeroline {
namespace {

// Shorter words that nobody knows are abbreviations.
constexpr std::size_t kMinLetters = 4;
// A misspelt question has one or two such words; a long one full of names would cost a look-up
// each.
constexpr int kMaxMended = 8;
constexpr std::size_t kCandidates = 5;
constexpr std::size_t kKept = 3;
// Measured on five collections with one misspelt word per question: a candidate is likelier the
// nearer and the commoner it is, and the three best share the weight of one word.
constexpr double kFrequencyWeight = 0.12;
constexpr double kDecay = 0.5;
constexpr double kTypedWeight = 0.3;
// Each part of a compound that no article has as a whole.
constexpr double kPartsWeight = 0.5;
// One edit, in the worst case of the first letter. What is farther away is searched for but not
// told as what the reader meant.
constexpr double kToldDistance = 1.35;
// A word one edit away is likelier than two words joined by mistake.
constexpr double kSureDistance = 1.05;
// Names are short, capitalised and near to some word.
constexpr std::size_t kMaxNameLetters = 5;
// A particle or a preposition of a few letters is in so many more articles than the word it was
// joined to; the beginning or end of a longer word is not.
constexpr std::size_t kMaxParticleLetters = 3;
constexpr std::uint32_t kParticleRatio = 5;

struct Candidate {
  std::string word;
  double distance = 0;
  double score = 0;   // smaller is likelier
  double weight = 0;  // of all kept ones together: 1
};

std::vector<Candidate> CandidatesFor(const DraftWord& word, const Mending& mending) {
  std::vector<Candidate> candidates;
  for (SimilarWord& similar : mending.vocabulary.Similar(word.normal, kCandidates)) {
    const double articles = similar.known.articles;
    candidates.push_back({std::move(similar.known.word), similar.distance,
                          similar.distance - kFrequencyWeight * std::log(1 + articles), 0});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score < b.score; });
  if (candidates.size() > kKept) candidates.resize(kKept);
  double all = 0;
  for (Candidate& candidate : candidates) {
    candidate.weight = std::exp((candidates.front().score - candidate.score) / kDecay);
    all += candidate.weight;
  }
  for (Candidate& candidate : candidates) candidate.weight /= all;
  return candidates;
}

// An ending is misspelt as often as it is another ending that no article happens to have.
bool DiffersInEndingOnly(std::string_view word, std::string_view other) {
  constexpr std::size_t kMaxEnding = 3;
  std::size_t same = 0;
  while (same < std::min(word.size(), other.size()) && word[same] == other[same]) ++same;
  const std::size_t shared = CountCodePoints(TruncateUtf8(word, same));
  const std::size_t letters = std::max(CountCodePoints(word), CountCodePoints(other));
  return shared >= 4 && letters - shared <= kMaxEnding;
}

bool IsName(std::size_t i, const Mending& mending) {
  const DraftWord& word = mending.draft->words()[i];
  return i > 0 && mending.language.substr(0, 2) != "de" && word.surface != word.normal &&
         LowerCase(word.surface) != word.surface && CountLetters(word.normal) <= kMaxNameLetters;
}

// Whether the reader is told that the word was replaced; else the candidates stand beside it.
bool IsTold(std::size_t i, const Candidate& best, const Mending& mending) {
  if (best.distance > kToldDistance || IsName(i, mending)) return false;
  const bool is_inflected = mending.language.substr(0, 2) != "en";
  return !is_inflected || !DiffersInEndingOnly(mending.draft->words()[i].normal, best.word);
}

void Replace(std::size_t i, const std::vector<Candidate>& candidates, const Mending& mending) {
  const std::string typed = mending.draft->words()[i].surface;
  const bool is_told = IsTold(i, candidates.front(), mending);
  if (is_told) {
    mending.draft->Replace(i, 1, {candidates.front().word}, "");
    mending.rewrites->push_back({"spelling", typed, candidates.front().word});
  }
  DraftWord& word = mending.draft->words()[i];
  word.own_weight = is_told ? candidates.front().weight : kTypedWeight;
  if (is_told) word.alternatives.push_back({typed, kTypedWeight});
  for (std::size_t k = is_told ? 1 : 0; k < candidates.size(); ++k) {
    word.alternatives.push_back({candidates[k].word, candidates[k].weight});
  }
}

// Another form of a word that the articles have: the word channel finds it as it is.
bool IsKnownForm(const DraftWord& word, const std::vector<Candidate>& candidates, Draft* draft) {
  return std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
    return draft->TermOf(candidate.word) == word.term;
  });
}

struct Halves {
  std::string left;
  std::string right;
  std::uint32_t articles = 0;  // of the rarer one
};

// Two words that the articles have, written as one. Particles and prepositions are short and in
// most articles, the beginnings of longer words are not.
std::optional<Halves> SplitWord(const DraftWord& word, const Vocabulary& vocabulary) {
  std::optional<Halves> best;
  const std::string& text = word.normal;
  for (std::size_t cut = 0; cut < text.size();) {
    NextCodePoint(text, &cut);
    const std::string left = text.substr(0, cut);
    const std::string right = text.substr(cut);
    const std::size_t left_letters = CountCodePoints(left);
    const std::size_t right_letters = CountCodePoints(right);
    if (left_letters < 2 || right_letters < 2) continue;
    const std::uint32_t left_articles = vocabulary.Articles(left);
    const std::uint32_t right_articles = left_articles == 0 ? 0 : vocabulary.Articles(right);
    if (right_articles == 0 || !vocabulary.IsCorrect(left) || !vocabulary.IsCorrect(right)) {
      continue;
    }
    const bool left_is_short = left_letters <= kMaxParticleLetters;
    const bool right_is_short = right_letters <= kMaxParticleLetters;
    if (left_is_short && right_is_short) continue;
    if (left_is_short && left_articles < kParticleRatio * right_articles) continue;
    if (right_is_short && right_articles < kParticleRatio * left_articles) continue;
    const std::uint32_t articles = std::min(left_articles, right_articles);
    if (!best || articles > best->articles) best = Halves{left, right, articles};
  }
  return best;
}

// Words i and i + 1 as one word, if the articles have it and lack one of the two.
bool Join(std::size_t i, const Mending& mending) {
  Draft& draft = *mending.draft;
  if (!draft.IsFollowedBySpace(i)) return false;
  const DraftWord& left = draft.words()[i];
  const DraftWord& right = draft.words()[i + 1];
  if (left.is_fixed || right.is_fixed || left.is_unspaced || right.is_unspaced) return false;
  if (left.articles > 0 && right.articles > 0) return false;
  if (left.is_correct && right.is_correct) return false;
  const std::string joined = left.normal + right.normal;
  if (mending.vocabulary.Articles(joined) == 0) return false;
  const std::string typed = draft.Text(i, 2);
  draft.Replace(i, 2, {joined}, "");
  mending.rewrites->push_back({"spelling", typed, joined});
  return true;
}

// Goldenson's, DECnet'а: what stands before the apostrophe is the word.
bool HasKnownBase(const DraftWord& word, const Vocabulary& vocabulary) {
  const std::size_t apostrophe = word.normal.rfind('\'');
  if (apostrophe == std::string::npos || apostrophe == 0) return false;
  const std::string base = word.normal.substr(0, apostrophe);
  return vocabulary.Articles(base) > 0 || vocabulary.IsCorrect(base);
}

bool IsMisspelt(const DraftWord& word, const Vocabulary& vocabulary) {
  return !word.is_fixed && !word.is_unspaced && !word.is_correct && word.alternatives.empty() &&
         CountLetters(word.normal) >= kMinLetters && !HasKnownBase(word, vocabulary);
}

bool IsAbbreviation(const DraftWord& word) {
  return IsAllCapitals(word.surface) && CountCodePoints(word.surface) <= 5;
}

// Languages that write compounds as one word: there two known words in one are no mistake.
bool JoinsCompounds(std::string_view language) {
  constexpr std::string_view kLanguages[] = {"da", "de", "fi", "hu", "is",
                                             "nb", "nl", "nn", "no", "sv"};
  return std::find(std::begin(kLanguages), std::end(kLanguages),
                   language.substr(0, language.find('-'))) != std::end(kLanguages);
}

// Returns how many words stand where word i stood.
std::size_t Split(std::size_t i, const Halves& halves, const Mending& mending) {
  DraftWord& word = mending.draft->words()[i];
  if (JoinsCompounds(mending.language)) {
    word.alternatives.push_back({halves.left + " " + halves.right, kPartsWeight});
    return 1;
  }
  const std::string typed = word.surface;
  mending.draft->Replace(i, 1, {halves.left, halves.right}, " ");
  mending.rewrites->push_back({"spelling", typed, halves.left + " " + halves.right});
  return 2;
}

std::size_t MendWord(std::size_t i, const Mending& mending) {
  const DraftWord& word = mending.draft->words()[i];
  const std::vector<Candidate> candidates = CandidatesFor(word, mending);
  if (IsKnownForm(word, candidates, mending.draft)) return 1;
  const bool is_sure = !candidates.empty() && candidates.front().distance < kSureDistance;
  if (!is_sure) {
    const std::optional<Halves> halves = SplitWord(word, mending.vocabulary);
    if (halves) return Split(i, *halves, mending);
  }
  if (!candidates.empty()) Replace(i, candidates, mending);
  return 1;
}

}  // namespace

void MendSpelling(const Mending& mending) {
  Draft& draft = *mending.draft;
  for (std::size_t i = 0; i + 1 < draft.words().size(); ++i) Join(i, mending);
  int mended = 0;
  for (std::size_t i = 0; i < draft.words().size() && mended < kMaxMended;) {
    if (!IsMisspelt(draft.words()[i], mending.vocabulary) || IsAbbreviation(draft.words()[i])) {
      ++i;
      continue;
    }
    ++mended;
    i += MendWord(i, mending);
  }
}

}  // namespace zeroline

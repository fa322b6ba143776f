#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/language/analyzer.h"
#include "indexer/language/normalizer.h"
#include "indexer/language/text.h"
#include "server/query/letters.h"
#include "server/query/word_rungs.h"

namespace zeroline {
namespace {

constexpr std::size_t kMinLetters = 3;
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
// Words of the right half of a wrongly joined pair are known well enough to be believed before a
// misspelling this far away.
constexpr double kSureDistance = 0.8;

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

void Replace(std::size_t i, const std::vector<Candidate>& candidates, const Mending& mending) {
  const std::string typed = mending.draft->words()[i].surface;
  mending.draft->Replace(i, 1, {candidates.front().word}, "");
  DraftWord& word = mending.draft->words()[i];
  word.own_weight = candidates.front().weight;
  word.alternatives.push_back({typed, kTypedWeight});
  for (std::size_t k = 1; k < candidates.size(); ++k) {
    word.alternatives.push_back({candidates[k].word, candidates[k].weight});
  }
  mending.rewrites->push_back({"spelling", typed, candidates.front().word});
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
    if (left_letters < 2 || right_letters < 3) continue;
    const std::uint32_t left_articles = vocabulary.Articles(left);
    const std::uint32_t right_articles = left_articles == 0 ? 0 : vocabulary.Articles(right);
    if (right_articles == 0) continue;
    if (left_letters == 2 && left_articles < right_articles) continue;
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

bool IsMisspelt(const DraftWord& word) {
  return !word.is_fixed && !word.is_unspaced && !word.is_correct && word.alternatives.empty() &&
         CountLetters(word.normal) >= kMinLetters;
}

bool IsAbbreviation(const DraftWord& word) {
  return IsAllCapitals(word.surface) && CountCodePoints(word.surface) <= 5;
}

// Returns how many words stand where word i stood.
std::size_t MendWord(std::size_t i, const Mending& mending) {
  const DraftWord& word = mending.draft->words()[i];
  const std::vector<Candidate> candidates = CandidatesFor(word, mending);
  const bool is_sure = !candidates.empty() && candidates.front().distance < kSureDistance;
  if (!is_sure) {
    if (const std::optional<Halves> halves = SplitWord(word, mending.vocabulary)) {
      const std::string typed = word.surface;
      mending.draft->Replace(i, 1, {halves->left, halves->right}, " ");
      mending.rewrites->push_back({"spelling", typed, halves->left + " " + halves->right});
      return 2;
    }
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
    if (!IsMisspelt(draft.words()[i]) || IsAbbreviation(draft.words()[i])) {
      ++i;
      continue;
    }
    ++mended;
    i += MendWord(i, mending);
  }
}

}  // namespace zeroline

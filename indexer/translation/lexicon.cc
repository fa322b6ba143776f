#include "indexer/translation/lexicon.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "indexer/translation/alignment.h"

namespace zeroline {
namespace {

constexpr int kIterations = 5;
// The share of a block's words that nothing in the other block stands for, to begin with.
constexpr float kFirstUnmade = 0.1F;
constexpr float kMinProbability = 0.1F;
constexpr float kMinShareOfBest = 0.2F;
// Of both directions together, before what is left is made to sum up to one.
constexpr float kMinAgreement = 0.05F;

// The terms of one language as they are made by terms of the other: one direction of the EM
// algorithm. Places are those in the bitext's terms of the made language.
class MadeTerms {
 public:
  // `weights` says how often each place counts.
  MadeTerms(const std::vector<std::uint32_t>& terms, std::vector<float> weights)
      : terms_(terms), weights_(std::move(weights)), mass_(terms.size()) {
    for (std::size_t i = 0; i < terms.size(); ++i) {
      if (terms[i] >= unmade_.size()) unmade_.resize(terms[i] + std::size_t{1}, 0);
      unmade_[terms[i]] += weights_[i];
    }
    ShareOut(kFirstUnmade);
  }

  // First half of an iteration: the probability that anything at all makes each place.
  void Clear() {
    for (std::size_t i = 0; i < mass_.size(); ++i) mass_[i] = unmade_[terms_[i]];
  }
  void Add(std::uint32_t place, float probability) { mass_[place] += probability; }

  // Second half: what a probability at each place counts for.
  void Invert() {
    for (std::size_t i = 0; i < mass_.size(); ++i) mass_[i] = weights_[i] / mass_[i];
    std::vector<float> counts(unmade_.size(), 0);
    for (std::size_t i = 0; i < mass_.size(); ++i) counts[terms_[i]] += mass_[i];
    for (std::size_t i = 0; i < counts.size(); ++i) unmade_[i] *= counts[i];
    ShareOut(1);
  }
  float count(std::uint32_t place) const { return mass_[place]; }

 private:
  void ShareOut(float all) {
    double total = 0;
    for (const float count : unmade_) total += count;
    for (float& count : unmade_) count = static_cast<float>(all * count / std::max(total, 1e-30));
    // Far below any probability that matters, and never zero, so that every place can be explained.
    for (float& share : unmade_) share = std::max(share, 1e-9F);
  }

  const std::vector<std::uint32_t>& terms_;
  const std::vector<float> weights_;
  std::vector<float> unmade_;  // by term: probability that nothing makes it
  std::vector<float> mass_;
};

MadeTerms MakeTargets(const Bitext& bitext) {
  std::vector<float> weights(bitext.target_terms().size());
  for (const Bitext::BlockPair& pair : bitext.pairs()) {
    std::fill(weights.begin() + pair.target_begin, weights.begin() + pair.target_end,
              static_cast<float>(pair.count));
  }
  return {bitext.target_terms(), std::move(weights)};
}

MadeTerms MakeSources(const Bitext& bitext) {
  std::vector<float> weights(bitext.source_terms().size());
  for (const Bitext::BlockPair& pair : bitext.pairs()) {
    std::fill(weights.begin() + pair.source_begin, weights.begin() + pair.source_end,
              static_cast<float>(pair.count));
  }
  return {bitext.source_terms(), std::move(weights)};
}

// Calls `visit(pair, first meeting, last)` for every candidate.
template <typename Visit>
void ForEachCandidate(const Alignment& alignment, std::vector<TermPair>* pairs, Visit visit) {
  const Meeting* meeting = alignment.meetings.data();
  for (std::size_t i = 0; i < pairs->size(); ++i) {
    const Meeting* end = alignment.meetings.data() + alignment.candidates[i].meetings_end;
    visit(&(*pairs)[i], meeting, end);
    meeting = end;
  }
}

// Makes the probabilities of what each term makes sum up to one.
void Normalize(std::vector<TermPair>* pairs) {
  std::vector<float> sources;
  std::vector<float> targets;
  for (const TermPair& pair : *pairs) {
    if (pair.source >= sources.size()) sources.resize(pair.source + std::size_t{1}, 0);
    if (pair.target >= targets.size()) targets.resize(pair.target + std::size_t{1}, 0);
    sources[pair.source] += pair.forward;
    targets[pair.target] += pair.backward;
  }
  for (TermPair& pair : *pairs) {
    pair.forward /= std::max(sources[pair.source], 1e-30F);
    pair.backward /= std::max(targets[pair.target], 1e-30F);
  }
}

void Iterate(const Alignment& alignment, MadeTerms* targets, MadeTerms* sources,
             std::vector<TermPair>* pairs) {
  targets->Clear();
  sources->Clear();
  ForEachCandidate(alignment, pairs, [&](TermPair* pair, const Meeting* at, const Meeting* end) {
    for (; at != end; ++at) {
      targets->Add(at->target_place, pair->forward);
      sources->Add(at->source_place, pair->backward);
    }
  });
  targets->Invert();
  sources->Invert();
  ForEachCandidate(alignment, pairs, [&](TermPair* pair, const Meeting* at, const Meeting* end) {
    float forward = 0;
    float backward = 0;
    for (; at != end; ++at) {
      forward += targets->count(at->target_place);
      backward += sources->count(at->source_place);
    }
    pair->forward *= forward;
    pair->backward *= backward;
  });
  Normalize(pairs);
}

// Leaves the best of the translations of one term, with probabilities.
void Pick(std::vector<TermTranslation>* all, std::size_t begin) {
  const auto first = all->begin() + static_cast<std::ptrdiff_t>(begin);
  std::stable_sort(first, all->end(), [](const TermTranslation& a, const TermTranslation& b) {
    return a.probability > b.probability;
  });
  float total = 0;
  for (auto it = first; it != all->end(); ++it) total += it->probability;
  std::size_t kept = 0;
  for (auto it = first; it != all->end() && kept < kMaxTranslations; ++it, ++kept) {
    it->probability /= total;
    if (it->probability < kMinProbability ||
        it->probability < kMinShareOfBest * first->probability) {
      break;
    }
  }
  all->resize(begin + kept);
}

}  // namespace

std::vector<TermPair> LearnTermPairs(const Bitext& bitext) {
  if (bitext.article_count() < kMinTranslatedArticles) return {};
  const Alignment alignment = FindCandidates(bitext);
  std::vector<TermPair> pairs;
  pairs.reserve(alignment.candidates.size());
  for (const Candidate& candidate : alignment.candidates) {
    pairs.push_back({candidate.source, candidate.target, candidate.likeness, candidate.likeness});
  }
  Normalize(&pairs);
  MadeTerms targets = MakeTargets(bitext);
  MadeTerms sources = MakeSources(bitext);
  for (int i = 0; i < kIterations; ++i) Iterate(alignment, &targets, &sources, &pairs);
  return pairs;
}

std::vector<TermTranslation> PickTranslations(const std::vector<TermPair>& pairs,
                                              Direction direction) {
  std::vector<TermTranslation> all;
  for (const TermPair& pair : pairs) {
    const float agreement = std::sqrt(pair.forward * pair.backward);
    if (agreement < kMinAgreement) continue;
    if (direction == Direction::kForward) {
      all.push_back({pair.source, pair.target, agreement});
    } else {
      all.push_back({pair.target, pair.source, agreement});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const TermTranslation& a, const TermTranslation& b) {
    return a.from < b.from;
  });
  std::vector<TermTranslation> picked;
  for (std::size_t i = 0; i < all.size();) {
    const std::size_t begin = picked.size();
    const std::uint32_t from = all[i].from;
    for (; i < all.size() && all[i].from == from; ++i) picked.push_back(all[i]);
    Pick(&picked, begin);
  }
  return picked;
}

}  // namespace zeroline

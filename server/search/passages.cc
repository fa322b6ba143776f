#include "server/search/passages.h"

#include <algorithm>
#include <cmath>

#include "indexer/index_format/schema.h"
#include "server/search/ranking.h"

namespace zeroline {
namespace {

constexpr Bm25 kPassageBm25 = {1.2, 0.8};  // a passage's length varies little; it may count fully
constexpr Bm25 kPairsBm25 = {1.2, 0.3};
// A word rarer than this share of the rarest possible makes pairs; "how", "my", "the" do not.
constexpr double kMinPairIdf = 0.25;

// BM25's length normalisation.
double Norm(Bm25 weights, double length_ratio) {
  return weights.k1 *
         (1 - weights.b + weights.b * std::max(length_ratio, kBm25MinNormalizedLength));
}

// Length in tokens with the title counted as often as in the index.
double WeightedLength(std::size_t body_tokens, const PassageCandidate& candidate) {
  return static_cast<double>(body_tokens) + kTitleWdf * static_cast<double>(candidate.title_tokens);
}

double Saturated(double count, Bm25 weights, double norm) {
  return count * (weights.k1 + 1) / (count + norm);
}

// Calls `visit(begin, end)` with the token range of every passage.
template <typename Visit>
void ForEachPassage(const PassageCandidate& candidate, const Visit& visit) {
  std::uint32_t begin = 0;
  while (true) {
    const std::uint32_t end = std::min<std::uint32_t>(begin + kPassageTokens, candidate.tokens);
    visit(begin, end);
    if (end == candidate.tokens) return;
    begin += kPassageStep;
  }
}

}  // namespace

PassageScorer::PassageScorer(const QueryTerms& terms, double documents,
                             const std::function<double(const std::string& term)>& idf_of) {
  AddTerms(terms.words, 1, idf_of);
  words_ = weights_.size();
  AddPairs(terms, documents);
  AddTerms(terms.grams, terms.gram_weight, idf_of);
  AddTerms(terms.unigrams, terms.unigram_weight, idf_of);
  counts_.resize(weights_.size());
}

void PassageScorer::AddTerms(const std::vector<QueryTerm>& terms, double channel,
                             const std::function<double(const std::string& term)>& idf_of) {
  const bool are_words = term_of_word_.empty();
  for (const QueryTerm& term : terms) {
    const double idf = idf_of(term.term);
    const bool known = idf > 0 && weights_.size() < TermTable::kMaxTerms;
    if (are_words) {
      term_of_word_.push_back(known ? static_cast<int>(weights_.size()) : TermTable::kNone);
    }
    if (!known) continue;
    table_.Insert(HashTerm(term.term), static_cast<int>(weights_.size()));
    weights_.push_back(channel * idf * term.saturated());
  }
}

void PassageScorer::AddPairs(const QueryTerms& terms, double documents) {
  const double greatest = std::log(documents);
  int previous = TermTable::kNone;
  for (const std::uint16_t word : terms.sequence) {
    const int term = term_of_word_[word];
    if (term == TermTable::kNone) {
      previous = TermTable::kNone;
      continue;
    }
    const double weight = weights_[static_cast<std::size_t>(term)];
    if (weight < kMinPairIdf * greatest) continue;
    if (previous != TermTable::kNone && previous != term) {
      // How rare the pair is is not known; never rarer than in a single article.
      const double pair = weight + weights_[static_cast<std::size_t>(previous)];
      pairs_.push_back({static_cast<std::uint16_t>(previous), static_cast<std::uint16_t>(term),
                        std::min(pair, greatest)});
    }
    previous = term;
  }
}

void PassageScorer::FindHits(const ArticleView& article) {
  const std::size_t count = article.word_count();
  const std::uint32_t* words = article.word_hashes();
  const std::uint32_t* gram_begins = article.gram_begins();
  const std::uint32_t* grams = article.gram_hashes();
  hits_.clear();
  hit_begins_.resize(count + 1);
  const auto add = [&](std::uint32_t hash) {
    const int term = table_.Find(hash);
    if (term != TermTable::kNone) hits_.push_back(static_cast<std::uint16_t>(term));
  };
  for (std::size_t i = 0; i < count; ++i) {
    hit_begins_[i] = static_cast<std::uint32_t>(hits_.size());
    add(words[i]);
    for (std::uint32_t gram = gram_begins[i]; gram < gram_begins[i + 1]; ++gram) add(grams[gram]);
  }
  hit_begins_[count] = static_cast<std::uint32_t>(hits_.size());
}

PassageCandidate PassageScorer::Look(const ArticleView& article, double length_ratio) {
  PassageCandidate candidate;
  candidate.tokens = static_cast<std::uint32_t>(article.token_count());
  candidate.title_tokens = static_cast<std::uint32_t>(article.title_token_count());
  candidate.length_ratio = length_ratio;
  candidate.in_title.resize(weights_.size());
  FindHits(article);
  const std::uint16_t* words = article.token_words();
  for (std::uint32_t i = 0; i < candidate.tokens; ++i) {
    for (std::uint32_t hit = hit_begins_[words[i]]; hit < hit_begins_[words[i] + 1u]; ++hit) {
      candidate.occurrences.push_back({i, hits_[hit]});
    }
  }
  const std::uint16_t* title = article.title_words();
  for (std::uint32_t i = 0; i < candidate.title_tokens; ++i) {
    for (std::uint32_t hit = hit_begins_[title[i]]; hit < hit_begins_[title[i] + 1u]; ++hit) {
      ++candidate.in_title[hits_[hit]];
    }
  }
  CountPairs(article, &candidate);
  return candidate;
}

void PassageScorer::CountPairs(const ArticleView& article, PassageCandidate* candidate) {
  candidate->pair_counts.assign(pairs_.size(), 0);
  if (pairs_.empty()) return;
  places_.clear();
  const std::uint16_t* title = article.title_words();
  for (std::uint32_t i = 0; i < candidate->title_tokens; ++i) {
    for (std::uint32_t hit = hit_begins_[title[i]]; hit < hit_begins_[title[i] + 1u]; ++hit) {
      if (hits_[hit] < words_) places_.push_back({i, hits_[hit]});
    }
  }
  CountPairsIn(places_, kTitleWdf, candidate);
  places_.clear();
  for (const PassageCandidate::Occurrence& at : candidate->occurrences) {
    if (at.term < words_) places_.push_back(at);
  }
  CountPairsIn(places_, 1, candidate);
}

void PassageScorer::CountPairsIn(const std::vector<PassageCandidate::Occurrence>& places,
                                 unsigned times, PassageCandidate* candidate) const {
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t j = i + 1;
         j < places.size() && places[j].token <= places[i].token + kPairWindow; ++j) {
      for (std::size_t pair = 0; pair < pairs_.size(); ++pair) {
        if (!pairs_[pair].Joins(places[i].term, places[j].term)) continue;
        std::uint16_t& count = candidate->pair_counts[pair];
        count = static_cast<std::uint16_t>(count + times);
      }
    }
  }
}

double PassageScorer::ScorePairs(const PassageCandidate& candidate) const {
  const double norm = Norm(kPairsBm25, candidate.length_ratio);
  double score = 0;
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    score += pairs_[i].weight * Saturated(candidate.pair_counts[i], kPairsBm25, norm);
  }
  return score;
}

void PassageScorer::ScorePassages(const PassageCandidate& candidate, double average_length,
                                  PassageScore* best) {
  std::size_t first = 0;
  ForEachPassage(candidate, [&](std::uint32_t begin, std::uint32_t end) {
    const double ratio = WeightedLength(end - begin, candidate) / average_length;
    const double norm = Norm(kPassageBm25, ratio);
    for (std::size_t term = 0; term < counts_.size(); ++term) {
      counts_[term] = static_cast<std::uint16_t>(kTitleWdf * candidate.in_title[term]);
    }
    const auto& occurrences = candidate.occurrences;
    while (first < occurrences.size() && occurrences[first].token < begin) ++first;
    for (std::size_t i = first; i < occurrences.size() && occurrences[i].token < end; ++i) {
      ++counts_[occurrences[i].term];
    }
    double score = 0;
    for (std::size_t term = 0; term < counts_.size(); ++term) {
      if (counts_[term] > 0) score += weights_[term] * Saturated(counts_[term], kPassageBm25, norm);
    }
    if (score > best->passage) {
      best->passage = score;
      best->begin = begin;
      best->end = end;
    }
  });
}

std::vector<PassageScore> PassageScorer::Score(const std::vector<PassageCandidate>& candidates) {
  double length = 0;
  double passages = 0;
  for (const PassageCandidate& candidate : candidates) {
    ForEachPassage(candidate, [&](std::uint32_t begin, std::uint32_t end) {
      length += WeightedLength(end - begin, candidate);
      passages += 1;
    });
  }
  const double average_length = std::max(1.0, length / std::max(1.0, passages));
  std::vector<PassageScore> scores(candidates.size());
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i].in_title.size() != weights_.size()) continue;  // nothing is known of it
    ScorePassages(candidates[i], average_length, &scores[i]);
    scores[i].pairs = ScorePairs(candidates[i]);
  }
  return scores;
}

}  // namespace zeroline

#include "server/search/passages.h"

#include <algorithm>

#include "indexer/index_format/schema.h"
#include "server/search/ranking.h"

namespace zeroline {
namespace {

constexpr double kPassageB = 0.8;  // a passage's length varies little; it may count fully

// Length in tokens with the title counted as often as in the index.
double WeightedLength(std::size_t body_tokens, const PassageCandidate& candidate) {
  return static_cast<double>(body_tokens) + kTitleWdf * static_cast<double>(candidate.title_tokens);
}

// Calls `visit(begin, end)` with the token range of every passage.
template <typename Visit>
void ForEachPassage(const PassageCandidate& candidate, const Visit& visit) {
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min<std::size_t>(begin + kPassageTokens, candidate.tokens);
    visit(begin, end);
    if (end == candidate.tokens) return;
    begin += kPassageStep;
  }
}

}  // namespace

PassageScorer::PassageScorer(const QueryTerms& terms,
                             const std::function<double(const std::string& term)>& idf_of) {
  for (const QueryTerm& word : terms.words) {
    const double idf = idf_of(word.term);
    if (idf <= 0 || weights_.size() >= TermTable::kMaxTerms) continue;
    table_.Insert(HashTerm(word.term), static_cast<int>(weights_.size()));
    const double count = word.count;
    weights_.push_back(idf * 2 * count / (1 + count));
  }
}

PassageCandidate PassageScorer::Look(const ArticleView& article, double length_ratio,
                                     Analyzer* analyzer) const {
  PassageCandidate candidate;
  candidate.tokens = static_cast<std::uint32_t>(article.token_count());
  candidate.length_ratio = length_ratio;
  candidate.in_title.resize(weights_.size());
  const std::uint32_t* hashes = article.token_hashes();
  for (std::uint32_t i = 0; i < candidate.tokens; ++i) {
    const int term = table_.Find(hashes[i]);
    if (term != TermTable::kNone) {
      candidate.occurrences.push_back({i, static_cast<std::uint16_t>(term)});
    }
  }
  std::vector<AnalyzedToken> title;
  analyzer->Analyze(article.title(), &title);
  candidate.title_tokens = static_cast<std::uint32_t>(title.size());
  for (const AnalyzedToken& token : title) {
    const int term = table_.Find(token.terms->word_hash);
    if (term != TermTable::kNone) ++candidate.in_title[static_cast<std::size_t>(term)];
  }
  return candidate;
}

double PassageScorer::Score(const std::vector<std::uint16_t>& counts,
                            const PassageCandidate& candidate, double b,
                            double length_ratio) const {
  const double norm = kTextBm25.k1 * (1 - b + b * std::max(length_ratio, kBm25MinNormalizedLength));
  double score = 0;
  for (std::size_t term = 0; term < weights_.size(); ++term) {
    const double count = counts[term] + kTitleWdf * static_cast<double>(candidate.in_title[term]);
    score += weights_[term] * count * (kTextBm25.k1 + 1) / (count + norm);
  }
  return score;
}

double PassageScorer::BestPassage(const PassageCandidate& candidate, double average_length) const {
  double best = 0;
  std::vector<std::uint16_t> counts(weights_.size());
  ForEachPassage(candidate, [&](std::size_t begin, std::size_t end) {
    std::fill(counts.begin(), counts.end(), std::uint16_t{0});
    for (const PassageCandidate::Occurrence& at : candidate.occurrences) {
      if (at.token >= begin && at.token < end) ++counts[at.term];
    }
    best = std::max(best, Score(counts, candidate, kPassageB,
                                WeightedLength(end - begin, candidate) / average_length));
  });
  return best;
}

std::vector<double> PassageScorer::Gains(const std::vector<PassageCandidate>& candidates) const {
  double length = 0;
  double passages = 0;
  for (const PassageCandidate& candidate : candidates) {
    ForEachPassage(candidate, [&](std::size_t begin, std::size_t end) {
      length += WeightedLength(end - begin, candidate);
      passages += 1;
    });
  }
  const double average_length = std::max(1.0, length / std::max(1.0, passages));
  std::vector<double> gains;
  std::vector<std::uint16_t> counts(weights_.size());
  for (const PassageCandidate& candidate : candidates) {
    std::fill(counts.begin(), counts.end(), std::uint16_t{0});
    for (const PassageCandidate::Occurrence& at : candidate.occurrences) ++counts[at.term];
    if (candidate.in_title.size() != weights_.size()) {
      gains.push_back(0);  // nothing is known of it
      continue;
    }
    const double whole = Score(counts, candidate, kTextBm25.b, candidate.length_ratio);
    gains.push_back(BestPassage(candidate, average_length) - whole);
  }
  return gains;
}

}  // namespace zeroline

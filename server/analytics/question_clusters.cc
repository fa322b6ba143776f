#include "server/analytics/question_clusters.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>

namespace zeroline {
namespace {

#ifndef TUNE
// Measured on paraphrases of real questions and on different questions to one text: see
// tests/server/analytics.
constexpr double kSame = .72;
constexpr double kSameWithArticle = .5;
constexpr double kSureOfArticle = .5;
#else
double kSame = .72, kSameWithArticle = .5, kSureOfArticle = .5;
#endif
// Of a term that very many clusters have, so many are looked at.
constexpr std::size_t kMaxPostings = 2000;

class Clustering {
 public:
  Clustering(const std::vector<AskedQuestion>& questions,
             const std::vector<QuestionVector>& vectors)
      : questions_(questions), vectors_(vectors) {}

  void Place(std::size_t question) {
    const std::size_t best = BestFor(question);
    if (best != kNone) {
      Join(question, best);
      return;
    }
    clusters_.push_back({{question}, vectors_[question], questions_[question].nearest});
    for (const VectorTerm& term : vectors_[question]) {
      postings_[term.term].push_back(clusters_.size() - 1);
    }
  }

  std::vector<std::vector<std::size_t>> Members() && {
    std::vector<std::vector<std::size_t>> members;
    for (Cluster& cluster : clusters_) members.push_back(std::move(cluster.members));
    return members;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  struct Cluster {
    std::vector<std::size_t> members;
    QuestionVector leader;
    std::string article;  // "" if its questions do not surely find one
  };

  // What two texts must have in common to be one question.
  double Needed(std::size_t question, const Cluster& cluster) const {
    const AskedQuestion& asked = questions_[question];
    const AskedQuestion& leader = questions_[cluster.members.front()];
    const bool is_same_article = !asked.nearest.empty() && asked.nearest == leader.nearest &&
                                 asked.confidence >= kSureOfArticle &&
                                 leader.confidence >= kSureOfArticle;
    return is_same_article ? kSameWithArticle : kSame;
  }

  // The heaviest terms, without which nothing is similar enough.
  std::vector<std::uint32_t> TermsThatDecide(const QuestionVector& vector) const {
    QuestionVector byWeight = vector;
    std::sort(byWeight.begin(), byWeight.end(), [](const VectorTerm& a, const VectorTerm& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
    });
    std::vector<std::uint32_t> terms;
    double rest = 1;
    for (const VectorTerm& term : byWeight) {
      if (rest < kSameWithArticle * kSameWithArticle) break;
      terms.push_back(term.term);
      rest -= double{term.weight} * double{term.weight};
    }
    return terms;
  }

  std::size_t BestFor(std::size_t question) const {
    const QuestionVector& vector = vectors_[question];
    std::vector<std::size_t> candidates;
    for (const std::uint32_t term : TermsThatDecide(vector)) {
      const auto found = postings_.find(term);
      if (found == postings_.end()) continue;
      const std::size_t count = std::min(found->second.size(), kMaxPostings);
      candidates.insert(candidates.end(), found->second.begin(),
                        found->second.begin() + static_cast<std::ptrdiff_t>(count));
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    std::size_t best = kNone;
    double best_margin = 0;
    for (const std::size_t candidate : candidates) {
      const Cluster& cluster = clusters_[candidate];
      const double margin = Similarity(vector, cluster.leader) - Needed(question, cluster);
      if (margin < 0 || (best != kNone && margin <= best_margin)) continue;
      best = candidate;
      best_margin = margin;
    }
    return best;
  }

  void Join(std::size_t question, std::size_t cluster) {
    clusters_[cluster].members.push_back(question);
  }

  const std::vector<AskedQuestion>& questions_;
  const std::vector<QuestionVector>& vectors_;
  std::vector<Cluster> clusters_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> postings_;  // by term
};

}  // namespace

std::vector<std::vector<std::size_t>> ClusterQuestions(const std::vector<AskedQuestion>& questions,
                                                       const QuestionLanguage& language) {
  std::vector<AskedText> texts;
  texts.reserve(questions.size());
  for (const AskedQuestion& question : questions) texts.push_back({question.text, question.count});
  const std::vector<QuestionVector> vectors = ReadQuestions(texts, language);
  std::vector<std::size_t> order(questions.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return questions[a].count != questions[b].count ? questions[a].count > questions[b].count
                                                    : questions[a].text < questions[b].text;
  });
  Clustering clustering(questions, vectors);
  for (const std::size_t question : order) clustering.Place(question);
  return std::move(clustering).Members();
}

}  // namespace zeroline

#include "server/evaluation/measures.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <random>

namespace zeroline {
namespace {

constexpr std::size_t kResamples = 2000;
constexpr double kTail = 0.025;  // left out on each side
constexpr std::uint64_t kSeed = 20240607;

double Discount(std::size_t rank) { return 1.0 / std::log2(static_cast<double>(rank) + 1.0); }

double IdealGain(const std::map<std::string, int>& relevant) {
  std::vector<int> gains;
  for (const auto& [id, relevance] : relevant) gains.push_back(relevance);
  std::sort(gains.begin(), gains.end(), std::greater<>());
  double ideal = 0;
  for (std::size_t i = 0; i < gains.size() && i < kEvaluationDepth; ++i) {
    ideal += gains[i] * Discount(i + 1);
  }
  return ideal;
}

struct Sums {
  double queries = 0;
  Measures measures;
};

void Add(const Measures& measures, double count, Sums* sums) {
  sums->queries += count;
  for (const NamedMeasure& measure : kMeasures) {
    sums->measures.*measure.value += measures.*measure.value;
  }
}

Measures Divided(const Sums& sums) {
  Measures mean = sums.measures;
  if (sums.queries == 0) return mean;
  for (const NamedMeasure& measure : kMeasures) mean.*measure.value /= sums.queries;
  return mean;
}

// In the order of the clusters' names, so that the order of the queries does not matter.
std::vector<Sums> SumClusters(const std::vector<ClusteredScore>& scores) {
  std::map<std::string, Sums> by_name;
  for (const ClusteredScore& score : scores) Add(score.measures, 1, &by_name[score.cluster]);
  std::vector<Sums> clusters;
  clusters.reserve(by_name.size());
  for (const auto& [name, sums] : by_name) clusters.push_back(sums);
  return clusters;
}

}  // namespace

Measures Score(const std::vector<std::string>& ranking,
               const std::map<std::string, int>& relevant) {
  Measures measures;
  measures.zero_results = ranking.empty() ? 1 : 0;
  double gain = 0;
  std::size_t first_rank = 0;
  for (std::size_t i = 0; i < ranking.size() && i < kEvaluationDepth; ++i) {
    const auto found = relevant.find(ranking[i]);
    if (found == relevant.end()) continue;
    gain += found->second * Discount(i + 1);
    if (first_rank == 0) first_rank = i + 1;
  }
  const double ideal = IdealGain(relevant);
  if (ideal > 0) measures.ndcg = gain / ideal;
  if (first_rank == 0) return measures;
  measures.mrr = 1.0 / static_cast<double>(first_rank);
  measures.hit_at_1 = first_rank == 1 ? 1 : 0;
  measures.hit_at_depth = 1;
  return measures;
}

Measures Mean(const std::vector<ClusteredScore>& scores) {
  Sums sums;
  for (const ClusteredScore& score : scores) Add(score.measures, 1, &sums);
  return Divided(sums);
}

MeasureIntervals BootstrapIntervals(const std::vector<ClusteredScore>& scores) {
  const std::vector<Sums> clusters = SumClusters(scores);
  if (clusters.empty()) return {};
  // The engine's sequence is fixed by the standard, a distribution's is not; the bias of the
  // remainder is far below what an interval shows.
  std::mt19937_64 random(kSeed);
  std::vector<Measures> means;
  means.reserve(kResamples);
  for (std::size_t i = 0; i < kResamples; ++i) {
    Sums sums;
    for (std::size_t drawn = 0; drawn < clusters.size(); ++drawn) {
      const Sums& cluster = clusters[random() % clusters.size()];
      Add(cluster.measures, cluster.queries, &sums);
    }
    means.push_back(Divided(sums));
  }
  MeasureIntervals intervals;
  const auto below = static_cast<std::size_t>(kTail * kResamples);
  for (const NamedMeasure& measure : kMeasures) {
    std::sort(means.begin(), means.end(), [&measure](const Measures& a, const Measures& b) {
      return a.*measure.value < b.*measure.value;
    });
    intervals.low.*measure.value = means[below].*measure.value;
    intervals.high.*measure.value = means[kResamples - 1 - below].*measure.value;
  }
  return intervals;
}

Summary Summarize(const std::vector<ClusteredScore>& scores) {
  return {scores.size(), Mean(scores), BootstrapIntervals(scores)};
}

}  // namespace zeroline

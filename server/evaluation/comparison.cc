#include "server/evaluation/comparison.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <random>

namespace zeroline {
namespace {

constexpr std::size_t kRounds = 10000;
constexpr std::uint64_t kSeed = 20240608;
// Sums in another order differ by this little.
constexpr double kEpsilon = 1e-9;

double Difference(const PairedScore& score) { return score.after - score.before; }

std::string Line(const char* format, double a, double b, double c) {
  std::array<char, 200> text{};
  std::snprintf(text.data(), text.size(), format, a, b, c);
  return text.data();
}

void AddExamples(const char* heading, const std::vector<PairedScore>& examples, std::string* text) {
  if (examples.empty()) return;
  *text += heading;
  for (const PairedScore& score : examples) {
    *text += Line("  %+.4f  (%.4f -> %.4f)  ", Difference(score), score.before, score.after);
    *text += score.query.id + "  " + score.query.language + "  " + score.query.text + "\n";
  }
}

}  // namespace

double RandomisationTest(const std::vector<double>& differences) {
  double observed = 0;
  std::vector<double> changed;  // exchanging equal scores changes nothing
  for (const double difference : differences) {
    observed += difference;
    if (difference != 0) changed.push_back(difference);
  }
  std::mt19937_64 random(kSeed);
  std::size_t as_great = 1;
  for (std::size_t round = 0; round < kRounds; ++round) {
    double sum = 0;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < changed.size(); ++i) {
      if (i % 64 == 0) bits = random();
      sum += (bits >> (i % 64) & 1) != 0 ? changed[i] : -changed[i];
    }
    if (std::abs(sum) >= std::abs(observed) - kEpsilon) ++as_great;
  }
  return static_cast<double>(as_great) / static_cast<double>(kRounds + 1);
}

Comparison Compare(const std::vector<PairedScore>& scores) {
  Comparison comparison;
  comparison.queries = scores.size();
  std::vector<double> differences;
  for (const PairedScore& score : scores) {
    comparison.before += score.before;
    comparison.after += score.after;
    const double difference = Difference(score);
    differences.push_back(std::abs(difference) < kEpsilon ? 0 : difference);
    if (differences.back() > 0) comparison.most_won.push_back(score);
    if (differences.back() < 0) comparison.most_lost.push_back(score);
  }
  comparison.won = comparison.most_won.size();
  comparison.lost = comparison.most_lost.size();
  for (std::vector<PairedScore>* list : {&comparison.most_won, &comparison.most_lost}) {
    std::stable_sort(list->begin(), list->end(), [](const PairedScore& a, const PairedScore& b) {
      return std::abs(Difference(a)) > std::abs(Difference(b));
    });
    if (list->size() > kComparisonExamples) {
      list->erase(list->begin() + static_cast<std::ptrdiff_t>(kComparisonExamples), list->end());
    }
  }
  comparison.p_value = RandomisationTest(differences);
  if (scores.empty()) return comparison;
  comparison.before /= static_cast<double>(scores.size());
  comparison.after /= static_cast<double>(scores.size());
  return comparison;
}

std::string ToText(const Comparison& comparison) {
  std::string text = Line("nDCG@10       %.4f -> %.4f (%+.4f)", comparison.before, comparison.after,
                          comparison.after - comparison.before);
  text += Line(", p = %.4f\n", comparison.p_value, 0, 0);
  const std::size_t same = comparison.queries - comparison.won - comparison.lost;
  text += "won " + std::to_string(comparison.won) + ", lost " + std::to_string(comparison.lost) +
          ", same " + std::to_string(same) + "\n";
  AddExamples("won most:\n", comparison.most_won, &text);
  AddExamples("lost most:\n", comparison.most_lost, &text);
  return text;
}

}  // namespace zeroline

// Which queries does one run answer better than another, and could it be chance?
#ifndef ZEROLINE_SERVER_EVALUATION_COMPARISON_H_
#define ZEROLINE_SERVER_EVALUATION_COMPARISON_H_

#include <cstddef>
#include <string>
#include <vector>

#include "server/evaluation/evaluation_files.h"

namespace zeroline {

// A comparison shows this many of the queries that won most, and as many that lost most.
inline constexpr std::size_t kComparisonExamples = 20;

// One query's nDCG@10 in both runs.
struct PairedScore {
  EvaluationQuery query;
  double before = 0;
  double after = 0;
};

struct Comparison {
  std::size_t queries = 0;
  std::size_t won = 0;
  std::size_t lost = 0;
  double before = 0;  // means
  double after = 0;
  double p_value = 1;                 // two-sided, for "the runs are equally good"
  std::vector<PairedScore> most_won;  // at most kComparisonExamples, greatest difference first
  std::vector<PairedScore> most_lost;
};

Comparison Compare(const std::vector<PairedScore>& scores);

// Paired randomisation test (Fisher; for rankings Smucker, Allan and Carterette, 2007): the share
// of 10,000 random exchanges of the two runs' scores, query by query, whose mean difference is at
// least as great as the one seen. From a fixed seed; never 0, as the observed order counts itself.
double RandomisationTest(const std::vector<double>& differences);

// For people: the means, the p-value, and the queries that changed most.
std::string ToText(const Comparison& comparison);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_COMPARISON_H_

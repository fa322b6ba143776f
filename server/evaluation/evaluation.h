// How good are the answers? Runs a file of queries against an index, scores the rankings against
// relevance judgements, and says how sure that is, what changed since an earlier run, and how much
// of it mistyped queries keep.
#ifndef ZEROLINE_SERVER_EVALUATION_EVALUATION_H_
#define ZEROLINE_SERVER_EVALUATION_EVALUATION_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "indexer/error/result.h"
#include "server/evaluation/comparison.h"
#include "server/evaluation/measures.h"
#include "server/evaluation/query_mutator.h"

namespace zeroline {

// Files are as evaluation_files.h says.
struct EvaluationOptions {
  std::filesystem::path index;
  std::filesystem::path queries;
  std::filesystem::path qrels;
  std::filesystem::path run;             // written if not empty
  std::filesystem::path compare;         // an earlier run of the same queries, if not empty
  std::optional<MutationKind> mutation;  // of every query before it is asked
  std::uint64_t seed = 1;                // of the mutation
  bool exact = false;                    // ask as typed: what mending is worth is the difference
};

struct EvaluationReport {
  Summary summary;  // of the mutated queries, if they were
  struct Mutated {
    MutationKind kind = MutationKind::kTypo;
    std::uint64_t seed = 0;
    std::size_t changed = 0;  // queries that differ from the clean ones
    Measures clean;
  };
  std::optional<Mutated> mutated;
  std::optional<Comparison> comparison;
};

// Runs everything; queries without judgements are left out. In a comparison, a query without lines
// in the earlier run found nothing then.
Result<EvaluationReport> RunEvaluation(const EvaluationOptions& options);

// One line per measure with its 95 % interval, for people; then what else was asked for.
std::string ToText(const EvaluationReport& report);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_EVALUATION_H_

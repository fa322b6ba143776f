// How commands print.
#ifndef ZEROLINE_INDEXER_COMMANDS_OUTPUT_H_
#define ZEROLINE_INDEXER_COMMANDS_OUTPUT_H_

#include <chrono>
#include <string>
#include <vector>

#include "indexer/commands/build.h"

namespace zeroline {

struct FindingCounts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
};
FindingCounts CountFindings(const std::vector<Diagnostic>& diagnostics);

// One line each, errors first, at most `limit`, then how many more there are.
std::string DiagnosticLines(const std::vector<Diagnostic>& diagnostics, std::size_t limit);

// The closing lines of a build: what was published, articles per audience and language, findings,
// time.
std::string BuildSummary(const BuildReport& report, std::chrono::milliseconds elapsed);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_OUTPUT_H_

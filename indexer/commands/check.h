// What writers should mend, from the whole tree: the findings of a build and those of every rule
// that only a check follows.
#ifndef ZEROLINE_INDEXER_COMMANDS_CHECK_H_
#define ZEROLINE_INDEXER_COMMANDS_CHECK_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "indexer/commands/build.h"
#include "indexer/commands/progress.h"
#include "indexer/diagnostics/diagnostic.h"
#include "indexer/error/result.h"

namespace zeroline {

struct CheckOptions {
  BuildOptions build;              // `index` is not used: a check reads no build and writes none
  std::vector<std::string> rules;  // only these; empty: all
  std::vector<std::string> paths;  // findings of files that match one of these globs; empty: all
  std::string changed_since;       // findings of files that Git says changed since; "": all
  std::chrono::sys_days today{std::chrono::days(0)};  // 0: by the clock
};

struct CheckReport {
  std::size_t files = 0;             // looked at
  std::vector<Diagnostic> findings;  // ordered by path, line and column
};

// kInvalidArgument if a rule is not known, with the nearest name, or if Git does not know the
// commit. An unusable check.yaml is a finding, not a failure.
Result<CheckReport> RunCheck(const CheckOptions& options, Progress* progress);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_CHECK_H_

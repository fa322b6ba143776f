// `zeroline-indexer watch`: builds after every change of the articles, and says what became wrong
// and what became right.
#ifndef ZEROLINE_INDEXER_COMMANDS_WATCH_H_
#define ZEROLINE_INDEXER_COMMANDS_WATCH_H_

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "indexer/commands/build.h"
#include "indexer/diagnostics/diagnostic.h"
#include "indexer/error/result.h"

namespace zeroline {

// What differs between the findings of two looks at a tree. A finding that only moved to another
// line is no difference.
struct FindingChanges {
  std::vector<Diagnostic> found;   // only later
  std::vector<Diagnostic> mended;  // only earlier
};
FindingChanges CompareFindings(const std::vector<Diagnostic>& earlier,
                               const std::vector<Diagnostic>& later);

struct WatchOptions {
  BuildOptions build;
  // All findings of the tree now; run beside the builds, after the last of several. Null: those of
  // the builds are told.
  std::function<Result<std::vector<Diagnostic>>()> check;
};

// Builds, then after every change again, until the file descriptor `stop` is readable. What fails
// is told and tried again at the next change; only what cannot be watched at all, at the start,
// ends it.
Status Watch(const WatchOptions& options, int stop, std::ostream& out);

// A file descriptor that becomes readable on SIGINT or SIGTERM, which end nothing from here on.
// Call it before the first thread begins. Never closed; -1 if the system gives none.
int StopOnSignals();

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_WATCH_H_

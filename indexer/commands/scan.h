// Which source files there are and what became of them since the last build.
#ifndef ZEROLINE_INDEXER_COMMANDS_SCAN_H_
#define ZEROLINE_INDEXER_COMMANDS_SCAN_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indexer/commands/build.h"
#include "indexer/commands/source_state.h"
#include "indexer/index_format/build_directory.h"

namespace zeroline {

// The last build, as far as it can be built upon.
struct LastBuild {
  std::filesystem::path path;
  BuildInfo info;
  Manifest manifest;
  std::set<std::string> stale_languages;  // made by another analyzer: written anew
};

// Nothing if there is none or it cannot be used (another format, other options, damaged): then
// everything is built from nothing.
std::optional<LastBuild> OpenLastBuild(const BuildOptions& options);

// Options that change what is built, as the manifest remembers them.
std::string OptionsKey(const BuildOptions& options);

struct Scan {
  std::deque<SourceState> states;       // ordered by path; addresses stay
  std::vector<Diagnostic> diagnostics;  // of the tree itself
  std::string head_commit;
  bool lost_files = false;  // files of the last build are not there any more
};

// Whether every source file, and the commit they are at, looks as it did at the last build.
bool IsUntouched(const BuildOptions& options, const SourceTree& tree, const LastBuild& last);

// Reads what may have changed. `last` outlives the result.
Scan ScanSources(const BuildOptions& options, SourceTree tree, const LastBuild* last,
                 Progress* progress);

// Parses these once more, whatever their hash says.
void Reparse(const BuildOptions& options, const std::vector<SourceState*>& states,
             Progress* progress);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_SCAN_H_

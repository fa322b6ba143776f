// `zeroline-indexer restamp`: the original was mended without saying anything else, and its
// translations need not follow.
#ifndef ZEROLINE_INDEXER_COMMANDS_RESTAMP_H_
#define ZEROLINE_INDEXER_COMMANDS_RESTAMP_H_

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "indexer/commands/build.h"
#include "indexer/error/result.h"

namespace CLI {
class App;
}

namespace zeroline {

struct RestampCommand {
  BuildOptions build;                        // `index` is not used
  std::vector<std::filesystem::path> paths;  // of translations: as typed, or below the tree
  std::filesystem::path original;            // all translations of this one, if not empty
};

// `command` outlives the app.
void AddRestamp(CLI::App* app, RestampCommand* command);

// Writes `original_version` into the front matter of each translation, the rest byte for byte as it
// was, and says so to `out`, a line per file. A file that cannot be stamped is left alone and named
// with its reason; then it fails with kInvalidArgument in the end, after the others.
Status RunRestamp(const RestampCommand& command, std::ostream& out);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_RESTAMP_H_

// `zeroline-indexer propose`: makes of what readers asked, and did not find, a change that a writer
// can look at: questions for the nearest article, or the draft of an article.
#ifndef ZEROLINE_INDEXER_COMMANDS_PROPOSE_H_
#define ZEROLINE_INDEXER_COMMANDS_PROPOSE_H_

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "indexer/error/result.h"

namespace CLI {
class App;
}

namespace zeroline {

struct ProposeCommand {
  std::filesystem::path articles;
  std::filesystem::path report;        // zeroline-server report --format json
  std::vector<std::string> questions;  // "q-1a2b3c4d"
  std::size_t top = 0;                 // or the first so many
  std::string branch;                  // "": questions/<id>, of several questions/<today>
  std::string article;                 // "en/network/vpn.md": where the questions of one line go
  bool draft = false;                  // a new article, whatever is near
  std::string path;                    // of the draft, below its language
};

// `command` outlives the app.
void AddPropose(CLI::App* app, ProposeCommand* command);

// Commits the change to a new branch, see git_branch.h, and says how to look at it. Wordings that
// hold personal data, or only may, are left out; a line that has no other is refused.
Status RunPropose(const ProposeCommand& command, std::chrono::year_month_day today,
                  std::ostream& out);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_PROPOSE_H_

// `zeroline-indexer check`.
#ifndef ZEROLINE_INDEXER_COMMANDS_CHECK_COMMAND_H_
#define ZEROLINE_INDEXER_COMMANDS_CHECK_COMMAND_H_

#include <filesystem>
#include <string>

#include "indexer/commands/check.h"
#include "indexer/error/result.h"

namespace zeroline {

struct CheckCommand {
  CheckOptions options;
  std::string format = "text";   // json, sarif or github
  std::filesystem::path output;  // a file; empty: standard output
  bool is_strict = false;        // warnings fail, too
  bool explains = false;
  bool lists_rules = false;  // instead of checking
};

// The exit status; 2 for options that cannot be followed.
int RunCheckCommand(const CheckCommand& command);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_CHECK_COMMAND_H_

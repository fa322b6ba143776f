// `zeroline-server user`: the accounts of the support team. A running server notices at once.
#ifndef ZEROLINE_SERVER_APP_USER_COMMAND_H_
#define ZEROLINE_SERVER_APP_USER_COMMAND_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "indexer/error/result.h"

namespace CLI {
class App;
}

namespace zeroline {

struct UserCommand {
  enum class Action {
    kAdd,
    kList,
    kPassword,
    kRights,
    kDisable,
    kEnable,
    kRemove,
    kToken,
    kTokens,
    kRevoke,
    kAudit
  };

  Action action = Action::kList;
  std::filesystem::path state;
  std::string name;
  std::vector<std::string> roles;
  std::vector<std::string> audiences;
  std::string label;       // of a token
  std::int64_t days = 0;   // a token is valid; 0: for ever
  std::int64_t id = 0;     // of a token
  std::size_t lines = 50;  // of the record
};

// Asks for something secret, with this prompt.
using AskSecret = std::function<Result<std::string>(const std::string& prompt)>;

// `command` outlives the app.
void AddUser(CLI::App* app, UserCommand* command);

// Makes the state if it is not there yet, so that accounts can be made before the first start.
Status RunUser(const UserCommand& command, const AskSecret& ask, std::ostream& out);

// From a terminal without showing it, with the prompt on standard error; else the next line of
// standard input.
Result<std::string> AskOnTerminal(const std::string& prompt);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_USER_COMMAND_H_

// `zeroline-server erase`: forgets a person. Numbers, times and outcomes stay, so that reports do
// not change; what people wrote, and what tells who they are, goes.
#ifndef ZEROLINE_SERVER_APP_ERASE_COMMAND_H_
#define ZEROLINE_SERVER_APP_ERASE_COMMAND_H_

#include <filesystem>
#include <iosfwd>
#include <string>

#include "indexer/error/result.h"

namespace CLI {
class App;
}

namespace zeroline {

// One of contact, visitor and ticket is given.
struct EraseCommand {
  std::filesystem::path state;
  // All requests with this contact, and what the visitors that sent them did.
  std::string contact;
  // All requests and everything else of this visitor: the value of the cookie.
  std::string visitor;
  // One request, and what the visitor that sent it did.
  std::string ticket;
};

// `command` outlives the app.
void AddErase(CLI::App* app, EraseCommand* command);

// Says how much was erased. Erasing again erases nothing and succeeds.
Status RunErase(const EraseCommand& command, std::ostream& out);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_ERASE_COMMAND_H_

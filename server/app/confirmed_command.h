// `zeroline-server confirmed`: what readers confirmed, for the next build. The server does the same
// every hour; this is for whoever does not want to wait.
#ifndef ZEROLINE_SERVER_APP_CONFIRMED_COMMAND_H_
#define ZEROLINE_SERVER_APP_CONFIRMED_COMMAND_H_

#include <cstddef>
#include <filesystem>
#include <iosfwd>

#include "indexer/error/result.h"

namespace CLI {
class App;
}

namespace zeroline {

struct ConfirmedCommand {
  std::filesystem::path state;
  std::filesystem::path index;  // tells which articles everybody may read
  std::filesystem::path out;    // "" for standard output
  std::size_t min_visitors = 3;
  int window_hours = 72;  // reversal_window of the server's configuration
};

// `command` outlives the app.
void AddConfirmed(CLI::App* app, ConfirmedCommand* command);

// Learns from what is in the state, and writes all that was ever learned. The file is left alone if
// it says that already.
Status RunConfirmed(const ConfirmedCommand& command, std::ostream& out);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_CONFIRMED_COMMAND_H_

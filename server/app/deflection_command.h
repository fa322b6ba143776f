// `zeroline-server deflection`: the report of what became of request forms.
#ifndef ZEROLINE_SERVER_APP_DEFLECTION_COMMAND_H_
#define ZEROLINE_SERVER_APP_DEFLECTION_COMMAND_H_

#include <filesystem>
#include <iosfwd>
#include <string>

#include "indexer/error/result.h"

namespace CLI {
class App;
}

namespace zeroline {

struct DeflectionCommand {
  std::filesystem::path state;
  int days = 30;                // forms opened since
  int window_hours = 72;        // reversal_window of the server's configuration
  std::string format = "text";  // or "json", "csv"
};

// `command` outlives the app.
void AddDeflection(CLI::App* app, DeflectionCommand* command);

Status RunDeflection(const DeflectionCommand& command, std::ostream& out);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_DEFLECTION_COMMAND_H_

// `zeroline-server incident`: announces what is known to be broken, lists it, ends it. A running
// server notices within about a second.
#ifndef ZEROLINE_SERVER_APP_INCIDENT_COMMAND_H_
#define ZEROLINE_SERVER_APP_INCIDENT_COMMAND_H_

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "indexer/error/result.h"

namespace CLI {
class App;
}

namespace zeroline {

struct IncidentCommand {
  enum class Action { kStart, kList, kEnd };

  Action action = Action::kList;
  std::filesystem::path state;
  std::vector<std::string> sections;
  std::vector<std::string> words;
  std::vector<std::string> texts;  // "en=Mail is slow."
  std::int64_t id = 0;
};

// `command` outlives the app.
void AddIncident(CLI::App* app, IncidentCommand* command);

Status RunIncident(const IncidentCommand& command, std::ostream& out);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_INCIDENT_COMMAND_H_

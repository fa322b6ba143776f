// `zeroline-server report`: what writers should write next.
#ifndef ZEROLINE_SERVER_APP_REPORT_COMMAND_H_
#define ZEROLINE_SERVER_APP_REPORT_COMMAND_H_

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "indexer/error/result.h"

namespace CLI {
class App;
}

namespace zeroline {

struct ReportCommand {
  std::filesystem::path state;
  std::filesystem::path index;
  int days = 30;                       // searches since
  int window_hours = 72;               // reversal_window of the server's configuration
  std::string language;                // of questions and articles; "" for all
  std::vector<std::string> audiences;  // that the report's readers may read besides "public"
  std::string format = "text";         // or "json", "csv"
  std::filesystem::path out;           // "" for standard output
};

// `command` outlives the app.
void AddReport(CLI::App* app, ReportCommand* command);

Status RunReport(const ReportCommand& command, std::ostream& out);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_REPORT_COMMAND_H_

// `zeroline-indexer new`: the beginning of an article and of its translations, as files.
#ifndef ZEROLINE_INDEXER_COMMANDS_NEW_COMMAND_H_
#define ZEROLINE_INDEXER_COMMANDS_NEW_COMMAND_H_

#include <chrono>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "indexer/error/result.h"

namespace CLI {
class App;
}

namespace zeroline {

struct NewCommand {
  std::filesystem::path articles;
  std::string kind = "how-to";            // see ScaffoldKinds()
  std::string language = "en";            // of the article; with `translate`: of the original
  std::string path;                       // "network/vpn-slow"
  std::string title;                      // unused with `translate`
  std::vector<std::string> translations;  // languages that get the same beginning
  std::vector<std::string> translate;     // languages an existing article is to be translated to
  std::string audience;
  std::string owner;
};

// `command` outlives the app.
void AddNew(CLI::App* app, NewCommand* command);

// Writes the files and says what to do next. Never overwrites: if one of them is there, or a path
// or title cannot be used, nothing is written. review_by is a year after `today`.
Status RunNew(const NewCommand& command, std::chrono::year_month_day today, std::ostream& out);

// "2027-01-31", a year after `today`.
std::string ReviewBy(std::chrono::year_month_day today);

std::chrono::year_month_day DateToday();  // UTC

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_NEW_COMMAND_H_

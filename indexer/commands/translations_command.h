// `zeroline-indexer translations`: what to translate next.
#ifndef ZEROLINE_INDEXER_COMMANDS_TRANSLATIONS_COMMAND_H_
#define ZEROLINE_INDEXER_COMMANDS_TRANSLATIONS_COMMAND_H_

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <string>

#include "indexer/commands/build.h"
#include "indexer/error/result.h"

namespace CLI {
class App;
}

namespace zeroline {

struct TranslationsCommand {
  BuildOptions build;            // `index` is not used
  std::filesystem::path report;  // `zeroline-server report --format json`; empty: none
  std::string language;          // only into this one; "": all
  std::string format = "text";   // or json
  std::size_t limit = 100;       // lines of text; 0: all
  bool no_git = false;
};

// `command` outlives the app.
void AddTranslations(CLI::App* app, TranslationsCommand* command);

// Missing and outdated translations: the most asked for first, then those with the most changed
// sections, the oldest first; missing ones that nobody asked for come last. Missing in a language
// are articles that it lacks while it has a quarter of all, or is asked for by name or by the
// report. kInvalidArgument if the report is none.
Status RunTranslations(const TranslationsCommand& command, std::ostream& out);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_TRANSLATIONS_COMMAND_H_

// Translation tables on their way into a build: learned from what the build's public articles have
// in two languages, with the glossary in front. Internal articles have no part in it: whoever looks
// into a table must not learn that they exist.
#ifndef ZEROLINE_INDEXER_COMMANDS_TRANSLATIONS_H_
#define ZEROLINE_INDEXER_COMMANDS_TRANSLATIONS_H_

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/commands/build.h"
#include "indexer/commands/language_plan.h"
#include "indexer/translation/glossary.h"

namespace zeroline {

// articles/glossary.tsv.
struct GlossaryFile {
  Glossary glossary;
  std::string content_hash;  // "" if there is no file
  std::vector<Diagnostic> diagnostics;
};

// Never fails: what cannot be read is a diagnostic.
GlossaryFile ReadGlossaryFile(const std::filesystem::path& articles);

// Whether the last build has translations, or none, as these options ask, with this glossary.
bool TranslationsUntouched(const BuildOptions& options, const GlossaryFile& glossary,
                           const LastBuild& last);

// What tables are made from. The languages' folders have been written below `build`.
struct TranslationSource {
  const BuildOptions& options;
  const GlossaryFile& glossary;
  const std::vector<LanguagePlan>& plans;
  const LastBuild* last = nullptr;
  std::filesystem::path build;
};

// Writes the tables of every two public languages. A pair of which few articles changed since its
// tables were learned keeps the last build's; one of which an article was withdrawn does not.
Result<TrainingReport> WriteTranslations(const TranslationSource& source, Progress* progress);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_TRANSLATIONS_H_

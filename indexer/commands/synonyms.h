// The writers' synonyms on their way into a build.
#ifndef ZEROLINE_INDEXER_COMMANDS_SYNONYMS_H_
#define ZEROLINE_INDEXER_COMMANDS_SYNONYMS_H_

#include <filesystem>

#include "indexer/commands/scan.h"
#include "indexer/index_format/synonyms.h"
#include "indexer/source/synonym_file.h"

namespace zeroline {

// Whether the last build has exactly these, keyed by the analyzers of now.
bool SynonymsUntouched(const SynonymFiles& synonyms, const LastBuild& last);

// Writes one file per language below `build`; links those of the last build that did not change.
Status WriteAllSynonyms(const SynonymFiles& synonyms, const LastBuild* last,
                        const std::filesystem::path& build);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_SYNONYMS_H_

// What must be done for each audience and language, and doing it.
#ifndef ZEROLINE_INDEXER_COMMANDS_LANGUAGE_PLAN_H_
#define ZEROLINE_INDEXER_COMMANDS_LANGUAGE_PLAN_H_

#include <deque>
#include <string>
#include <vector>

#include "indexer/commands/assets.h"
#include "indexer/commands/scan.h"
#include "indexer/writer/language_writer.h"

namespace zeroline {

enum class LanguageAction {
  kLink,    // nothing changed: the last build's files
  kRelink,  // only the catalog changed
  kUpdate,  // some articles changed: a copy of the last build's databases, brought up to date
  kWrite,   // from nothing
};

struct LanguagePlan {
  std::string audience;
  std::string language;
  LanguageAction action = LanguageAction::kWrite;
  std::vector<SourceState*> articles;  // all that will be in it
  std::vector<SourceState*> changed;   // of those, what must be written
  LanguageChange change;
  std::string fingerprint;  // of the analyzer, set by PrepareLanguages()
};

// One plan per audience and language that has articles, in that order.
std::vector<LanguagePlan> PlanLanguages(std::deque<SourceState>* states, const LastBuild* last);

// Articles that a plan writes but nobody has parsed in this run.
std::vector<SourceState*> MissingArticles(const std::vector<LanguagePlan>& plans);

// Gives docids, puts asset URLs in, analyses; fills `change` and `fingerprint`. The articles have
// their final anchors.
Status PrepareLanguages(const BuildOptions& options, const AssetTable& assets,
                        const std::deque<SourceState>& states, std::vector<LanguagePlan>* plans,
                        Progress* progress);

// Writes every plan's folder below `build`. kCorrupt if the last build's files cannot be trusted.
Status WriteLanguages(const BuildOptions& options, const std::filesystem::path& build,
                      const std::vector<LanguagePlan>& plans, Progress* progress);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_LANGUAGE_PLAN_H_

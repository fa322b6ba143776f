// The tree as a run sees it: what both a build and a check begin with.
#ifndef ZEROLINE_INDEXER_COMMANDS_EXAMINE_H_
#define ZEROLINE_INDEXER_COMMANDS_EXAMINE_H_

#include <string>
#include <vector>

#include "indexer/commands/assets.h"
#include "indexer/commands/build.h"
#include "indexer/commands/language_plan.h"
#include "indexer/commands/pairing.h"
#include "indexer/commands/progress.h"
#include "indexer/commands/scan.h"
#include "indexer/commands/translations.h"
#include "indexer/commands/use.h"
#include "indexer/diagnostics/diagnostic.h"
#include "indexer/error/result.h"
#include "indexer/source/source_tree.h"
#include "indexer/source/synonym_file.h"

namespace zeroline {

// What there is to build from.
struct Sources {
  SourceTree tree;
  UseFile use;
};

Result<Sources> OpenSources(const BuildOptions& options);

// One run over the tree, from walking to plans.
struct Run {
  const BuildOptions& options;
  const LastBuild* last = nullptr;
  UseQuestions use;
  std::size_t unknown_use = 0;  // lines of it that are about no published article
  Scan scan;
  SynonymFiles synonyms;
  GlossaryFile glossary;
  AssetTable assets;
  Originals originals;
  std::vector<LanguagePlan> plans;
  std::vector<Diagnostic> asset_diagnostics;
  std::vector<Diagnostic> findings;  // of the tree as a whole
  TrainingReport training;
};

// Reads, pairs and plans. `options` and `last` outlive the result.
Run Examine(const BuildOptions& options, Sources sources, const LastBuild* last,
            Progress* progress);

// What no file shows by itself.
std::vector<Diagnostic> FindInTree(const Run& run);

// Of every file and of run.findings, ordered by path and place.
std::vector<Diagnostic> AllFindings(const Run& run);

Diagnostic FromManifest(const std::string& path, const ManifestDiagnostic& found);
ManifestDiagnostic ToManifest(const Diagnostic& found);

// Appends what was found in one file.
void AddOfFile(const ManifestFile& entry, std::vector<Diagnostic>* all);

void SortByPlace(std::vector<Diagnostic>* all);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_EXAMINE_H_

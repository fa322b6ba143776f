// articles/ -> a published build: walk, compare with the last build's manifest, parse what changed,
// pair translations, check, copy assets, write databases, publish.
#ifndef ZEROLINE_INDEXER_COMMANDS_BUILD_H_
#define ZEROLINE_INDEXER_COMMANDS_BUILD_H_

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "indexer/commands/progress.h"
#include "indexer/diagnostics/diagnostic.h"
#include "indexer/error/result.h"
#include "indexer/writer/publisher.h"

namespace zeroline {

struct BuildOptions {
  std::filesystem::path articles;
  std::filesystem::path index;
  std::string original_language = "en";
  // Audience names that mean everybody here, compared without regard to ASCII case.
  std::vector<std::string> public_audiences;
  unsigned jobs = 0;  // 0: one per core
  bool use_git = true;
  bool follow_renames = true;  // in Git, for old addresses
  bool translations = true;    // learn what words of one language are in another
  // Articles with `status: draft` are published, too: for the index of a writer's own preview.
  bool drafts = false;
  std::filesystem::path confirmed_questions;  // see use/confirmed_questions.h; empty: none
  std::chrono::seconds kept_age = kKeptAge;   // see PruneBuilds()
};

// What learning translations took.
struct TrainingReport {
  std::size_t pairs = 0;  // of languages, that were learned in this run
  std::chrono::milliseconds time{0};
};

struct BuildReport {
  bool published = false;   // false: nothing had changed
  std::uint64_t build = 0;  // the current one now
  // (audience, language) -> articles
  std::map<std::pair<std::string, std::string>, std::size_t> articles;
  std::size_t parsed = 0;  // source files read and parsed in this run
  TrainingReport training;
  std::vector<Diagnostic> diagnostics;  // of unchanged files too; ordered by path and line
};

// Publishes a new build, or nothing if nothing changed. On failure the last published build stays:
// kBusy if another indexer works on the index, kInvalidArgument if there is nothing to publish, kIo
// if a disk says no.
Result<BuildReport> BuildIndex(const BuildOptions& options, Progress* progress);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_BUILD_H_

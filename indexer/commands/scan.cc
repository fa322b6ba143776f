#include "indexer/commands/scan.h"

#include <algorithm>

#include "indexer/commands/former_names.h"
#include "indexer/commands/parallel.h"
#include "indexer/commands/revisions.h"
#include "indexer/index_format/schema.h"
#include "indexer/language/analyzer.h"
#include "indexer/source/git_history.h"

namespace zeroline {
namespace {

// A file written this shortly before a build may have been written again within the same tick of
// the file system's clock, so its time proves nothing.
constexpr std::int64_t kRacyNs = 2'000'000'000;
// Raised when what an earlier indexer wrote must not be built upon, though it can be served.
constexpr int kWriterVersion = 3;
constexpr std::uint64_t kMaxBuildInfoBytes = 16u << 20;

std::deque<SourceState> MatchStates(const SourceTree& tree, const LastBuild* last) {
  std::deque<SourceState> states;
  for (const SourceFile& file : tree.files) {
    SourceState& state = states.emplace_back();
    state.file = file;
    if (last == nullptr) continue;
    const std::vector<ManifestFile>& known = last->manifest.files;
    const auto at = std::lower_bound(
        known.begin(), known.end(), file.path,
        [](const ManifestFile& entry, const std::string& path) { return entry.path < path; });
    if (at != known.end() && at->path == file.path) state.previous = &*at;
  }
  return states;
}

bool LooksUnchanged(const SourceFile& file, const ManifestFile& previous, const LastBuild& last) {
  return previous.size == file.size && previous.modified_ns == file.modified_ns &&
         previous.language == file.language && !last.stale_languages.contains(file.language) &&
         previous.modified_ns < last.info.created * 1'000'000'000 - kRacyNs;
}

bool LostFiles(const std::deque<SourceState>& states, const LastBuild& last) {
  const auto known = static_cast<std::size_t>(
      std::count_if(states.begin(), states.end(),
                    [](const SourceState& state) { return state.previous != nullptr; }));
  return known != last.manifest.files.size();
}

void ReadAll(const BuildOptions& options, HashTrust trust, const std::vector<SourceState*>& states,
             Progress* progress) {
  if (states.empty()) return;
  const ParseContext context{options.articles, options.public_audiences, options.drafts};
  progress->Start("parse", states.size());
  ForEachParallel(states.size(), options.jobs, [&](std::size_t item, std::size_t) {
    ReadSource(context, trust, states[item]);
    progress->Step();
  });
}

}  // namespace

std::string OptionsKey(const BuildOptions& options) {
  std::vector<std::string> audiences = options.public_audiences;
  std::sort(audiences.begin(), audiences.end());
  std::string key = "writer=" + std::to_string(kWriterVersion) +
                    ";original=" + options.original_language +
                    ";git=" + (options.use_git ? "1" : "0") + (options.drafts ? ";drafts" : "");
  for (const std::string& audience : audiences) key += ";public=" + audience;
  return key;
}

std::optional<LastBuild> OpenLastBuild(const BuildOptions& options) {
  const Result<std::uint64_t> number = CurrentBuild(options.index);
  if (!number) return std::nullopt;
  LastBuild last;
  last.path = BuildPath(options.index, *number);
  const Result<std::string> json = ReadFile(last.path / "build.json", kMaxBuildInfoBytes);
  if (!json) return std::nullopt;
  Result<BuildInfo> info = ParseBuildInfo(*json);
  if (!info) return std::nullopt;
  last.info = std::move(*info);
  Result<Manifest> manifest = ReadManifest(last.path / "manifest.flat");
  if (!manifest || manifest->options != OptionsKey(options)) return std::nullopt;
  last.manifest = std::move(*manifest);
  for (const BuildLanguage& language : last.info.languages) {
    const Result<std::string> ours = AnalyzerFingerprint(language.language);
    if (!ours || *ours != language.fingerprint) last.stale_languages.insert(language.language);
  }
  return last;
}

bool IsUntouched(const BuildOptions& options, const SourceTree& tree, const LastBuild& last) {
  return std::equal(tree.files.begin(), tree.files.end(), last.manifest.files.begin(),
                    last.manifest.files.end(),
                    [&](const SourceFile& file, const ManifestFile& entry) {
                      return file.path == entry.path && LooksUnchanged(file, entry, last);
                    }) &&
         (!options.use_git || HeadCommit(options.articles) == last.manifest.head_commit);
}

Scan ScanSources(const BuildOptions& options, SourceTree tree, const LastBuild* last,
                 Progress* progress) {
  Scan scan;
  scan.diagnostics = std::move(tree.diagnostics);
  scan.states = MatchStates(tree, last);
  scan.lost_files = last != nullptr && LostFiles(scan.states, *last);
  std::vector<SourceState*> to_read;
  for (SourceState& state : scan.states) {
    if (state.previous != nullptr && LooksUnchanged(state.file, *state.previous, *last)) {
      state.entry = *state.previous;
    } else {
      to_read.push_back(&state);
    }
  }
  ReadAll(options, HashTrust::kKeepIfSame, to_read, progress);
  DateRevisions(options, last, &scan);
  if (options.follow_renames) FollowRenames(options, last, scan.head_commit, &scan.states);
  return scan;
}

void Reparse(const BuildOptions& options, const std::vector<SourceState*>& states,
             Progress* progress) {
  std::vector<ManifestFile> before;
  for (const SourceState* state : states) before.push_back(state->entry);
  ReadAll(options, HashTrust::kReparse, states, progress);
  for (std::size_t i = 0; i < states.size(); ++i) {
    states[i]->entry.updated = before[i].updated;
    states[i]->entry.updated_is_from_git = before[i].updated_is_from_git;
    states[i]->entry.authors = std::move(before[i].authors);
    states[i]->entry.revisions = std::move(before[i].revisions);
    states[i]->entry.stamp = before[i].stamp;
    states[i]->entry.adopted_from = before[i].adopted_from;
    states[i]->entry.former_names = std::move(before[i].former_names);
  }
}

}  // namespace zeroline

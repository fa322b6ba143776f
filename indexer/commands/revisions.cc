#include "indexer/commands/revisions.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/article/raw_sections.h"
#include "indexer/commands/parallel.h"
#include "indexer/commands/section_dating.h"
#include "indexer/source/git_history.h"
#include "indexer/source/git_renames.h"

namespace zeroline {
namespace {

// Versions of one file that are asked together: few at first, since most sections of most files
// are dated by them.
constexpr std::size_t kFirstVersions = 4;
constexpr std::size_t kMostVersions = 64;
// Read from Git at a time, and at most; what is not dated by then is as old as what was read.
constexpr std::size_t kSliceObjects = 2000;
constexpr std::size_t kMaxObjects = 300'000;

bool SameContent(const SourceState& state) {
  return state.previous != nullptr && state.previous->content_hash == state.entry.content_hash;
}

std::int64_t ModifiedOf(const SourceState& state) { return state.file.modified_ns / 1'000'000'000; }

const ManifestFile* FindIn(const Manifest& manifest, std::string_view path) {
  const auto at = std::lower_bound(
      manifest.files.begin(), manifest.files.end(), path,
      [](const ManifestFile& entry, std::string_view wanted) { return entry.path < wanted; });
  return at != manifest.files.end() && at->path == path ? &*at : nullptr;
}

// What Git says of one source file.
struct Facts {
  SourceState* state = nullptr;
  DatingFacts dating;
};

// One that nothing new is known of keeps what the last build said.
bool IsTouched(const Facts& facts) {
  const GitFile* file = facts.dating.file;
  if (!SameContent(*facts.state)) return true;
  return file != nullptr && (facts.dating.is_whole || !file->versions.empty());
}

// False if only the whole history can tell.
bool SetUpdated(const Facts& facts) {
  ManifestFile& entry = facts.state->entry;
  const GitFile* file = facts.dating.file;
  const ManifestFile* before = facts.dating.before;
  const ManifestFile* same = SameContent(*facts.state) ? facts.state->previous : nullptr;
  std::int64_t updated = file == nullptr || file->is_edited ? 0 : file->updated;
  if (file != nullptr && !file->is_edited && !facts.dating.is_whole && !file->former_path.empty()) {
    if (before != nullptr && before->updated_is_from_git) {
      updated = std::max(updated, before->updated);
    } else if (updated == 0) {
      return false;
    }
  }
  entry.updated_is_from_git = updated > 0;
  entry.updated = updated;
  if (updated == 0 && same != nullptr) {
    entry.updated = same->updated;
    entry.updated_is_from_git = same->updated_is_from_git;
  } else if (updated == 0) {
    entry.updated = ModifiedOf(*facts.state);
  }
  return true;
}

bool SetAuthors(const Facts& facts) {
  std::vector<std::string>& authors = facts.state->entry.authors;
  const GitFile* file = facts.dating.file;
  if (file == nullptr) {
    if (!SameContent(*facts.state)) authors.clear();
    return true;
  }
  authors = file->authors;
  if (facts.dating.is_whole || file->former_path.empty()) return true;
  if (facts.dating.before == nullptr) return false;
  for (const std::string& author : facts.dating.before->authors) {
    const bool is_known = std::find(authors.begin(), authors.end(), author) != authors.end();
    if (!is_known && authors.size() < kMaxFileAuthors) authors.push_back(author);
  }
  return true;
}

struct Asked {
  SectionDating* dating = nullptr;
  std::string object;
};

void AskSlice(const BuildOptions& options, const std::vector<Asked>& asked, std::size_t begin) {
  const std::size_t count = std::min(asked.size() - begin, kSliceObjects);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(asked[begin + i].object);
  const auto contents = ReadGitObjects(options.articles, names, kMaxSourceBytes);
  std::vector<std::optional<SaidHashes>> said(count);
  ForEachParallel(count, options.jobs, [&](std::size_t item, std::size_t) {
    if (contents[item]) said[item] = HashesOf(*contents[item]);
  });
  for (std::size_t i = 0; i < count; ++i) asked[begin + i].dating->Take(said[i]);
}

// Asks for the versions of all files together, round by round.
void AskVersions(const BuildOptions& options, std::deque<SectionDating>* datings) {
  std::size_t left = kMaxObjects;
  for (std::size_t each = kFirstVersions;; each = std::min(2 * each, kMostVersions)) {
    std::vector<Asked> asked;
    for (SectionDating& dating : *datings) {
      for (std::string& object : dating.Next(each)) asked.push_back({&dating, std::move(object)});
    }
    asked.resize(std::min(asked.size(), left));
    if (asked.empty()) return;
    left -= asked.size();
    for (std::size_t begin = 0; begin < asked.size(); begin += kSliceObjects) {
      AskSlice(options, asked, begin);
    }
  }
}

// False if only the whole history can tell.
bool DateAll(const BuildOptions& options, const std::vector<Facts>& all) {
  std::deque<SectionDating> datings;
  for (const Facts& facts : all) {
    if (!facts.state->entry.revisions.empty()) {
      datings.emplace_back(facts.dating, &facts.state->entry);
    }
  }
  AskVersions(options, &datings);
  bool is_known = true;
  for (SectionDating& dating : datings) {
    dating.Finish();
    is_known = is_known && !dating.is_lost();
  }
  for (const Facts& facts : all) {
    const bool is_told = SetUpdated(facts) && SetAuthors(facts);
    is_known = is_known && is_told;
  }
  return is_known;
}

std::vector<Facts> Gather(GitHistory* history, const LastBuild* last, Scan* scan) {
  std::vector<Facts> all;
  for (SourceState& state : scan->states) {
    if (state.is_gone) continue;
    const auto found = history->files.find(state.file.path);
    Facts facts{&state, {nullptr, history->is_whole, state.previous, ModifiedOf(state)}};
    if (found != history->files.end()) {
      facts.dating.file = &found->second;
      if (!history->is_whole)
        facts.dating.before = FindIn(last->manifest, found->second.former_path);
    }
    if (IsTouched(facts)) all.push_back(facts);
  }
  return all;
}

}  // namespace

void RecordRevisions(std::string_view content, const std::string& original_version,
                     ManifestFile* entry) {
  entry->revisions.clear();
  entry->stamp = {original_version.empty() ? 0 : StampHash(original_version), 0};
  const std::optional<RawSections> raw = SplitSections(content);
  if (!raw) return;
  std::vector<int> levels;
  for (const ManifestHeading& heading : entry->headings) levels.push_back(heading.level);
  if (const auto sections = MatchOutline(raw->sections, levels)) {
    for (const RawSection& section : *sections) entry->revisions.push_back({section.hash, 0});
  }
  entry->revisions.push_back({raw->body, 0});
}

void DateRevisions(const BuildOptions& options, const LastBuild* last, Scan* scan) {
  scan->head_commit = options.use_git ? HeadCommit(options.articles) : "";
  const std::string since = last == nullptr ? "" : last->manifest.head_commit;
  const bool is_still =
      last != nullptr && since == scan->head_commit &&
      std::all_of(scan->states.begin(), scan->states.end(),
                  [](const SourceState& state) { return state.is_gone || SameContent(state); });
  if (is_still) return;
  GitHistory history;
  if (!scan->head_commit.empty()) history = ReadGitHistory(options.articles, since);
  if (!DateAll(options, Gather(&history, last, scan))) {
    history = ReadGitHistory(options.articles, "");
    DateAll(options, Gather(&history, last, scan));
  }
  for (SourceState& state : scan->states) {
    const ManifestFile* before = state.previous;
    if (before != nullptr &&
        (before->updated != state.entry.updated || before->authors != state.entry.authors)) {
      state.touches_content = true;
    }
  }
}

}  // namespace zeroline

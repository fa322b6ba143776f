// What Git says of each file's past, in one pass over the history.
#ifndef ZEROLINE_INDEXER_SOURCE_GIT_HISTORY_H_
#define ZEROLINE_INDEXER_SOURCE_GIT_HISTORY_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace zeroline {

inline constexpr std::size_t kMaxFileAuthors = 5;

// What a file held from one commit on.
struct GitVersion {
  std::int64_t time = 0;  // of the commit, Unix seconds
  std::string content;    // Git's name for it
};

struct GitFile {
  // Whether the work tree says otherwise than HEAD.
  bool is_edited = false;
  std::string head_content;  // Git's name for what HEAD says, "" if nothing
  // Of the newest commit that touched it, 0 if none is known. A merge touches nothing by itself.
  std::int64_t updated = 0;
  // Of such commits, the most recent first, each once: names as .mailmap has them. A name that
  // holds an address is left out.
  std::vector<std::string> authors;
  // What HEAD says, and what it said before, newest first, as the branch of HEAD saw it: what came
  // with a merge came at the time of the merge. A file that was renamed has those of its former
  // names.
  std::vector<GitVersion> versions;
  // Before the oldest of `versions`: the path and what the file held; "" if it was not there.
  std::string former_path;
  std::string former_content;
};

struct GitHistory {
  // Of all commits; else only of those since the one that was asked for.
  bool is_whole = false;
  // All files that Git tracks. Paths are relative to the articles folder.
  std::unordered_map<std::string, GitFile> files;
};

// The commits that HEAD has and `since` has not, or all, if `since` is "" or no ancestor of HEAD.
// No files, not an error, if `root` is in no Git work tree or git is not installed. A history that
// takes longer than two minutes is cut: its oldest part is not known.
GitHistory ReadGitHistory(const std::filesystem::path& root, const std::string& since);

// The commit that HEAD names, "" if there is none; cheap, to know whether there is anything new.
std::string HeadCommit(const std::filesystem::path& root);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SOURCE_GIT_HISTORY_H_

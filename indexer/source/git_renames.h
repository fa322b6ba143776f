// The names that files had before, from Git.
#ifndef ZEROLINE_INDEXER_SOURCE_GIT_RENAMES_H_
#define ZEROLINE_INDEXER_SOURCE_GIT_RENAMES_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace zeroline {

// All paths are relative to the articles folder.
struct FormerName {
  std::string current;
  std::string former;
  std::string content;  // Git's name for what the file held when it was renamed
};

struct Renames {
  // Since the commit that was asked for, or, if that is no ancestor of HEAD, of the whole history.
  bool is_whole = false;
  // Newest first. A name that several files had in turn is here for the last of them; one that
  // another file has now is here, too.
  std::vector<FormerName> names;
  // Of files that were renamed or added since then: current path -> path then, "" if it was not
  // there. Only if not is_whole.
  std::unordered_map<std::string, std::string> origins;
};

// Renames that Git recognises within one commit (half of the content is the same). Copies are none,
// nor is a move whose old place the same commit fills with another file. `since` is a commit or "".
// Nothing if `root` is in no Git work tree. A history that takes longer than two minutes is cut:
// its oldest part is not known.
Renames FindRenames(const std::filesystem::path& root, const std::string& since);

// What these objects hold, in order; nothing for one that is not there or larger than `max_bytes`.
std::vector<std::optional<std::string>> ReadGitObjects(const std::filesystem::path& root,
                                                       const std::vector<std::string>& names,
                                                       std::size_t max_bytes);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SOURCE_GIT_RENAMES_H_

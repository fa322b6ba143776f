// When each file last changed, from Git in one pass over the history.
#ifndef ZEROLINE_INDEXER_SOURCE_GIT_HISTORY_H_
#define ZEROLINE_INDEXER_SOURCE_GIT_HISTORY_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <unordered_map>

#include "indexer/error/result.h"

namespace zeroline {

// path relative to `root` -> Unix seconds of the newest commit that touched it. Files with
// uncommitted changes, or outside Git, are absent: the caller falls back to the modification time.
// An empty map, not an error, if `root` is in no Git work tree or git is not installed.
std::unordered_map<std::string, std::int64_t> LastChanges(const std::filesystem::path& root);

// The commit that HEAD names, "" if there is none; cheap, to know whether LastChanges() can have
// changed.
std::string HeadCommit(const std::filesystem::path& root);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SOURCE_GIT_HISTORY_H_

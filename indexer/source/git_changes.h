// Which files changed since a commit?
#ifndef ZEROLINE_INDEXER_SOURCE_GIT_CHANGES_H_
#define ZEROLINE_INDEXER_SOURCE_GIT_CHANGES_H_

#include <filesystem>
#include <set>
#include <string>

#include "indexer/error/result.h"

namespace zeroline {

// The files below `root` whose content in the work tree, new and untracked files included, is not
// that of `commit`; paths relative to `root`. kInvalidArgument if `root` is in no work tree of Git
// or the commit is not known.
Result<std::set<std::string, std::less<>>> FilesChangedSince(const std::filesystem::path& root,
                                                             const std::string& commit);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SOURCE_GIT_CHANGES_H_

// Proposing changes to a Git repository without touching what somebody works on: commits on a new
// branch, made from HEAD in the object store. Work tree, index and HEAD stay as they are.
#ifndef ZEROLINE_INDEXER_SOURCE_GIT_BRANCH_H_
#define ZEROLINE_INDEXER_SOURCE_GIT_BRANCH_H_

#include <filesystem>
#include <string>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

// What the file held at HEAD. `path` is relative to `root`, '/' separated. kNotFound if it is not
// there, kInvalidArgument if it is no regular file.
Result<std::string> ReadAtHead(const std::filesystem::path& root, const std::string& path);

struct ProposedFile {
  std::string path;  // relative to the root
  std::string content;
};

struct ProposedBranch {
  std::string name;     // "questions/2026-11-22"
  std::string message;  // of the commit
  std::vector<ProposedFile> files;
};

// Makes the branch with one commit on top of HEAD, all of it or nothing. Returns the commit. The
// author is who git says that works here. Fails with kNotFound if `root` is in no repository or
// that has no commit, kConflict if there is a branch of that name, and kInvalidArgument for a name
// that git does not take or if git does not know the author.
Result<std::string> CommitToNewBranch(const std::filesystem::path& root,
                                      const ProposedBranch& branch);

// What `git diff --stat` says of the branch against HEAD.
Result<std::string> SummarizeBranch(const std::filesystem::path& root, const std::string& name);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SOURCE_GIT_BRANCH_H_

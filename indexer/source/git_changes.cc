#include "indexer/source/git_changes.h"

#include <string_view>

#include "indexer/source/git_command.h"

namespace zeroline {

Result<std::set<std::string, std::less<>>> FilesChangedSince(const std::filesystem::path& root,
                                                             const std::string& commit) {
  std::set<std::string, std::less<>> changed;
  const auto add = [&](std::string_view path) {
    changed.emplace(path);
    return true;
  };
  // The commit is never read as an option or a path, whatever it looks like.
  std::string object;
  const auto keep = [&](std::string_view bytes) {
    object += bytes;
    return true;
  };
  if (!RunGit(root, {"rev-parse", "--verify", "--quiet", "--end-of-options", commit + "^{commit}"},
              keep)) {
    return Fail(ErrorCode::kInvalidArgument,
                "Git knows no commit \"" + commit + "\" in " + root.string());
  }
  object = object.substr(0, object.find('\n'));
  const bool listed =
      RunGit(root, {"diff", "--name-only", "--relative", "-z", object, "--", "."},
             GitPieces(add)) &&
      RunGit(root, {"ls-files", "--others", "--exclude-standard", "-z", "--", "."}, GitPieces(add));
  if (!listed) {
    return Fail(ErrorCode::kIo, "Git cannot say what changed in " + root.string());
  }
  return changed;
}

}  // namespace zeroline

#include "indexer/source/git_history.h"

#include <charconv>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "indexer/source/git_command.h"

namespace zeroline {
namespace {

std::optional<std::unordered_set<std::string>> Paths(const std::filesystem::path& root,
                                                     const std::vector<std::string>& arguments) {
  std::unordered_set<std::string> paths;
  GitPieces pieces([&paths](std::string_view path) {
    paths.emplace(path);
    return true;
  });
  if (!RunGit(root, arguments, std::ref(pieces))) return std::nullopt;
  return paths;
}

// One commit starts with this character, which no path in a Git tree of ours begins with.
constexpr char kCommitMark = '\x01';

}  // namespace

std::unordered_map<std::string, std::int64_t> LastChanges(const std::filesystem::path& root) {
  std::unordered_map<std::string, std::int64_t> changes;
  auto wanted = Paths(root, {"ls-files", "-z", "--", "."});
  if (!wanted || wanted->empty()) return changes;
  const auto edited = Paths(root, {"diff", "--name-only", "-z", "--no-renames", "--no-ext-diff",
                                   "--relative", "HEAD", "--", "."});
  if (!edited) return changes;
  for (const std::string& path : *edited) wanted->erase(path);
  std::int64_t time = 0;
  GitPieces pieces([&](std::string_view piece) {
    while (!piece.empty() && piece.front() == '\n') piece.remove_prefix(1);
    if (!piece.empty() && piece.front() == kCommitMark) {
      std::from_chars(piece.data() + 1, piece.data() + piece.size(), time);
      return true;
    }
    const auto found = wanted->find(std::string(piece));
    if (found != wanted->end()) {
      changes.emplace(*found, time);
      wanted->erase(found);
    }
    return !wanted->empty();  // older commits have nothing to add
  });
  RunGit(root,
         {"log", "--format=%x01%ct", "--name-only", "-z", "--no-renames", "--no-ext-diff",
          "--relative", "--", "."},
         std::ref(pieces));
  return changes;
}

std::string HeadCommit(const std::filesystem::path& root) {
  std::string commit;
  const bool known =
      RunGit(root, {"rev-parse", "--verify", "--quiet", "HEAD"}, [&commit](std::string_view bytes) {
        commit += bytes;
        return commit.size() < 256;
      });
  if (!known) return "";
  while (!commit.empty() && commit.back() == '\n') commit.pop_back();
  return commit;
}

}  // namespace zeroline

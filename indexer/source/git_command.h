// Asking git.
//
// Private to this room.
#ifndef ZEROLINE_INDEXER_SOURCE_GIT_COMMAND_H_
#define ZEROLINE_INDEXER_SOURCE_GIT_COMMAND_H_

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zeroline {

// Takes the next piece of output; false ends the reading early.
using GitConsumer = std::function<bool(std::string_view)>;

// Runs `git -C root <arguments>` with `input` to read from and hands its output on, for two
// minutes at most. True if git ended by itself and well.
bool RunGit(const std::filesystem::path& root, const std::vector<std::string>& arguments,
            const GitConsumer& consume, std::string_view input = {});

// A consumer that cuts the stream into its NUL-terminated pieces and hands on these.
class GitPieces {
 public:
  explicit GitPieces(GitConsumer consume) : consume_(std::move(consume)) {}
  bool operator()(std::string_view bytes);

 private:
  GitConsumer consume_;
  std::string pending_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SOURCE_GIT_COMMAND_H_

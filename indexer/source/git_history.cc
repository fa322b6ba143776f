#include "indexer/source/git_history.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

extern char** environ;

namespace zeroline {
namespace {

// A history that takes longer is cut: what was read is the newest part, and the rest falls back to
// the modification time like a file outside Git.
constexpr std::chrono::seconds kMaxDuration{30};

// Takes the next piece of output; false ends the reading early.
using Consumer = std::function<bool(std::string_view)>;

// The environment without what would point git at another repository than the one of `root` (set,
// for example, when the indexer runs from a hook).
std::vector<std::string> GitEnvironment() {
  std::vector<std::string> environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (text.substr(0, 4) != "GIT_" && text.substr(0, 7) != "LC_ALL=")
      environment.emplace_back(text);
  }
  environment.emplace_back("LC_ALL=C");
  environment.emplace_back("GIT_OPTIONAL_LOCKS=0");
  environment.emplace_back("GIT_TERMINAL_PROMPT=0");
  return environment;
}

std::vector<char*> Pointers(std::vector<std::string>* strings) {
  std::vector<char*> pointers;
  for (std::string& text : *strings) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::optional<pid_t> Spawn(std::vector<std::string> arguments, int output) {
  std::vector<std::string> environment = GitEnvironment();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "git", &actions, nullptr, Pointers(&arguments).data(),
                                  Pointers(&environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return std::nullopt;
  return child;
}

// False if the consumer or the clock ended the reading before the output did.
bool ReadAll(int input, const Consumer& consume) {
  const auto deadline = std::chrono::steady_clock::now() + kMaxDuration;
  std::array<char, 64 * 1024> buffer;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd waiting{input, POLLIN, 0};
    const int ready = poll(&waiting, 1, static_cast<int>(left.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const ssize_t got = read(input, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return got == 0;
    if (!consume(std::string_view(buffer.data(), static_cast<std::size_t>(got)))) return false;
  }
}

// Runs `git -C root <arguments>` and hands its output on. True if git ended by itself and well.
bool RunGit(const std::filesystem::path& root, const std::vector<std::string>& arguments,
            const Consumer& consume) {
  // No program named by the repository's own configuration is started.
  std::vector<std::string> command = {"git",
                                      "-C",
                                      root.string(),
                                      "-c",
                                      "core.quotepath=off",
                                      "-c",
                                      "core.fsmonitor=false",
                                      "-c",
                                      "log.showSignature=false",
                                      "--no-pager"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  const std::optional<pid_t> child = Spawn(std::move(command), ends[1]);
  close(ends[1]);
  bool complete = false;
  if (child) complete = ReadAll(ends[0], consume);
  close(ends[0]);
  if (!child) return false;
  if (!complete) kill(*child, SIGKILL);
  int status = 0;
  while (waitpid(*child, &status, 0) < 0 && errno == EINTR) {
  }
  return complete && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// Cuts a stream into its NUL-terminated pieces.
class PieceReader {
 public:
  explicit PieceReader(Consumer consume) : consume_(std::move(consume)) {}
  bool operator()(std::string_view bytes) {
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\0');
      pending_ += bytes.substr(0, end);
      if (end == std::string_view::npos) return true;
      if (!consume_(pending_)) return false;
      pending_.clear();
      bytes.remove_prefix(end + 1);
    }
    return true;
  }

 private:
  Consumer consume_;
  std::string pending_;
};

std::optional<std::unordered_set<std::string>> Paths(const std::filesystem::path& root,
                                                     const std::vector<std::string>& arguments) {
  std::unordered_set<std::string> paths;
  PieceReader pieces([&paths](std::string_view path) {
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
  PieceReader pieces([&](std::string_view piece) {
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

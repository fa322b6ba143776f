#include "indexer/source/git_command.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <optional>
#include <utility>

extern char** environ;

namespace zeroline {
namespace {

// A history that takes longer is cut: what was read is the newest part, and the rest falls back to
// the modification time like a file outside Git.
constexpr std::chrono::seconds kMaxDuration{120};

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

std::optional<pid_t> Spawn(std::vector<std::string> arguments, int input, int output) {
  std::vector<std::string> environment = GitEnvironment();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
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
bool ReadAll(int input, const GitConsumer& consume) {
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

// A file in memory that reads `text` from its beginning; -1 if there cannot be one.
int InputFile(std::string_view text) {
  const int file = memfd_create("git-input", MFD_CLOEXEC);
  if (file < 0) return -1;
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) break;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (text.empty() && lseek(file, 0, SEEK_SET) == 0) return file;
  close(file);
  return -1;
}

}  // namespace

bool RunGit(const std::filesystem::path& root, const std::vector<std::string>& arguments,
            const GitConsumer& consume, std::string_view input) {
  // No program named by the repository's own configuration is started, and nothing fetched: of a
  // partial clone is known what is there.
  std::vector<std::string> command = {"git",
                                      "-C",
                                      root.string(),
                                      "-c",
                                      "core.quotepath=off",
                                      "-c",
                                      "core.fsmonitor=false",
                                      "-c",
                                      "log.showSignature=false",
                                      "-c",
                                      "protocol.allow=never",
                                      "--no-pager"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  const int questions = InputFile(input);
  std::optional<pid_t> child;
  if (questions >= 0) child = Spawn(std::move(command), questions, ends[1]);
  if (questions >= 0) close(questions);
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

bool GitPieces::operator()(std::string_view bytes) {
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

}  // namespace zeroline

#include "indexer/source/file_watch.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

namespace zeroline {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// Not of every write: a file is taken when it is closed, or put in place under its name.
constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                                  IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF |
                                  IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK;
constexpr std::size_t kMaxFolderDepth = 64;  // as WalkSourceTree() goes

// What editors write beside a file: "vpn.md~", ".vpn.md.swp", "4913" (Vim asks whether it may).
bool IsPassing(std::string_view name) {
  return name.empty() || name.front() == '.' || name.back() == '~' || name == "4913" ||
         name.ends_with(".swp") || name.ends_with(".tmp");
}

bool IsFolder(const fs::path& path) {
  struct stat info;
  return lstat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

}  // namespace

struct FileWatch::State {
  int inotify = -1;
  fs::path root;
  int root_watch = -1;
  std::unordered_map<int, fs::path> folders;  // by watch
  bool is_changed = false;
  bool is_gone = false;

  ~State() {
    if (inotify >= 0) close(inotify);
  }

  Status Add(const fs::path& top);
  Status Read();
  Status Take(const inotify_event& event);
};

// Watches a folder and what is below it. A folder that vanishes meanwhile is passed over: its
// parent tells of it.
Status FileWatch::State::Add(const fs::path& top) {
  std::vector<std::pair<fs::path, std::size_t>> pending = {{top, 0}};
  while (!pending.empty()) {
    const auto [folder, depth] = std::move(pending.back());
    pending.pop_back();
    const int watch = inotify_add_watch(inotify, folder.c_str(), kEvents);
    if (watch < 0 && errno == ENOSPC) {
      return Fail(ErrorCode::kUnavailable,
                  "the system watches no more folders; raise it: sysctl "
                  "fs.inotify.max_user_watches=524288");
    }
    if (watch < 0) continue;
    if (folder == root) root_watch = watch;
    folders[watch] = folder;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      if (depth < kMaxFolderDepth && name.front() != '.' && IsFolder(entry->path())) {
        pending.emplace_back(entry->path(), depth + 1);
      }
    }
  }
  return {};
}

Status FileWatch::State::Take(const inotify_event& event) {
  if ((event.mask & IN_Q_OVERFLOW) != 0) {  // which folders are new is not known
    is_changed = true;
    return Add(root);
  }
  const auto folder = folders.find(event.wd);
  if (folder == folders.end()) return {};
  if ((event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) != 0) {
    if (event.wd == root_watch) is_gone = true;
    return {};
  }
  if ((event.mask & IN_IGNORED) != 0) {
    folders.erase(folder);
    return {};
  }
  const std::string_view name = event.len > 0 ? event.name : "";
  if (IsPassing(name)) return {};
  is_changed = true;
  const bool is_new_folder =
      (event.mask & IN_ISDIR) != 0 && (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0;
  return is_new_folder ? Add(folder->second / name) : Status{};
}

// Takes the events that are there.
Status FileWatch::State::Read() {
  alignas(inotify_event) std::array<char, 64 * 1024> buffer;
  const ssize_t length = read(inotify, buffer.data(), buffer.size());
  if (length < 0 && (errno == EINTR || errno == EAGAIN)) return {};
  if (length <= 0) return Fail(ErrorCode::kIo, "changes of files cannot be read");
  for (ssize_t at = 0; at < length;) {
    const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
    if (Status taken = Take(*event); !taken) return taken;
    at += static_cast<ssize_t>(sizeof *event + event->len);
  }
  return {};
}

FileWatch::FileWatch(std::unique_ptr<State> state) : state_(std::move(state)) {}
FileWatch::FileWatch(FileWatch&&) noexcept = default;
FileWatch& FileWatch::operator=(FileWatch&&) noexcept = default;
FileWatch::~FileWatch() = default;

Result<FileWatch> FileWatch::Open(const fs::path& root) {
  auto state = std::make_unique<State>();
  std::error_code error;
  state->root = fs::canonical(root, error);
  if (error || !fs::is_directory(state->root, error)) {
    return Fail(ErrorCode::kNotFound, "there is no folder " + root.string());
  }
  state->inotify = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (state->inotify < 0) {
    return Fail(ErrorCode::kUnavailable,
                "the system lets us watch no files (" + std::generic_category().message(errno) +
                    "); raise it: sysctl fs.inotify.max_user_instances=1024");
  }
  if (Status added = state->Add(state->root); !added) return tl::unexpected(added.error());
  if (state->root_watch < 0) {
    return Fail(ErrorCode::kNotFound, root.string() + " cannot be watched");
  }
  return FileWatch(std::move(state));
}

Result<FileWatch::Outcome> FileWatch::Wait(int stop, Patience patience) {
  State& state = *state_;
  Clock::time_point first;  // of the changes that are waited out
  bool waits_out = false;
  while (true) {
    if (state.is_gone) return Outcome::kGone;
    if (state.is_changed && !waits_out) {
      waits_out = true;
      first = Clock::now();
    }
    std::chrono::milliseconds limit(-1);
    if (waits_out) {
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          first + patience.longest - Clock::now());
      limit = std::clamp(left, std::chrono::milliseconds(0), patience.quiet);
    }
    std::array<pollfd, 2> waiting = {pollfd{state.inotify, POLLIN, 0}, pollfd{stop, POLLIN, 0}};
    const int ready = poll(waiting.data(), waiting.size(), static_cast<int>(limit.count()));
    if (ready < 0 && errno != EINTR) return Fail(ErrorCode::kIo, "changes cannot be waited for");
    if (ready < 0) continue;
    if (waiting[1].revents != 0) return Outcome::kStopped;
    if (ready == 0) {
      state.is_changed = false;
      return Outcome::kChanged;
    }
    if (Status taken = state.Read(); !taken) return tl::unexpected(taken.error());
  }
}

Result<bool> FileWatch::IsPending() {
  pollfd waiting{state_->inotify, POLLIN, 0};
  while (poll(&waiting, 1, 0) > 0) {
    if (Status taken = state_->Read(); !taken) return tl::unexpected(taken.error());
  }
  return state_->is_changed || state_->is_gone;
}

}  // namespace zeroline

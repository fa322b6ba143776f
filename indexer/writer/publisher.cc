#include "indexer/writer/publisher.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "indexer/index_format/build_directory.h"
#include "indexer/writer/file_operations.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

// Not numbers, so no reader takes them for builds.
constexpr std::string_view kUnfinished = ".tmp";
constexpr std::string_view kNextCurrent = ".current.tmp";

std::string ReadOwner(int descriptor) {
  char text[32] = {};
  const ssize_t size = pread(descriptor, text, sizeof(text) - 1, 0);
  std::string owner(text, size > 0 ? static_cast<std::size_t>(size) : 0);
  while (!owner.empty() && owner.back() == '\n') owner.pop_back();
  return owner;
}

Status RemoveLeftovers(const fs::path& index) {
  std::vector<fs::path> leftovers = {index / kNextCurrent};
  std::error_code error;
  for (fs::directory_iterator entry(index / "builds", error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.front() == '.' && name.ends_with(kUnfinished)) leftovers.push_back(entry->path());
  }
  for (const fs::path& leftover : leftovers) {
    if (Status removed = RemoveAll(leftover); !removed) return removed;
  }
  return {};
}

}  // namespace

Result<IndexLock> IndexLock::Acquire(const fs::path& index) {
  if (Status made = MakeDirectories(index); !made) return tl::unexpected(made.error());
  const fs::path file = index / "lock";
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor < 0) {
    return Fail(ErrorCode::kIo,
                "cannot write to the index folder " + index.string() + ": " + std::strerror(errno));
  }
  IndexLock lock(descriptor);
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) {
      return Fail(ErrorCode::kIo, "cannot lock " + file.string() + ": " + std::strerror(errno));
    }
    const std::string owner = ReadOwner(descriptor);
    return Fail(ErrorCode::kBusy,
                "another indexer" + (owner.empty() ? "" : " (process " + owner + ")") +
                    " is writing to " + index.string() + "; wait until it is done, or stop it");
  }
  const std::string owner = std::to_string(getpid()) + "\n";
  if (ftruncate(descriptor, 0) != 0 || pwrite(descriptor, owner.data(), owner.size(), 0) < 0) {
    return Fail(ErrorCode::kIo, "cannot write " + file.string() + ": " + std::strerror(errno));
  }
  return lock;
}

IndexLock::IndexLock(IndexLock&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

IndexLock& IndexLock::operator=(IndexLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

IndexLock::~IndexLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

StagedBuild::StagedBuild(fs::path index, std::uint64_t number)
    : index_(std::move(index)),
      path_(index_ / "builds" / ("." + std::to_string(number) + std::string(kUnfinished))),
      number_(number) {}

StagedBuild::StagedBuild(StagedBuild&& other) noexcept
    : index_(std::move(other.index_)),
      path_(std::move(other.path_)),
      number_(other.number_),
      is_done_(std::exchange(other.is_done_, true)) {}

StagedBuild::~StagedBuild() {
  if (!is_done_) static_cast<void>(RemoveAll(path_));
}

Result<StagedBuild> StagedBuild::Begin(const fs::path& index) {
  Status ready = MakeDirectories(index / "builds").and_then([&] { return RemoveLeftovers(index); });
  if (!ready) return tl::unexpected(ready.error());
  const std::vector<std::uint64_t> builds = ListBuilds(index);
  const std::uint64_t newest = builds.empty() ? 0 : builds.back();
  const std::uint64_t current = CurrentBuild(index).value_or(0);
  StagedBuild build(index, std::max(newest, current) + 1);
  if (Status made = MakeDirectory(build.path()); !made) return tl::unexpected(made.error());
  return build;
}

Status StagedBuild::Publish() {
  const fs::path builds = index_ / "builds";
  Status status = SyncDirectories(path_)
                      .and_then([&] { return Rename(path_, BuildPath(index_, number_)); })
                      .and_then([&] { return SyncPath(builds); });
  if (!status) return status;
  is_done_ = true;
  return SetCurrentBuild(index_, number_);
}

Status SetCurrentBuild(const fs::path& index, std::uint64_t number) {
  if (!fs::is_directory(BuildPath(index, number))) {
    return Fail(ErrorCode::kNotFound,
                "there is no build " + std::to_string(number) + " in " + index.string());
  }
  // Relative, so that an index directory can be moved or mounted elsewhere.
  const fs::path link = index / kNextCurrent;
  if (Status removed = RemoveAll(link); !removed) return removed;
  std::error_code error;
  fs::create_symlink(fs::path("builds") / std::to_string(number), link, error);
  if (error) return Fail(ErrorCode::kIo, "cannot make " + link.string() + ": " + error.message());
  return Rename(link, index / "current").and_then([&] { return SyncPath(index); });
}

Status PruneBuilds(const fs::path& index, std::size_t keep, std::chrono::seconds age) {
  const fs::file_time_type young = fs::file_time_type::clock::now() - age;
  const std::vector<std::uint64_t> builds = ListBuilds(index);
  const std::uint64_t current = CurrentBuild(index).value_or(0);
  for (std::size_t i = 0; i + keep < builds.size(); ++i) {
    std::error_code unknown;
    const fs::file_time_type superseded =
        fs::last_write_time(BuildPath(index, builds[i + 1]), unknown);
    if (builds[i] == current || (!unknown && superseded > young)) continue;
    // Under a leftover's name first: a build that is only half there must not look like one.
    const fs::path doomed =
        index / "builds" / ("." + std::to_string(builds[i]) + std::string(kUnfinished));
    Status removed =
        Rename(BuildPath(index, builds[i]), doomed).and_then([&] { return RemoveAll(doomed); });
    if (!removed) return removed;
  }
  return {};
}

}  // namespace zeroline

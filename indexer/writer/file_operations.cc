#include "indexer/writer/file_operations.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

namespace zeroline {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> Failed(std::string_view action, const fs::path& path, int error) {
  return Fail(ErrorCode::kIo,
              "cannot " + std::string(action) + " " + path.string() + ": " + std::strerror(error));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

// Falls back to reading and writing where the kernel cannot copy between these two file systems.
bool CopyBytes(int from, int to, std::size_t size) {
  if (ioctl(to, FICLONE, from) == 0) return true;
  while (size > 0) {
    const ssize_t copied = copy_file_range(from, nullptr, to, nullptr, size, 0);
    if (copied <= 0) break;
    size -= static_cast<std::size_t>(copied);
  }
  std::vector<char> buffer(size == 0 ? 0 : 1u << 20);
  while (size > 0) {
    const ssize_t count = read(from, buffer.data(), buffer.size());
    if (count <= 0) return false;
    for (ssize_t done = 0; done < count;) {
      const ssize_t written =
          write(to, buffer.data() + done, static_cast<std::size_t>(count - done));
      if (written < 0) return false;
      done += written;
    }
    size -= std::min(size, static_cast<std::size_t>(count));
  }
  return true;
}

template <typename Each>
Status ForEachFile(const fs::path& from, const fs::path& to, Each each) {
  if (Status made = MakeDirectory(to); !made) return made;
  std::error_code error;
  for (fs::directory_iterator entry(from, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path target = to / entry->path().filename();
    Status status = entry->is_directory() ? ForEachFile(entry->path(), target, each)
                                          : each(entry->path(), target);
    if (!status) return status;
  }
  if (error) return Failed("read", from, error.value());
  return {};
}

}  // namespace

Status MakeDirectory(const fs::path& directory) {
  if (mkdir(directory.c_str(), 0755) != 0) return Failed("make the folder", directory, errno);
  return {};
}

Status MakeDirectories(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) return Failed("make the folder", directory, error.value());
  return {};
}

Status WriteSynced(const fs::path& file, std::string_view bytes) {
  const Descriptor out(open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!out.is_open()) return Failed("create", file, errno);
  while (!bytes.empty()) {
    const ssize_t written = write(out.number(), bytes.data(), bytes.size());
    if (written < 0) return Failed("write", file, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (fsync(out.number()) != 0) return Failed("write", file, errno);
  return {};
}

Status CopyFile(const fs::path& from, const fs::path& to) {
  const Descriptor in(open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (!in.is_open()) return Failed("open", from, errno);
  struct stat status {};
  if (fstat(in.number(), &status) != 0) return Failed("read", from, errno);
  const Descriptor out(open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!out.is_open()) return Failed("create", to, errno);
  if (!CopyBytes(in.number(), out.number(), static_cast<std::size_t>(status.st_size))) {
    return Failed("write", to, errno);
  }
  return {};
}

Status LinkFile(const fs::path& from, const fs::path& to) {
  if (link(from.c_str(), to.c_str()) == 0) return {};
  if (errno == EXDEV || errno == EPERM || errno == EMLINK || errno == ENOTSUP) {
    return CopyFile(from, to);
  }
  return Failed("link", to, errno);
}

Status CopyDirectory(const fs::path& from, const fs::path& to) {
  return ForEachFile(from, to, CopyFile);
}

Status LinkDirectory(const fs::path& from, const fs::path& to) {
  return ForEachFile(from, to, LinkFile);
}

Status SyncPath(const fs::path& path) {
  const Descriptor descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!descriptor.is_open()) return Failed("open", path, errno);
  if (fsync(descriptor.number()) != 0) return Failed("sync", path, errno);
  return {};
}

Status SyncDirectories(const fs::path& directory) {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->is_directory()) continue;
    if (Status synced = SyncPath(entry->path()); !synced) return synced;
  }
  if (error) return Failed("read", directory, error.value());
  return SyncPath(directory);
}

Status SyncFiles(const fs::path& directory) {
  std::error_code error;
  for (fs::recursive_directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->is_regular_file()) continue;
    if (Status synced = SyncPath(entry->path()); !synced) return synced;
  }
  if (error) return Failed("read", directory, error.value());
  return {};
}

Status Rename(const fs::path& from, const fs::path& to) {
  if (rename(from.c_str(), to.c_str()) != 0) return Failed("replace", to, errno);
  return {};
}

Status RemoveAll(const fs::path& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) return Failed("remove", path, error.value());
  return {};
}

}  // namespace zeroline

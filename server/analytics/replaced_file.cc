#include "server/analytics/replaced_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>

namespace zeroline {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> Cannot(const std::string& doing, const fs::path& file,
                             const std::string& reason) {
  return Fail(ErrorCode::kIo, "cannot " + doing + " " + file.string() + ": " + reason);
}

bool Says(const fs::path& file, const std::string& text) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return false;
  return std::string(std::istreambuf_iterator<char>(stream), {}) == text;
}

bool WriteAll(int descriptor, const std::string& text) {
  for (std::size_t written = 0; written < text.size();) {
    const ssize_t count = ::write(descriptor, text.data() + written, text.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    written += static_cast<std::size_t>(count);
  }
  return ::fsync(descriptor) == 0;
}

Status WriteSynced(const fs::path& file, const std::string& text) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) return Cannot("write", file, std::strerror(errno));
  const bool is_written = WriteAll(descriptor, text);
  const int reason = errno;
  ::close(descriptor);
  if (!is_written) return Cannot("write", file, std::strerror(reason));
  return {};
}

// So that the new name survives a power cut too.
void SyncFolder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

Result<bool> ReplaceFile(const fs::path& file, const std::string& text) {
  if (Says(file, text)) return false;
  const fs::path folder = file.has_parent_path() ? file.parent_path() : ".";
  std::error_code error;
  fs::create_directories(folder, error);
  // A name of its own: the command may run beside the server.
  const fs::path draft = file.string() + "." + std::to_string(::getpid()) + ".new";
  Status written = WriteSynced(draft, text);
  if (written) {
    fs::rename(draft, file, error);
    if (error) written = Cannot("replace", file, error.message());
  }
  if (!written) {
    fs::remove(draft, error);
    return tl::unexpected(written.error());
  }
  SyncFolder(folder);
  return true;
}

}  // namespace zeroline

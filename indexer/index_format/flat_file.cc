#include "indexer/index_format/flat_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "indexer/index_format/schema.h"

namespace zeroline {
namespace {

// 32 bytes, so that the record behind it is aligned as the mapping is. Little-endian, like the
// records.
struct FlatHeader {
  char magic[8];
  std::uint64_t format_version;
  std::uint64_t size;  // of the record
  std::uint64_t checksum;
};

Status WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Fail(ErrorCode::kIo, std::strerror(errno));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

tl::unexpected<Error> Corrupt(const std::filesystem::path& file, std::string_view what) {
  return Fail(ErrorCode::kCorrupt, file.string() + ": " + std::string(what) +
                                       "; build the index again with zeroline-indexer build");
}

}  // namespace

Error IoError(std::string_view action, const std::filesystem::path& file) {
  const ErrorCode code = errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  return {code,
          "cannot " + std::string(action) + " " + file.string() + ": " + std::strerror(errno)};
}

Result<MappedFile> MappedFile::Open(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return tl::unexpected(IoError("open", file));
  struct stat status {};
  if (fstat(descriptor, &status) != 0) {
    const Error error = IoError("read", file);
    close(descriptor);
    return tl::unexpected(error);
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* data = nullptr;
  if (size > 0) data = mmap(nullptr, size, PROT_READ, MAP_SHARED, descriptor, 0);
  const Error error = IoError("map", file);
  close(descriptor);
  if (data == MAP_FAILED) return tl::unexpected(error);
  return MappedFile(data, size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) munmap(data_, size_);
}

Result<std::string_view> FlatRecord(std::string_view bytes, const FlatMagic& magic, FlatCheck check,
                                    const std::filesystem::path& file) {
  FlatHeader header{};
  if (bytes.size() < sizeof(header)) return Corrupt(file, "the file is cut short");
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (std::memcmp(header.magic, magic, sizeof(header.magic)) != 0) {
    return Corrupt(file, "this is not what its name says");
  }
  if (header.format_version != static_cast<std::uint64_t>(kFormatVersion)) {
    return Corrupt(file, "it has format version " + std::to_string(header.format_version) +
                             ", this program reads version " + std::to_string(kFormatVersion));
  }
  bytes.remove_prefix(sizeof(header));
  if (header.size != bytes.size() || bytes.size() < sizeof(std::uint64_t)) {
    return Corrupt(file, "the file is cut short");
  }
  if (check == FlatCheck::kChecksum && XXH3_64bits(bytes.data(), bytes.size()) != header.checksum) {
    return Corrupt(file, "its bytes were changed after they were written");
  }
  return bytes;
}

Status WriteFlatFile(const std::filesystem::path& file, const FlatMagic& magic,
                     std::string_view record) {
  FlatHeader header{};
  std::memcpy(header.magic, magic, sizeof(header.magic));
  header.format_version = static_cast<std::uint64_t>(kFormatVersion);
  header.size = record.size();
  header.checksum = XXH3_64bits(record.data(), record.size());
  const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor < 0) return tl::unexpected(IoError("create", file));
  Status status =
      WriteAll(descriptor, {reinterpret_cast<const char*>(&header), sizeof(header)}).and_then([&] {
        return WriteAll(descriptor, record);
      });
  if (status && fsync(descriptor) != 0) status = Fail(ErrorCode::kIo, std::strerror(errno));
  if (close(descriptor) != 0 && status) status = Fail(ErrorCode::kIo, std::strerror(errno));
  if (!status) {
    return Fail(ErrorCode::kIo, "cannot write " + file.string() + ": " + status.error().message);
  }
  return {};
}

}  // namespace zeroline

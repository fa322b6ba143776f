#include "indexer/index_format/record_file.h"

#include <cdb.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

#include "indexer/index_format/flat_file.h"
#include "indexer/index_format/schema.h"

namespace zeroline {
namespace {

static_assert(std::endian::native == std::endian::little, "records are little-endian");

// A record in the file is two lengths (8 bytes), the key and the value, and the records begin at
// byte 2048. With a key of 8 bytes and values that are a multiple of 8 long every value begins at a
// multiple of 8 in the mapping, which is what the flat records inside need to be read in place.

constexpr unsigned kTables = 256;

// The hash tables stand at the end of the file and the header says where, so a file that was cut,
// or never finished (the header is written last), has another size than its header claims.
bool SizeMatchesHeader(std::string_view bytes) {
  if (bytes.size() < kTables * 8) return false;
  std::uint64_t end = 0;
  for (unsigned i = 0; i < kTables; ++i) {
    std::array<std::uint32_t, 2> table{};  // position, slots
    std::memcpy(table.data(), bytes.data() + i * 8, 8);
    end = std::max<std::uint64_t>(end, table[0] + std::uint64_t{8} * table[1]);
  }
  return end == bytes.size();
}

tl::unexpected<Error> Corrupt(const std::filesystem::path& file, std::string_view what) {
  return Fail(ErrorCode::kCorrupt, file.string() + ": " + std::string(what) +
                                       "; build the index again with zeroline-indexer build");
}

std::string_view Lookup(const cdb& shared, const RecordKey& key) {
  cdb state =
      shared;  // cdb_find() keeps what it found in the struct: a copy per call is thread-safe
  if (cdb_find(&state, key.data(), static_cast<unsigned>(key.size())) <= 0) return {};
  const void* data = cdb_getdata(&state);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), cdb_datalen(&state)};
}

}  // namespace

RecordKey RecordKeyOf(std::uint64_t number) {
  RecordKey key{};
  std::memcpy(key.data(), &number, sizeof(number));
  return key;
}

struct RecordFile::Impl {
  ~Impl() {
    cdb_free(&database);
    close(descriptor);
  }
  int descriptor = -1;
  cdb database{};
};

RecordFile::RecordFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RecordFile::~RecordFile() = default;

Result<std::unique_ptr<RecordFile>> RecordFile::Open(const std::filesystem::path& file,
                                                     const RecordKey& format) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return tl::unexpected(IoError("open", file));
  auto impl = std::make_unique<Impl>();
  impl->descriptor = descriptor;
  if (cdb_init(&impl->database, descriptor) != 0) return Corrupt(file, "the file is cut short");
  const char* bytes = reinterpret_cast<const char*>(impl->database.cdb_mem);
  if (!SizeMatchesHeader({bytes, impl->database.cdb_fsize})) {
    return Corrupt(file, "the file is cut short or damaged");
  }
  std::uint64_t version = 0;
  const std::string_view found = Lookup(impl->database, format);
  if (found.size() != sizeof(version)) return Corrupt(file, "this is not what its name says");
  std::memcpy(&version, found.data(), sizeof(version));
  if (version != static_cast<std::uint64_t>(kFormatVersion)) {
    return Corrupt(file, "it has format version " + std::to_string(version));
  }
  return std::unique_ptr<RecordFile>(new RecordFile(std::move(impl)));
}

std::string_view RecordFile::Find(const RecordKey& key) const {
  return Lookup(impl_->database, key);
}

struct RecordFileWriter::Impl {
  ~Impl() {
    if (descriptor >= 0) {
      cdb_make_finish(&maker);  // only to free what it holds: an unfinished file is thrown away
      close(descriptor);
    }
  }
  Status Error(std::string_view action) {
    if (errno == ENOMEM) {
      return Fail(ErrorCode::kIo, file.string() + ": one language cannot hold more than 4 GB");
    }
    return tl::unexpected(IoError(action, file));
  }
  std::filesystem::path file;
  int descriptor = -1;
  cdb_make maker{};
};

RecordFileWriter::RecordFileWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RecordFileWriter::~RecordFileWriter() = default;

Result<std::unique_ptr<RecordFileWriter>> RecordFileWriter::Create(
    const std::filesystem::path& file, const RecordKey& format) {
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor < 0) return tl::unexpected(IoError("create", file));
  auto impl = std::make_unique<Impl>();
  impl->file = file;
  impl->descriptor = descriptor;
  cdb_make_start(&impl->maker, descriptor);
  const std::uint64_t version = static_cast<std::uint64_t>(kFormatVersion);
  if (cdb_make_add(&impl->maker, format.data(), static_cast<unsigned>(format.size()), &version,
                   sizeof(version)) != 0) {
    return tl::unexpected(impl->Error("write").error());
  }
  return std::unique_ptr<RecordFileWriter>(new RecordFileWriter(std::move(impl)));
}

Status RecordFileWriter::Add(const RecordKey& key, std::string_view record) {
  if (record.empty() || record.size() % 8 != 0) {
    return Fail(ErrorCode::kInternal, "a record to store is not encoded");
  }
  if (cdb_make_add(&impl_->maker, key.data(), static_cast<unsigned>(key.size()), record.data(),
                   static_cast<unsigned>(record.size())) != 0) {
    return impl_->Error("write");
  }
  return {};
}

Status RecordFileWriter::Finish() {
  const int made = cdb_make_finish(&impl_->maker);
  const bool synced = made == 0 && fsync(impl_->descriptor) == 0;
  Status status;
  if (!synced) status = impl_->Error("write");
  if (close(impl_->descriptor) != 0 && status) status = impl_->Error("write");
  impl_->descriptor = -1;
  return status;
}

}  // namespace zeroline

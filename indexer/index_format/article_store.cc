#include "indexer/index_format/article_store.h"

#include <cdb.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>

#include "indexer/index_format/flat_file.h"
#include "indexer/index_format/schema.h"

namespace zeroline {
namespace {

static_assert(std::endian::native == std::endian::little, "records are little-endian");

// A record in the file is two lengths (8 bytes), the key and the value, and the records begin at
// byte 2048. With a key of 8 bytes and values that are a multiple of 8 long every value begins at a
// multiple of 8 in the mapping, which is what the flat records inside need to be read in place.
using Key = std::array<char, 8>;

Key KeyOf(std::uint32_t docid) {
  Key key{};
  std::memcpy(key.data(), &docid, sizeof(docid));
  return key;
}

// No docid has this key: the last four bytes of theirs are zero.
constexpr Key kFormatKey = {'Z', 'L', 's', 't', 'o', 'r', 'e', '1'};

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

std::string_view Lookup(const cdb& shared, const Key& key) {
  cdb state =
      shared;  // cdb_find() keeps what it found in the struct: a copy per call is thread-safe
  if (cdb_find(&state, key.data(), static_cast<unsigned>(key.size())) <= 0) return {};
  const void* data = cdb_getdata(&state);
  if (data == nullptr) return {};
  return {static_cast<const char*>(data), cdb_datalen(&state)};
}

}  // namespace

struct ArticleStore::Impl {
  ~Impl() {
    cdb_free(&database);
    close(descriptor);
  }
  int descriptor = -1;
  cdb database{};
};

ArticleStore::ArticleStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ArticleStore::~ArticleStore() = default;

Result<std::unique_ptr<ArticleStore>> ArticleStore::Open(const std::filesystem::path& file) {
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
  const std::string_view format = Lookup(impl->database, kFormatKey);
  if (format.size() != sizeof(version)) return Corrupt(file, "this is no article store");
  std::memcpy(&version, format.data(), sizeof(version));
  if (version != static_cast<std::uint64_t>(kFormatVersion)) {
    return Corrupt(file, "it has format version " + std::to_string(version));
  }
  return std::unique_ptr<ArticleStore>(new ArticleStore(std::move(impl)));
}

Result<ArticleView> ArticleStore::Find(std::uint32_t docid) const {
  const std::string_view bytes = FindBytes(docid);
  if (bytes.empty()) {
    return Fail(ErrorCode::kNotFound, "no article has the number " + std::to_string(docid));
  }
  return ArticleView::Open(bytes);
}

std::string_view ArticleStore::FindBytes(std::uint32_t docid) const {
  return Lookup(impl_->database, KeyOf(docid));
}

struct ArticleStoreWriter::Impl {
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

ArticleStoreWriter::ArticleStoreWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ArticleStoreWriter::~ArticleStoreWriter() = default;

Result<std::unique_ptr<ArticleStoreWriter>> ArticleStoreWriter::Create(
    const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor < 0) return tl::unexpected(IoError("create", file));
  auto impl = std::make_unique<Impl>();
  impl->file = file;
  impl->descriptor = descriptor;
  cdb_make_start(&impl->maker, descriptor);
  const std::uint64_t version = static_cast<std::uint64_t>(kFormatVersion);
  if (cdb_make_add(&impl->maker, kFormatKey.data(), static_cast<unsigned>(kFormatKey.size()),
                   &version, sizeof(version)) != 0) {
    return tl::unexpected(impl->Error("write").error());
  }
  return std::unique_ptr<ArticleStoreWriter>(new ArticleStoreWriter(std::move(impl)));
}

Status ArticleStoreWriter::Add(std::uint32_t docid, std::string_view encoded) {
  if (encoded.empty() || encoded.size() % 8 != 0) {
    return Fail(ErrorCode::kInternal, "an article to store is not encoded");
  }
  const Key key = KeyOf(docid);
  if (cdb_make_add(&impl_->maker, key.data(), static_cast<unsigned>(key.size()), encoded.data(),
                   static_cast<unsigned>(encoded.size())) != 0) {
    return impl_->Error("write");
  }
  return {};
}

Status ArticleStoreWriter::Finish() {
  const int made = cdb_make_finish(&impl_->maker);
  const bool synced = made == 0 && fsync(impl_->descriptor) == 0;
  Status status;
  if (!synced) status = impl_->Error("write");
  if (close(impl_->descriptor) != 0 && status) status = impl_->Error("write");
  impl_->descriptor = -1;
  return status;
}

}  // namespace zeroline

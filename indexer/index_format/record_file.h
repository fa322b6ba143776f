// A file of records under keys of eight bytes: a constant database (D. J. Bernstein's cdb format)
// that is mapped, never loaded. Records begin at a multiple of 8 in the mapping, so that flat
// records are read in place.
//
// Private to this room.
#ifndef ZEROLINE_INDEXER_INDEX_FORMAT_RECORD_FILE_H_
#define ZEROLINE_INDEXER_INDEX_FORMAT_RECORD_FILE_H_

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "indexer/error/result.h"

namespace zeroline {

using RecordKey = std::array<char, 8>;

// A number as a key.
RecordKey RecordKeyOf(std::uint64_t number);

// Thread-safe. Views live as long as the file.
class RecordFile {
 public:
  // `format` is the key under which the writer left the format version: it tells one kind of file
  // from another. kNotFound if there is no such file, kCorrupt if it is cut short, another kind or
  // another version.
  static Result<std::unique_ptr<RecordFile>> Open(const std::filesystem::path& file,
                                                  const RecordKey& format);
  ~RecordFile();
  RecordFile(const RecordFile&) = delete;
  RecordFile& operator=(const RecordFile&) = delete;

  // Empty if there is none.
  std::string_view Find(const RecordKey& key) const;

 private:
  struct Impl;
  explicit RecordFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Writes a new file; nothing is readable before Finish() succeeded. Not thread-safe.
class RecordFileWriter {
 public:
  static Result<std::unique_ptr<RecordFileWriter>> Create(const std::filesystem::path& file,
                                                          const RecordKey& format);
  ~RecordFileWriter();
  RecordFileWriter(const RecordFileWriter&) = delete;
  RecordFileWriter& operator=(const RecordFileWriter&) = delete;

  // `record` is not empty and a multiple of 8 long.
  Status Add(const RecordKey& key, std::string_view record);
  // Writes the table and syncs the file.
  Status Finish();

 private:
  struct Impl;
  explicit RecordFileWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_RECORD_FILE_H_

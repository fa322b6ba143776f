// A file that holds one flat record behind a header that tells at once whether it is whole.
//
// Private to this room.
#ifndef ZEROLINE_INDEXER_INDEX_FORMAT_FLAT_FILE_H_
#define ZEROLINE_INDEXER_INDEX_FORMAT_FLAT_FILE_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "indexer/error/result.h"

namespace zeroline {

// Eight bytes that name what a file holds.
using FlatMagic = char[9];

// A file mapped read-only. An empty file maps to empty bytes.
class MappedFile {
 public:
  static Result<MappedFile> Open(const std::filesystem::path& file);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  MappedFile(void* data, std::size_t size) : data_(data), size_(size) {}
  void* data_ = nullptr;
  std::size_t size_ = 0;
};

enum class FlatCheck {
  kSize,      // header and length only: the same cost for any size
  kChecksum,  // reads everything
};

// The record inside a mapped flat file, aligned to 8 bytes and as long-lived as `bytes`. kCorrupt
// if the magic, the format version, the length or (if asked for) the checksum is not what the
// header says; `file` is for the message.
Result<std::string_view> FlatRecord(std::string_view bytes, const FlatMagic& magic, FlatCheck check,
                                    const std::filesystem::path& file);

// Writes header and record and syncs the file.
Status WriteFlatFile(const std::filesystem::path& file, const FlatMagic& magic,
                     std::string_view record);

// "cannot <action> <file>: <errno in words>".
Error IoError(std::string_view action, const std::filesystem::path& file);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_FLAT_FILE_H_

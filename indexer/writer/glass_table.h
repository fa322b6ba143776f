// One table of a Xapian database in the "glass" format of Xapian 1.4, written from nothing in key
// order.
//
// Xapian has no bulk load: adding a document costs a tree look-up per posting, three times what the
// rest of indexing costs. A table whose keys are known in order is just its leaf blocks one after
// another, so this writes those and the branch blocks above them. Xapian reads, checks and updates
// the result as its own (the format is fixed for all of 1.4; tests hold every table against
// Database::check()).
//
// The format in short. Blocks of kGlassBlockSize; numbers in blocks are big-endian. A block begins
// with revision (4 bytes), level (1), free bytes between directory and items (2), free bytes in all
// (2), end of the directory (2), then the directory of 2-byte item offsets in key order; items fill
// from the end. Leaf item: size - 3 with three flag bits (2), key length (1), key, component number
// (2, only from the second component on), tag. Branch item: block number (4), key length (1), key,
// component number (2).
#ifndef ZEROLINE_INDEXER_WRITER_GLASS_TABLE_H_
#define ZEROLINE_INDEXER_WRITER_GLASS_TABLE_H_

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

inline constexpr std::size_t kGlassBlockSize = 8192;
inline constexpr std::size_t kGlassMaxKey = 255;

// What the version file says of a table.
struct GlassRoot {
  std::uint32_t block = 0;
  std::uint32_t level = 0;
  std::uint32_t entries = 0;
  std::uint32_t blocks = 0;  // in the file
};

// Not thread-safe.
class GlassTableWriter {
 public:
  static Result<std::unique_ptr<GlassTableWriter>> Create(const std::filesystem::path& file);
  ~GlassTableWriter();
  GlassTableWriter(const GlassTableWriter&) = delete;
  GlassTableWriter& operator=(const GlassTableWriter&) = delete;

  // Keys are not empty, at most kGlassMaxKey long and strictly ascending by bytes. Write errors
  // show in Finish().
  void Add(std::string_view key, std::string_view tag);

  // Writes what is left, the branch blocks too, and syncs the file.
  Result<GlassRoot> Finish();

 private:
  // The first key of a block, cut to what tells it from the block before; its parent's item.
  struct Separator {
    std::string key;
    std::uint16_t component = 0;
    std::uint32_t block = 0;
  };
  struct Block {
    std::string bytes;
    std::size_t directory_end = 0;
    std::size_t items_begin = 0;
  };

  explicit GlassTableWriter(std::filesystem::path file, std::FILE* stream);

  void AddItem(std::string_view key, std::uint16_t component, std::string_view tag,
               unsigned char flags);
  void StartBlock(unsigned level);
  bool HasRoom(std::size_t item_size) const;
  char* PlaceItem(std::size_t item_size);
  void WriteBlock();
  std::vector<Separator> WriteBranches(const std::vector<Separator>& children, unsigned level);

  std::filesystem::path file_;
  std::FILE* stream_;
  Block block_;
  std::string last_key_;
  std::vector<Separator> leaves_;
  std::uint32_t next_block_ = 0;
  std::uint32_t entries_ = 0;
  bool failed_ = false;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_GLASS_TABLE_H_

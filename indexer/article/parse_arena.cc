#include "indexer/article/parse_arena.h"

#include <cmark-gfm.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <vector>

namespace zeroline {
namespace {

constexpr std::size_t kAlignment = alignof(std::max_align_t);
constexpr std::size_t kBlockBytes = 256 * 1024;  // one serves an ordinary article

// Gives out pieces of blocks, each behind its size, so that Grow() knows how much to copy.
class Arena {
 public:
  void* Allocate(std::size_t bytes) {
    const std::size_t needed = kAlignment + (bytes + kAlignment - 1) / kAlignment * kAlignment;
    if (blocks_.empty() || needed > blocks_.back().size - used_) AddBlock(needed);
    std::byte* piece = blocks_.back().bytes.get() + used_;
    used_ += needed;
    std::memcpy(piece, &bytes, sizeof(bytes));
    return piece + kAlignment;
  }

  void* Grow(void* old, std::size_t bytes) {
    if (old == nullptr) return Allocate(bytes);
    std::size_t old_bytes = 0;
    std::memcpy(&old_bytes, static_cast<std::byte*>(old) - kAlignment, sizeof(old_bytes));
    if (bytes <= old_bytes) return old;
    void* grown = Allocate(bytes);
    std::memcpy(grown, old, old_bytes);
    return grown;
  }

  // Keeps the first block for the next article.
  void Clear() {
    if (blocks_.size() > 1) blocks_.resize(1);
    used_ = 0;
  }

 private:
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };

  void AddBlock(std::size_t needed) {
    // Later blocks double, so that a large article needs few.
    const std::size_t size =
        std::max(needed, blocks_.empty() ? kBlockBytes : 2 * blocks_.back().size);
    blocks_.push_back(Block{std::unique_ptr<std::byte[]>(new std::byte[size]), size});
    used_ = 0;
  }

  std::vector<Block> blocks_;
  std::size_t used_ = 0;  // of the last block
};

thread_local Arena arena;

void* AllocateZeroed(std::size_t count, std::size_t size) {
  void* piece = arena.Allocate(count * size);
  std::memset(piece, 0, count * size);
  return piece;
}
void* Reallocate(void* old, std::size_t bytes) { return arena.Grow(old, bytes); }
void Free(void*) {}

cmark_mem arena_memory = {AllocateZeroed, Reallocate, Free};

}  // namespace

cmark_mem* ParseMemory() { return &arena_memory; }

ParseArenaScope::~ParseArenaScope() { arena.Clear(); }

}  // namespace zeroline

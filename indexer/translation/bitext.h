// The same articles in two languages, cut into blocks that say the same: what translations are
// learned from.
//
// Terms are numbers that the caller gives, one dictionary per language.
#ifndef ZEROLINE_INDEXER_TRANSLATION_BITEXT_H_
#define ZEROLINE_INDEXER_TRANSLATION_BITEXT_H_

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace zeroline {

// One article in one language: the title, then its blocks (headings, paragraphs, items) in reading
// order. Blocks without terms keep their place.
struct TermBlocks {
  std::vector<std::uint32_t> terms;
  std::vector<std::uint32_t> block_ends;  // in `terms`; the title is block 0
  // First block of every section, ascending; the title is a section of its own.
  std::vector<std::uint32_t> section_begins;

  // Ends the block that the terms added last belong to.
  void EndBlock() { block_ends.push_back(static_cast<std::uint32_t>(terms.size())); }
  std::size_t block_count() const { return block_ends.size(); }
};

// Not thread-safe.
class Bitext {
 public:
  // A pair of blocks as sets of terms, and how often the very same pair came.
  struct BlockPair {
    std::uint32_t source_begin = 0;  // in source_terms()
    std::uint32_t source_end = 0;
    std::uint32_t target_begin = 0;  // in target_terms()
    std::uint32_t target_end = 0;
    std::uint32_t count = 0;

    std::uint32_t source_size() const { return source_end - source_begin; }
    std::uint32_t target_size() const { return target_end - target_begin; }
  };

  // Pairs the blocks by their positions if both articles have the same number of them; else within
  // the sections in which they do, if the articles have the same number of sections; else only the
  // titles. Blocks too long to say which word means which are left out.
  void Add(const TermBlocks& source, const TermBlocks& target);

  std::size_t article_count() const { return article_count_; }
  const std::vector<BlockPair>& pairs() const { return pairs_; }
  const std::vector<std::uint32_t>& source_terms() const { return source_terms_; }
  const std::vector<std::uint32_t>& target_terms() const { return target_terms_; }

 private:
  void AddBlocks(const TermBlocks& source, std::size_t source_first, const TermBlocks& target,
                 std::size_t target_first, std::size_t count);
  void AddPair(std::vector<std::uint32_t> source, std::vector<std::uint32_t> target);

  std::size_t article_count_ = 0;
  std::vector<BlockPair> pairs_;
  std::vector<std::uint32_t> source_terms_;
  std::vector<std::uint32_t> target_terms_;
  std::unordered_multimap<std::uint64_t, std::uint32_t> known_;  // hash -> pair
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_TRANSLATION_BITEXT_H_

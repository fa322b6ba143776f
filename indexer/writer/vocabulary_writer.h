// Articles -> vocabulary.flat, from nothing or from the last build's and what changed. Both ways
// give the same bytes.
#ifndef ZEROLINE_INDEXER_WRITER_VOCABULARY_WRITER_H_
#define ZEROLINE_INDEXER_WRITER_VOCABULARY_WRITER_H_

#include <cstdint>
#include <filesystem>
#include <vector>

#include "indexer/error/result.h"
#include "indexer/writer/article_batch.h"

namespace zeroline {

// All words of `batches`, which are all articles there are; synced.
Status WriteWords(const std::filesystem::path& file, const std::vector<ArticleBatch>& batches);

// What of the last build the words of old articles are taken out of.
struct OldWords {
  std::filesystem::path vocabulary;
  std::filesystem::path articles;  // its article store
};

// The old words without those of the articles that `removed` and `batches` name as they were then,
// with those of `batches`; synced. Nothing else of the old articles is left in the file. kCorrupt
// if the old files cannot be trusted.
Status UpdateWords(const std::filesystem::path& file, const OldWords& old,
                   const std::vector<ArticleBatch>& batches,
                   const std::vector<std::uint32_t>& removed);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_VOCABULARY_WRITER_H_

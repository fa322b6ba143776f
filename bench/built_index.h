// The corpus compiled by the real zeroline-indexer, for benchmarks of readers.
#ifndef ZEROLINE_BENCH_BUILT_INDEX_H_
#define ZEROLINE_BENCH_BUILT_INDEX_H_

#include <filesystem>

namespace zeroline::bench {

// Runs `zeroline-indexer build`; its output goes to a file beside `index`. Throws if it fails.
void RunIndexer(const std::filesystem::path& articles, const std::filesystem::path& index);

// Folders of the corpus as written and as compiled; made on first use, removed at exit.
const std::filesystem::path& CorpusFolder();
const std::filesystem::path& BuiltIndex();

}  // namespace zeroline::bench

#endif  // ZEROLINE_BENCH_BUILT_INDEX_H_

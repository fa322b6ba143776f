// Work spread over threads.
#ifndef ZEROLINE_INDEXER_COMMANDS_PARALLEL_H_
#define ZEROLINE_INDEXER_COMMANDS_PARALLEL_H_

#include <cstddef>
#include <functional>

namespace zeroline {

// Calls `work(item, thread)` for every item in [0, count), each once, on up to `jobs` threads (0:
// one per core); `thread` counts from 0. Items are taken in order. Returns when all are done.
// `work` must not throw.
void ForEachParallel(std::size_t count, unsigned jobs,
                     const std::function<void(std::size_t item, std::size_t thread)>& work);

// How many threads that is.
unsigned ThreadCount(unsigned jobs);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_PARALLEL_H_

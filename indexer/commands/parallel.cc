#include "indexer/commands/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace zeroline {

unsigned ThreadCount(unsigned jobs) {
  return jobs > 0 ? jobs : std::max(1u, std::thread::hardware_concurrency());
}

void ForEachParallel(std::size_t count, unsigned jobs,
                     const std::function<void(std::size_t item, std::size_t thread)>& work) {
  const std::size_t threads = std::min<std::size_t>(ThreadCount(jobs), count);
  std::atomic<std::size_t> next{0};
  const auto run = [&](std::size_t thread) {
    for (std::size_t item = next++; item < count; item = next++) work(item, thread);
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < threads; ++i) others.emplace_back(run, i);
  run(0);
  for (std::thread& other : others) other.join();
}

}  // namespace zeroline

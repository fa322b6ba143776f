#include "server/search/analyzer_pool.h"

#include <utility>

namespace zeroline {
namespace {

// More threads than this analyse at once only in a burst; their analyzers are not kept.
constexpr std::size_t kMaxKept = 16;

}  // namespace

LeasePool<Analyzer>& AnalyzerPool::PoolOf(std::string_view language) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = pools_.find(language);
  if (found != pools_.end()) return *found->second;
  auto pool = std::make_unique<LeasePool<Analyzer>>(kMaxKept);
  return *pools_.emplace(std::string(language), std::move(pool)).first->second;
}

Result<AnalyzerPool::Lease> AnalyzerPool::Borrow(std::string_view language) {
  LeasePool<Analyzer>& pool = PoolOf(language);
  std::unique_ptr<Analyzer> analyzer = pool.TakeKept();
  if (analyzer == nullptr) {
    Result<std::unique_ptr<Analyzer>> created = Analyzer::Create(language);
    if (!created) return tl::unexpected(created.error());
    analyzer = *std::move(created);
  }
  return Lease(&pool, std::move(analyzer));
}

}  // namespace zeroline

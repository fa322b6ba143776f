// Analyzers by language, lent to one thread at a time.
#ifndef ZEROLINE_SERVER_SEARCH_ANALYZER_POOL_H_
#define ZEROLINE_SERVER_SEARCH_ANALYZER_POOL_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "indexer/error/result.h"
#include "indexer/language/analyzer.h"
#include "server/search/lease_pool.h"

namespace zeroline {

// Thread-safe.
class AnalyzerPool {
 public:
  using Lease = LeasePool<Analyzer>::Lease;

  // Waits for the language's dictionary the first time. Fails as Analyzer::Create() does.
  Result<Lease> Borrow(std::string_view language);

 private:
  LeasePool<Analyzer>& PoolOf(std::string_view language);

  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<LeasePool<Analyzer>>, std::less<>> pools_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_ANALYZER_POOL_H_

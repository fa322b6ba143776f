// Open Xapian databases of one snapshot, lent to one thread at a time.
#ifndef ZEROLINE_SERVER_SEARCH_DATABASE_POOL_H_
#define ZEROLINE_SERVER_SEARCH_DATABASE_POOL_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/search/lease_pool.h"

namespace Xapian {
class Database;
}

namespace zeroline {

class LanguageReader;

// One handle; not thread-safe, as Xapian's is not.
class OpenDatabase {
 public:
  explicit OpenDatabase(const std::vector<std::string>& directories);  // throws as Xapian does
  ~OpenDatabase();

  const Xapian::Database& xapian() const { return *database_; }

 private:
  std::unique_ptr<Xapian::Database> database_;
};

// Thread-safe.
class DatabasePool {
 public:
  DatabasePool();
  ~DatabasePool();
  DatabasePool(const DatabasePool&) = delete;
  DatabasePool& operator=(const DatabasePool&) = delete;

  using Lease = LeasePool<OpenDatabase>::Lease;

  // The union of the databases `name` ("text" or "titles") of these readers. A document `d` of the
  // union is document (d - 1) / n + 1 of reader (d - 1) % n, with n readers. kUnavailable if it
  // cannot be opened.
  Result<Lease> Borrow(const std::vector<const LanguageReader*>& readers, std::string_view name);

 private:
  LeasePool<OpenDatabase>& PoolOf(const std::string& key);

  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<LeasePool<OpenDatabase>>> pools_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_DATABASE_POOL_H_

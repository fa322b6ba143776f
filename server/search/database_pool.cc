#include "server/search/database_pool.h"

#include <xapian.h>

#include <utility>

#include "server/search/index_reader.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxKept = 16;

}  // namespace

OpenDatabase::OpenDatabase(const std::vector<std::string>& directories)
    : database_(std::make_unique<Xapian::Database>()) {
  for (const std::string& directory : directories) {
    database_->add_database(Xapian::Database(directory));
  }
}

OpenDatabase::~OpenDatabase() = default;

DatabasePool::DatabasePool() = default;
DatabasePool::~DatabasePool() = default;

LeasePool<OpenDatabase>& DatabasePool::PoolOf(const std::string& key) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::unique_ptr<LeasePool<OpenDatabase>>& pool = pools_[key];
  if (pool == nullptr) pool = std::make_unique<LeasePool<OpenDatabase>>(kMaxKept);
  return *pool;
}

Result<DatabasePool::Lease> DatabasePool::Borrow(const std::vector<const LanguageReader*>& readers,
                                                 std::string_view name) {
  std::string key(name);
  for (const LanguageReader* reader : readers) {
    key += '\n' + reader->audience() + '/' + reader->language();
  }
  LeasePool<OpenDatabase>& pool = PoolOf(key);
  std::unique_ptr<OpenDatabase> handle = pool.TakeKept();
  if (handle != nullptr) return Lease(&pool, std::move(handle));
  std::vector<std::string> directories;
  for (const LanguageReader* reader : readers) {
    directories.push_back((reader->directory() / std::string(name)).string());
  }
  try {
    handle = std::make_unique<OpenDatabase>(directories);
  } catch (const Xapian::Error& error) {
    return Fail(ErrorCode::kUnavailable,
                "cannot open the search database of this build: " + error.get_description());
  }
  return Lease(&pool, std::move(handle));
}

}  // namespace zeroline

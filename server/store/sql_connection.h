// The one connection to the database, behind a lock, as SQLite has one writer anyway. Tables of the
// state (tickets.h and its neighbours) speak through it and never see an exception.
//
// Thread-safe.
#ifndef ZEROLINE_SERVER_STORE_SQL_CONNECTION_H_
#define ZEROLINE_SERVER_STORE_SQL_CONNECTION_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "indexer/error/result.h"

namespace soci {
class session;
}

namespace zeroline {

// Unix seconds.
using StoreClock = std::function<std::int64_t()>;

class SqlConnection {
 public:
  SqlConnection(std::unique_ptr<soci::session> session, std::filesystem::path file,
                StoreClock clock);
  ~SqlConnection();

  std::int64_t Now() const { return clock_(); }

  // Runs `work` alone. `doing` completes "cannot ...": "read the request".
  template <typename T, typename Work>
  Result<T> Read(const std::string& doing, Work work) {
    return Capture<T>(work, [&](const Task& task) { return Run(doing, task); });
  }

  // The same in one transaction, which begins as the writer: what `work` reads is what it changes.
  // Committed, and on the disk, when this returns success; undone if `work` fails.
  template <typename T, typename Work>
  Result<T> Change(const std::string& doing, Work work) {
    return Capture<T>(work, [&](const Task& task) { return RunInTransaction(doing, task); });
  }

 private:
  using Task = std::function<Status(soci::session&)>;

  template <typename T, typename Work, typename Runner>
  static Result<T> Capture(Work work, Runner run) {
    std::optional<Result<T>> result;
    const Status status = run([&](soci::session& session) -> Status {
      result = work(session);
      if (!*result) return tl::unexpected(result->error());
      return {};
    });
    if (!status) return tl::unexpected(status.error());
    return *std::move(result);
  }

  Status Run(const std::string& doing, const Task& task);
  Status RunInTransaction(const std::string& doing, const Task& task);

  const std::filesystem::path file_;
  const StoreClock clock_;
  std::mutex mutex_;
  std::unique_ptr<soci::session> session_;  // guarded by mutex_
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_SQL_CONNECTION_H_

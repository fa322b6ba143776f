#include "server/store/sql_connection.h"

#include "server/store/backend.h"
#include "server/store/soci_library.h"

namespace zeroline {
namespace {

// Rolls back unless committed. SOCI's own begins as a reader, which another writer can make fail
// halfway.
class WriteTransaction {
 public:
  explicit WriteTransaction(soci::session* session) : session_(*session) {
    session_ << "BEGIN IMMEDIATE";
  }
  ~WriteTransaction() {
    if (committed_) return;
    try {
      session_ << "ROLLBACK";
    } catch (const std::exception&) {
      // SQLite has already rolled back, as it does when the disk is full.
    }
  }
  WriteTransaction(const WriteTransaction&) = delete;
  WriteTransaction& operator=(const WriteTransaction&) = delete;

  void Commit() {
    session_ << "COMMIT";
    committed_ = true;
  }

 private:
  soci::session& session_;
  bool committed_ = false;
};

}  // namespace

SqlConnection::SqlConnection(std::unique_ptr<soci::session> session, std::filesystem::path file,
                             StoreClock clock)
    : file_(std::move(file)), clock_(std::move(clock)), session_(std::move(session)) {}

SqlConnection::~SqlConnection() = default;

Status SqlConnection::Run(const std::string& doing, const Task& task) {
  const std::lock_guard lock(mutex_);
  try {
    return task(*session_);
  } catch (const soci::soci_error& error) {
    return tl::unexpected(TranslateSqliteError(error, doing, file_));
  } catch (const std::exception& error) {
    return Fail(ErrorCode::kInternal, "cannot " + doing + ": " + error.what());
  }
}

Status SqlConnection::RunInTransaction(const std::string& doing, const Task& task) {
  return Run(doing, [&](soci::session& session) -> Status {
    WriteTransaction transaction(&session);
    if (Status done = task(session); !done) return done;
    transaction.Commit();
    return {};
  });
}

}  // namespace zeroline

#include "server/store/store.h"

#include <utility>

#include "server/store/backend.h"
#include "server/store/migrations.h"
#include "server/store/soci_library.h"

namespace zeroline {

namespace fs = std::filesystem;

Store::Store(std::unique_ptr<SqlConnection> connection)
    : connection_(std::move(connection)),
      tickets_(connection_.get()),
      outbox_(connection_.get()),
      intents_(connection_.get()),
      incidents_(connection_.get()),
      accounts_(connection_.get()),
      credentials_(connection_.get()),
      writer_inbox_(connection_.get()),
      visits_(connection_.get()),
      feedback_(connection_.get()),
      learned_questions_(connection_.get()) {}

Result<std::unique_ptr<Store>> Store::Open(const fs::path& file, StoreClock clock) {
  Result<std::unique_ptr<soci::session>> session = OpenSqlite(file);
  if (!session) return tl::unexpected(session.error());
  try {
    if (Status migrated = Migrate(**session); !migrated) {
      return Fail(migrated.error().code, file.string() + ": " + migrated.error().message);
    }
  } catch (const soci::soci_error& error) {
    return tl::unexpected(TranslateSqliteError(error, "bring the state up to date", file));
  }
  return std::unique_ptr<Store>(
      new Store(std::make_unique<SqlConnection>(*std::move(session), file, std::move(clock))));
}

// Writes a value that is already there: SQLite logs and syncs it all the same.
Status Store::Check() {
  return connection_->Change<void>("write the state", [](soci::session& session) -> Status {
    session << "UPDATE counter SET value = value WHERE name = 'ticket'";
    return {};
  });
}

}  // namespace zeroline

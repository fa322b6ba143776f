#include "server/store/store.h"

#include <chrono>
#include <mutex>
#include <utility>

#include "server/store/backend.h"
#include "server/store/migrations.h"
#include "server/store/soci_library.h"
#include "server/store/ticket_number.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

std::int64_t Now() {
  using std::chrono::duration_cast;
  using std::chrono::seconds;
  return duration_cast<seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

class SqlStore : public Store {
 public:
  SqlStore(std::unique_ptr<soci::session> session, fs::path file)
      : file_(std::move(file)), session_(std::move(session)) {}

  Result<Ticket> AddTicket(const NewTicket& ticket) override;
  Result<Ticket> FindByIdempotencyKey(std::string_view key) override;
  Result<Ticket> FindTicket(std::string_view number) override;
  Status Check() override;

 private:
  // Runs `work` under the lock, and turns what SOCI throws into an error.
  template <typename T, typename Work>
  Result<T> Locked(const std::string& doing, Work work) {
    const std::lock_guard lock(mutex_);
    try {
      return work();
    } catch (const soci::soci_error& error) {
      return tl::unexpected(TranslateSqliteError(error, doing, file_));
    } catch (const std::exception& error) {
      return Fail(ErrorCode::kInternal, "cannot " + doing + ": " + error.what());
    }
  }

  Result<Ticket> Insert(const NewTicket& ticket);
  template <typename Value>
  Result<Ticket> Select(const std::string& column, const Value& value);

  const fs::path file_;
  std::mutex mutex_;
  std::unique_ptr<soci::session> session_;  // guarded by mutex_
};

template <typename Value>
Result<Ticket> SqlStore::Select(const std::string& column, const Value& value) {
  Ticket ticket;
  long long serial = 0;
  long long created = 0;
  *session_ << "SELECT serial, created, subject, body, contact, language FROM ticket WHERE " +
                   column + " = :value",
      soci::use(value), soci::into(serial), soci::into(created), soci::into(ticket.subject),
      soci::into(ticket.body), soci::into(ticket.contact), soci::into(ticket.language);
  if (!session_->got_data()) return Fail(ErrorCode::kNotFound, "there is no such request");
  ticket.number = FormatTicketNumber(serial);
  ticket.created = created;
  return ticket;
}

// The counter is changed first, which makes this transaction the writer: two servers cannot draw
// the same serial.
Result<Ticket> SqlStore::Insert(const NewTicket& ticket) {
  soci::transaction transaction(*session_);
  *session_ << "UPDATE counter SET value = value + 1 WHERE name = 'ticket'";
  if (!ticket.idempotency_key.empty()) {
    Result<Ticket> known = Select("idempotency_key", ticket.idempotency_key);
    if (known) return known;  // rolls back
  }
  long long serial = 0;
  *session_ << "SELECT value FROM counter WHERE name = 'ticket'", soci::into(serial);
  const long long created = Now();
  soci::indicator key = ticket.idempotency_key.empty() ? soci::i_null : soci::i_ok;
  *session_ << "INSERT INTO ticket (serial, created, subject, body, contact, language,"
               " idempotency_key) VALUES (:serial, :created, :subject, :body, :contact, :language,"
               " :idempotency_key)",
      soci::use(serial), soci::use(created), soci::use(ticket.subject), soci::use(ticket.body),
      soci::use(ticket.contact), soci::use(ticket.language), soci::use(ticket.idempotency_key, key);
  transaction.commit();
  return Ticket{FormatTicketNumber(serial),
                created,
                ticket.subject,
                ticket.body,
                ticket.contact,
                ticket.language};
}

Result<Ticket> SqlStore::AddTicket(const NewTicket& ticket) {
  return Locked<Ticket>("store the request", [&] { return Insert(ticket); });
}

Result<Ticket> SqlStore::FindByIdempotencyKey(std::string_view key) {
  if (key.empty()) return Fail(ErrorCode::kNotFound, "there is no such request");
  return Locked<Ticket>("read the request",
                        [&] { return Select("idempotency_key", std::string(key)); });
}

Result<Ticket> SqlStore::FindTicket(std::string_view number) {
  const std::optional<std::int64_t> serial = ParseTicketNumber(number);
  if (!serial) {
    return Fail(
        ErrorCode::kInvalidArgument,
        "this is no request number: it looks like ZL-10000 and its last digit checks the others");
  }
  return Locked<Ticket>("read the request",
                        [&] { return Select("serial", static_cast<long long>(*serial)); });
}

// Writes a value that is already there: SQLite logs and syncs it all the same.
Status SqlStore::Check() {
  return Locked<void>("write the state", [&]() -> Status {
    soci::transaction transaction(*session_);
    *session_ << "UPDATE counter SET value = value WHERE name = 'ticket'";
    transaction.commit();
    return {};
  });
}

}  // namespace

Result<std::unique_ptr<Store>> Store::Open(const fs::path& file) {
  Result<std::unique_ptr<soci::session>> session = OpenSqlite(file);
  if (!session) return tl::unexpected(session.error());
  try {
    if (Status migrated = Migrate(**session); !migrated) {
      return Fail(migrated.error().code, file.string() + ": " + migrated.error().message);
    }
  } catch (const soci::soci_error& error) {
    return tl::unexpected(TranslateSqliteError(error, "bring the state up to date", file));
  }
  return std::make_unique<SqlStore>(*std::move(session), file);
}

}  // namespace zeroline

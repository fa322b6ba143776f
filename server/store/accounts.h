// Who may sign in, what they may do, and the record of who changed what.
//
// Nothing here knows a password or a secret: passwords arrive as the text that libsodium's
// crypto_pwhash_str() makes of them, random secrets as their hash (see credentials.h).
//
// Thread-safe. A call that returned success has reached the disk.
#ifndef ZEROLINE_SERVER_STORE_ACCOUNTS_H_
#define ZEROLINE_SERVER_STORE_ACCOUNTS_H_

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/store/sql_connection.h"

namespace soci {
class session;
}

namespace zeroline {

struct Account {
  std::string name;
  std::string password_hash;
  std::vector<std::string> roles;      // sorted
  std::vector<std::string> audiences;  // sorted; "public", which everybody reads, is left out
  std::int64_t created = 0;            // Unix seconds
  bool is_disabled = false;
};

// One line of the record. No passwords and no secrets, whatever happened.
struct AuditEntry {
  std::int64_t at = 0;  // Unix seconds; set when it is written
  std::string who;      // who did it: an account, "command line", or the name that was typed
  std::string what;     // "signed in", "sign-in failed", "account added", ...
  std::string whom;     // the account it was done to; "" if it is the same
  std::string address;  // network address it came from; "" if from none
};

// Whether a change may leave no enabled account with the role "admin".
enum class LastAdmin { kMayGo, kStays };

class Accounts {
 public:
  // `connection` outlives this.
  explicit Accounts(SqlConnection* connection) : connection_(*connection) {}

  // kConflict if there is one of this name.
  Status Add(const Account& account, const AuditEntry& audit);
  // The very first account, by the holder of the link whose hash this is. kNotFound if there is no
  // such link, if it is older than `lifetime` seconds, or if there is any account already. The link
  // is used up.
  Status AddFirst(const Account& account, std::string_view link_hash, std::int64_t lifetime,
                  const AuditEntry& audit);
  Result<Account> Find(std::string_view name);  // kNotFound
  Result<std::vector<Account>> List();          // by name
  Result<std::size_t> Count();

  // These end the account's sessions, and the last two its API tokens. kNotFound without account;
  // kConflict if it is the last admin and has to stay. `kept_session` is the hash of the session
  // that goes on; "": none.
  Status SetPassword(std::string_view name, const std::string& hash, const AuditEntry& audit,
                     std::string_view kept_session = "");
  Status Disable(std::string_view name, const AuditEntry& audit,
                 LastAdmin last_admin = LastAdmin::kMayGo);
  Status Remove(std::string_view name, const AuditEntry& audit,
                LastAdmin last_admin = LastAdmin::kMayGo);

  Status Enable(std::string_view name, const AuditEntry& audit);
  // kConflict as above.
  Status SetRights(std::string_view name, const std::vector<std::string>& roles,
                   const std::vector<std::string>& audiences, const AuditEntry& audit,
                   LastAdmin last_admin = LastAdmin::kMayGo);
  // The same password, hashed at today's cost: sessions stay.
  Status Rehash(std::string_view name, const std::string& hash);

  Status Record(const AuditEntry& audit);
  // The same, but once a day (UTC) for equal `who`, `what` and `address`, whatever restarts there
  // are; once it is written, further calls of the day do not ask the disk.
  Status RecordDaily(const AuditEntry& audit);
  // Newest first; at most 1000.
  Result<std::vector<AuditEntry>> ListAudit(std::size_t limit, std::size_t offset = 0);
  // Deletes what is older than `before`. How many lines.
  Result<std::size_t> PurgeAudit(std::int64_t before);

 private:
  // True if `key` was noted at this day already; notes it.
  bool WasNoted(std::int64_t day, const std::string& key);
  void Forget(const std::string& key);

  SqlConnection& connection_;
  std::mutex mutex_;
  std::int64_t noted_day_ = 0;   // guarded by mutex_
  std::set<std::string> noted_;  // guarded by mutex_
};

// Writes a line within the caller's transaction. Throws soci_error.
void InsertAudit(soci::session& session, const AuditEntry& audit, std::int64_t now);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_ACCOUNTS_H_

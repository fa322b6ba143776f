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

  // These end the account's sessions, and the last two its API tokens. kNotFound without account.
  Status SetPassword(std::string_view name, const std::string& hash, const AuditEntry& audit);
  Status Disable(std::string_view name, const AuditEntry& audit);
  Status Remove(std::string_view name, const AuditEntry& audit);

  Status Enable(std::string_view name, const AuditEntry& audit);
  Status SetRights(std::string_view name, const std::vector<std::string>& roles,
                   const std::vector<std::string>& audiences, const AuditEntry& audit);
  // The same password, hashed at today's cost: sessions stay.
  Status Rehash(std::string_view name, const std::string& hash);

  Status Record(const AuditEntry& audit);
  // Newest first.
  Result<std::vector<AuditEntry>> ListAudit(std::size_t limit);
  // Deletes what is older than `before`. How many lines.
  Result<std::size_t> PurgeAudit(std::int64_t before);

 private:
  SqlConnection& connection_;
};

// Writes a line within the caller's transaction. Throws soci_error.
void InsertAudit(soci::session& session, const AuditEntry& audit, std::int64_t now);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_ACCOUNTS_H_

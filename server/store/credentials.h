// What proves who somebody is without a password: sessions, personal API tokens, and the link that
// makes the first account. All are random secrets, and all that is stored of them is a hash.
//
// Thread-safe. A call that returned success has reached the disk.
#ifndef ZEROLINE_SERVER_STORE_CREDENTIALS_H_
#define ZEROLINE_SERVER_STORE_CREDENTIALS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/store/accounts.h"
#include "server/store/sql_connection.h"

namespace zeroline {

// Seconds. A session ends when nobody used it for `idle`, or `absolute` after it began.
struct SessionLifetime {
  std::int64_t idle = 0;
  std::int64_t absolute = 0;
};

struct ApiToken {
  std::int64_t id = 0;
  std::string account;
  std::string label;           // what its owner calls it
  std::int64_t created = 0;    // Unix seconds
  std::int64_t last_used = 0;  // Unix seconds, to the minute; 0: never
};

class Credentials {
 public:
  // `connection` outlives this.
  explicit Credentials(SqlConnection* connection) : connection_(*connection) {}

  // Also ends `replaced`, the session the browser came with, if it is one.
  Status AddSession(std::string_view hash, std::string_view replaced, const AuditEntry& audit);
  // The account whose session it is, with the rights it has now. Notes the use, to the minute.
  // kNotFound if it has expired or ended, or if the account is disabled.
  Result<Account> FindSession(std::string_view hash, const SessionLifetime& lifetime);
  // Ending what is no session changes nothing. `audit.who` is filled in.
  Status EndSession(std::string_view hash, AuditEntry audit);

  Result<ApiToken> AddToken(std::string_view hash, const std::string& account,
                            const std::string& label, const AuditEntry& audit);
  // As FindSession().
  Result<Account> FindToken(std::string_view hash);
  Result<std::vector<ApiToken>> ListTokens(const std::string& account);  // "" for all; oldest first
  Status RevokeToken(std::int64_t id, const AuditEntry& audit);          // kNotFound

  // The one link by which the first account can be made; earlier ones are void.
  Status SetFirstLink(std::string_view hash);
  // kNotFound under the same conditions as Accounts::AddFirst().
  Status CheckFirstLink(std::string_view hash, std::int64_t lifetime);

  // Deletes sessions that are over. How many.
  Result<std::size_t> PurgeSessions(const SessionLifetime& lifetime);

 private:
  SqlConnection& connection_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_CREDENTIALS_H_

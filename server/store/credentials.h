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

struct SessionUse {
  std::string hash;
  std::int64_t created = 0;    // Unix seconds
  std::int64_t last_used = 0;  // Unix seconds, to the minute
};

struct ApiToken {
  std::int64_t id = 0;
  std::string account;
  std::string label;           // what its owner calls it
  std::int64_t created = 0;    // Unix seconds
  std::int64_t last_used = 0;  // Unix seconds, to the minute; 0: never
  std::int64_t expires = 0;    // Unix seconds; 0: never
};

struct TokenUse {
  Account account;  // with the rights it has now
  ApiToken token;
};

class Credentials {
 public:
  // `connection` outlives this.
  explicit Credentials(SqlConnection* connection) : connection_(*connection) {}

  std::int64_t Now() const { return connection_.Now(); }  // Unix seconds

  // Also ends `replaced`, the session the browser came with, if it is one.
  Status AddSession(std::string_view hash, std::string_view replaced, const AuditEntry& audit);
  // The account whose session it is, with the rights it has now. Notes the use, to the minute.
  // kNotFound if it has expired or ended, or if the account is disabled.
  Result<Account> FindSession(std::string_view hash, const SessionLifetime& lifetime);
  // Ending what is no session changes nothing. `audit.who` is filled in.
  Status EndSession(std::string_view hash, AuditEntry audit);

  // Those that are not over, the last used first; at most 100.
  Result<std::vector<SessionUse>> ListSessions(const std::string& account,
                                               const SessionLifetime& lifetime);
  // All of the account's but `kept`.
  Status EndSessions(const std::string& account, std::string_view kept, const AuditEntry& audit);

  // Account, label and expiry are those of `wanted`. kConflict if the account has kMaxTokens.
  static constexpr int kMaxTokens = 100;
  Result<ApiToken> AddToken(std::string_view hash, const ApiToken& wanted, const AuditEntry& audit);
  // As FindSession().
  Result<TokenUse> FindToken(std::string_view hash);
  Result<std::vector<ApiToken>> ListTokens(const std::string& account);  // "" for all; oldest first
  // kNotFound if there is none of that number, or if it is not `owner`'s ("": anybody's). What it
  // was is filled into `audit`.
  Status RevokeToken(std::int64_t id, const std::string& owner, AuditEntry audit);

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

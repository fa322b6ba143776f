// Parts of accounts that credentials look at within their own transactions. All throw soci_error.
#ifndef ZEROLINE_SERVER_STORE_ACCOUNT_ROWS_H_
#define ZEROLINE_SERVER_STORE_ACCOUNT_ROWS_H_

#include <cstdint>
#include <string>

#include "server/store/accounts.h"

namespace soci {
class row;
class session;
}  // namespace soci

namespace zeroline {

// A row with the columns name, password_hash, created, disabled, together with its rights.
Account AccountOf(soci::session& session, const soci::row& row);

Result<Account> SelectAccount(soci::session& session, const std::string& name);

// kNotFound unless the link was made after `not_before` and there is no account yet.
Status FindFirstLink(soci::session& session, const std::string& hash, std::int64_t not_before);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_ACCOUNT_ROWS_H_

// What differs between databases: how a session is opened so that a commit has reached the disk,
// and what an error means. The rest of the room speaks the SQL they share.
#ifndef ZEROLINE_SERVER_STORE_BACKEND_H_
#define ZEROLINE_SERVER_STORE_BACKEND_H_

#include <filesystem>
#include <memory>
#include <string>

#include "indexer/error/result.h"

namespace soci {
class session;
class soci_error;
}  // namespace soci

namespace zeroline {

// Opens or creates the file, readable by its owner only, as it holds what people wrote to the help
// desk.
Result<std::unique_ptr<soci::session>> OpenSqlite(const std::filesystem::path& file);

// An error of a database as one of ours. `doing` completes "cannot ...": "store the request".
Error TranslateSqliteError(const soci::soci_error& error, const std::string& doing,
                           const std::filesystem::path& file);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_BACKEND_H_

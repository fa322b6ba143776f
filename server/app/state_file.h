// The state as commands open it, beside a server that may be running on it.
#ifndef ZEROLINE_SERVER_APP_STATE_FILE_H_
#define ZEROLINE_SERVER_APP_STATE_FILE_H_

#include <filesystem>
#include <memory>

#include "indexer/error/result.h"
#include "server/store/store.h"

namespace zeroline {

// kNotFound if there is no such file: a command never makes a state, as a name that was mistyped
// would.
Result<std::unique_ptr<Store>> OpenExistingState(const std::filesystem::path& file);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_STATE_FILE_H_

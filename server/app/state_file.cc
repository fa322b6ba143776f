#include "server/app/state_file.h"

#include <system_error>

namespace zeroline {

Result<std::unique_ptr<Store>> OpenExistingState(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    return Fail(ErrorCode::kNotFound, "there is no state in " + file.string() +
                                          "; name the file that the server runs with (--state)");
  }
  return Store::Open(file);
}

}  // namespace zeroline

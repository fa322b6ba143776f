// A state that nothing can be read from or written to, as a damaged disk leaves it.
#ifndef ZEROLINE_TESTS_SUPPORT_BROKEN_STATE_H_
#define ZEROLINE_TESTS_SUPPORT_BROKEN_STATE_H_

#include <filesystem>
#include <string>

namespace zeroline::testing {

// Runs SQL on the state as another program would. Throws if it fails.
void ExecuteSql(const std::filesystem::path& state, const std::string& sql);

// From here every call for tickets fails, of stores that are open as well.
void BreakTickets(const std::filesystem::path& state);

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SUPPORT_BROKEN_STATE_H_

#include "tests/support/broken_state.h"

#include <sqlite3.h>

#include <memory>
#include <stdexcept>

namespace zeroline::testing {
namespace {

// A store that is open may be writing.
constexpr int kPatienceMilliseconds = 10'000;

}  // namespace

void ExecuteSql(const std::filesystem::path& state, const std::string& sql) {
  sqlite3* opened = nullptr;
  const int status = sqlite3_open(state.c_str(), &opened);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, &sqlite3_close);
  sqlite3_busy_timeout(opened, kPatienceMilliseconds);
  if (status != SQLITE_OK ||
      sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(state.string() + ": " + sqlite3_errmsg(opened));
  }
}

void BreakTickets(const std::filesystem::path& state) {
  ExecuteSql(state, "ALTER TABLE ticket RENAME TO lost_ticket");
}

}  // namespace zeroline::testing

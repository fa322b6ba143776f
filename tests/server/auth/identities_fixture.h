// Identities over a real store, with both clocks in the test's hands.
#ifndef ZEROLINE_TESTS_SERVER_AUTH_IDENTITIES_FIXTURE_H_
#define ZEROLINE_TESTS_SERVER_AUTH_IDENTITIES_FIXTURE_H_

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>

#include "server/auth/identities.h"
#include "tests/support/temp_tree.h"

namespace zeroline {

inline constexpr const char* kPassword = "correct horse battery";
inline constexpr const char* kHome = "192.0.2.7";

class IdentitiesTest : public ::testing::Test {
 protected:
  IdentitiesTest() : store_(Open()), identities_(store_.get(), [this] { return steady_; }) {}

  std::unique_ptr<Store> Open() {
    auto store = Store::Open(tree_.path() / "state.db", [this] { return now_; });
    if (!store) throw std::runtime_error(store.error().message);
    return *std::move(store);
  }

  void AddAnna() {
    const Status added =
        identities_.AddAccount({"anna", kPassword, {"agent"}, {"internal"}}, "command line");
    ASSERT_TRUE(added) << added.error().message;
  }

  SignIn Try(const std::string& name, const std::string& password,
             const std::string& address = kHome, const std::string& old = "") {
    const Result<SignIn> tried = identities_.TrySignIn(name, password, address, old);
    if (!tried) throw std::runtime_error(tried.error().message);
    return *tried;
  }

  // Everything the store has written, as bytes.
  std::string State() {
    std::string all;
    for (const char* name : {"state.db", "state.db-wal"}) {
      std::ifstream file(tree_.path() / name, std::ios::binary);
      all.append(std::istreambuf_iterator<char>(file), {});
    }
    return all;
  }

  testing::TempTree tree_;
  std::int64_t now_ = 1'000'000;
  AttemptLimit::Clock::time_point steady_{std::chrono::hours(1)};
  std::unique_ptr<Store> store_;
  Identities identities_;
};

}  // namespace zeroline

#endif  // ZEROLINE_TESTS_SERVER_AUTH_IDENTITIES_FIXTURE_H_

// Slows down whoever guesses passwords, and nobody else.
//
// Failures are counted per network, and per account together with the network: whoever guesses
// waits longer and longer, while the account's owner signs in from anywhere else as ever. Nothing
// is counted per account alone, as that would let a stranger lock its owner out.
#ifndef ZEROLINE_SERVER_AUTH_ATTEMPT_LIMIT_H_
#define ZEROLINE_SERVER_AUTH_ATTEMPT_LIMIT_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace zeroline {

// The network an address belongs to: of IPv6 its first 64 bits, which one household or one rented
// machine has to itself (RFC 6177); an IPv4 address that came as IPv6 is itself; else the address.
std::string NetworkOf(const std::string& address);

// Thread-safe. Remembers at most kMaxRemembered guessers, those who failed last.
class AttemptLimit {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kMaxRemembered = 20'000;
  static constexpr int kFreePerAccount = 5;   // failures before the first wait
  static constexpr int kFreePerNetwork = 30;  // offices share an address
  static constexpr std::chrono::seconds kLongestWait{15 * 60};
  static constexpr std::chrono::hours kMemory{24};  // after the last failure

  explicit AttemptLimit(std::function<Clock::time_point()> now = &Clock::now);

  // Nothing if a password may be tried now; it counts as a failure until Forgive(), so that a
  // hundred attempts at once are a hundred. Else how long to wait, at least a second: 1, 2, 4, ...
  std::optional<std::chrono::seconds> Begin(std::string_view account, const std::string& address);

  // The attempt was right: this account's failures from this network are forgotten, and the
  // attempt itself is not counted against the network.
  void Forgive(std::string_view account, const std::string& address);

 private:
  struct Failures {
    int count = 0;
    Clock::time_point last;
    Clock::time_point not_before;
  };
  Failures& At(const std::string& key, Clock::time_point now);
  void ForgetSome(Clock::time_point now);

  const std::function<Clock::time_point()> now_;
  std::mutex mutex_;
  std::unordered_map<std::string, Failures> failures_;  // guarded by mutex_
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_AUTH_ATTEMPT_LIMIT_H_

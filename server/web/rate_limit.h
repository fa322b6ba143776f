// How often one address may do something that costs us: a token bucket per address.
#ifndef ZEROLINE_SERVER_WEB_RATE_LIMIT_H_
#define ZEROLINE_SERVER_WEB_RATE_LIMIT_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/auth/attempt_limit.h"

namespace zeroline {

// Thread-safe. Remembers at most kMaxAddresses; beyond that, addresses with full buckets are
// forgotten first, as forgetting those changes nothing.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kMaxAddresses = 10'000;

  // `burst` at once, and one more every `refill`. `now` is for tests.
  RateLimit(int burst, std::chrono::milliseconds refill,
            std::function<Clock::time_point()> now = &Clock::now);

  // Takes one from the address's bucket; of NetworkOf() (server/auth/attempt_limit.h) if a
  // subscriber is to count and not each of their addresses. Nothing if there was one; else how long
  // until there is, rounded up, at least a second: the value of Retry-After.
  std::optional<std::chrono::seconds> Take(std::string_view address);

 private:
  struct Bucket {
    double tokens = 0;
    Clock::time_point updated;
  };
  void Refill(Bucket* bucket, Clock::time_point now) const;
  void ForgetSome(Clock::time_point now);

  const double burst_;
  const std::chrono::duration<double> refill_;
  const std::function<Clock::time_point()> now_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;  // guarded by mutex_
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_RATE_LIMIT_H_

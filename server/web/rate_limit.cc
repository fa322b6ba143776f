#include "server/web/rate_limit.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace zeroline {

RateLimit::RateLimit(int burst, std::chrono::milliseconds refill,
                     std::function<Clock::time_point()> now)
    : burst_(burst), refill_(refill), now_(std::move(now)) {}

void RateLimit::Refill(Bucket* bucket, Clock::time_point now) const {
  const std::chrono::duration<double> passed = now - bucket->updated;
  bucket->tokens = std::min(burst_, bucket->tokens + passed / refill_);
  bucket->updated = now;
}

// Full buckets first; if all are in use, everything: then the limit is generous for a moment, and
// memory stays bounded.
void RateLimit::ForgetSome(Clock::time_point now) {
  for (auto it = buckets_.begin(); it != buckets_.end();) {
    Refill(&it->second, now);
    it = it->second.tokens >= burst_ ? buckets_.erase(it) : std::next(it);
  }
  if (buckets_.size() >= kMaxAddresses) buckets_.clear();
}

std::optional<std::chrono::seconds> RateLimit::Take(std::string_view address) {
  const std::lock_guard lock(mutex_);
  const Clock::time_point now = now_();
  if (buckets_.size() >= kMaxAddresses) ForgetSome(now);
  Bucket& bucket = buckets_.try_emplace(std::string(address), Bucket{burst_, now}).first->second;
  Refill(&bucket, now);
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::nullopt;
  }
  const double wait = (1 - bucket.tokens) * refill_.count();
  return std::chrono::seconds(std::max(1L, std::lround(std::ceil(wait))));
}

}  // namespace zeroline

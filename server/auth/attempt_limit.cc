#include "server/auth/attempt_limit.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

namespace zeroline {
namespace {

using std::chrono::seconds;

// 0 while failures are free, then 1, 2, 4, ... seconds.
seconds WaitAfter(int failures, int free) {
  constexpr int kMostDoublings = 10;
  if (failures < free) return seconds(0);
  const seconds wait(1 << std::min(failures - free, kMostDoublings));
  return std::min(wait, AttemptLimit::kLongestWait);
}

// A NUL stands in no address and no name of an account.
std::string AccountKey(std::string_view account, const std::string& network) {
  return network + '\0' + std::string(account);
}

}  // namespace

std::string NetworkOf(const std::string& address) {
  constexpr std::size_t kPrefixBytes = 8;
  in6_addr parsed{};
  if (::inet_pton(AF_INET6, address.c_str(), &parsed) != 1) return address;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (IN6_IS_ADDR_V4MAPPED(&parsed)) {
    return ::inet_ntop(AF_INET, std::begin(parsed.s6_addr) + 12, text.data(), text.size());
  }
  std::fill(std::begin(parsed.s6_addr) + kPrefixBytes, std::end(parsed.s6_addr), std::uint8_t{0});
  ::inet_ntop(AF_INET6, &parsed, text.data(), text.size());
  return std::string(text.data()) + "/64";
}

AttemptLimit::AttemptLimit(std::function<Clock::time_point()> now) : now_(std::move(now)) {}

AttemptLimit::Failures& AttemptLimit::At(const std::string& key, Clock::time_point now) {
  if (failures_.size() >= kMaxRemembered && !failures_.contains(key)) ForgetSome(now);
  Failures& failures = failures_[key];
  if (failures.count > 0 && now - failures.last > kMemory) failures = {};
  return failures;
}

// Those who failed longest ago go first, a tenth at a time, so that this is seldom.
void AttemptLimit::ForgetSome(Clock::time_point now) {
  std::erase_if(failures_, [&](const auto& item) { return now - item.second.last > kMemory; });
  if (failures_.size() < kMaxRemembered) return;
  std::vector<Clock::time_point> times;
  times.reserve(failures_.size());
  for (const auto& [key, failures] : failures_) times.push_back(failures.last);
  const auto tenth = times.begin() + static_cast<std::ptrdiff_t>(kMaxRemembered / 10);
  std::nth_element(times.begin(), tenth, times.end());
  const Clock::time_point oldest = *tenth;
  std::erase_if(failures_, [&](const auto& item) { return item.second.last <= oldest; });
}

std::optional<seconds> AttemptLimit::Begin(std::string_view account, const std::string& address) {
  const std::lock_guard lock(mutex_);
  const Clock::time_point now = now_();
  const std::string network = NetworkOf(address);
  const std::pair<std::string, int> kept[] = {{AccountKey(account, network), kFreePerAccount},
                                              {network, kFreePerNetwork}};
  Clock::time_point not_before = now;
  for (const auto& [key, free] : kept) {
    const auto found = failures_.find(key);
    if (found != failures_.end()) not_before = std::max(not_before, found->second.not_before);
  }
  if (not_before > now) {
    return std::max(seconds(1), std::chrono::ceil<seconds>(not_before - now));
  }
  for (const auto& [key, free] : kept) {
    Failures& failures = At(key, now);
    ++failures.count;
    failures.last = now;
    failures.not_before = now + WaitAfter(failures.count, free);
  }
  return std::nullopt;
}

void AttemptLimit::Forgive(std::string_view account, const std::string& address) {
  const std::lock_guard lock(mutex_);
  const std::string network = NetworkOf(address);
  failures_.erase(AccountKey(account, network));
  const auto found = failures_.find(network);
  if (found == failures_.end()) return;
  found->second.count = std::max(0, found->second.count - 1);
  found->second.not_before = found->second.last + WaitAfter(found->second.count, kFreePerNetwork);
}

}  // namespace zeroline

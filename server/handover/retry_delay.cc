#include "server/handover/retry_delay.h"

#include <algorithm>

namespace zeroline {

std::chrono::milliseconds RetryDelay(int attempts, std::chrono::milliseconds first,
                                     std::chrono::milliseconds longest, double share) {
  std::chrono::milliseconds most = first;
  for (int i = 1; i < attempts && most < longest; ++i) most *= 2;
  most = std::min(most, longest);
  const auto part = static_cast<std::chrono::milliseconds::rep>(static_cast<double>(most.count()) *
                                                                std::clamp(share, 0.0, 1.0));
  return std::chrono::milliseconds(std::max<std::chrono::milliseconds::rep>(1, part));
}

}  // namespace zeroline

#include "server/deflection/proportion.h"

#include <algorithm>
#include <cmath>

namespace zeroline {
namespace {

constexpr double kNormalQuantile = 1.959963984540054;  // of 0.975

}  // namespace

Proportion ProportionOf(std::size_t count, std::size_t total) {
  Proportion proportion;
  proportion.count = count;
  proportion.total = total;
  if (total == 0) return proportion;
  const auto n = static_cast<double>(total);
  const double p = static_cast<double>(count) / n;
  const double z2 = kNormalQuantile * kNormalQuantile;
  const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
  const double half =
      kNormalQuantile / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
  proportion.share = p;
  // Rounding must not leave a bound a hair outside of what it bounds.
  proportion.low = std::clamp(middle - half, 0.0, p);
  proportion.high = std::clamp(middle + half, p, 1.0);
  return proportion;
}

Difference DifferenceOf(const Proportion& first, const Proportion& second) {
  if (first.total == 0 || second.total == 0) return {};
  Difference difference;
  difference.value = first.share - second.share;
  difference.low =
      difference.value - std::hypot(first.share - first.low, second.high - second.share);
  difference.high =
      difference.value + std::hypot(first.high - first.share, second.share - second.low);
  return difference;
}

}  // namespace zeroline

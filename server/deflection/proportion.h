// How sure is a share that was counted? Intervals of 95 %. Pure.
//
// Both intervals come from Wilson's score, which stays within 0..1 and is honest for few
// observations and for shares near 0: E. B. Wilson, Probable inference, the law of succession, and
// statistical inference, 1927; R. G. Newcombe, Interval estimation for the difference between
// independent proportions: comparison of eleven methods, Statistics in Medicine 17, 1998.
#ifndef ZEROLINE_SERVER_DEFLECTION_PROPORTION_H_
#define ZEROLINE_SERVER_DEFLECTION_PROPORTION_H_

#include <cstddef>

namespace zeroline {

// `count` of `total`, with Wilson's score interval. With a total of 0 nothing is known: share 0,
// between 0 and 1.
struct Proportion {
  std::size_t count = 0;
  std::size_t total = 0;
  double share = 0;
  double low = 0;
  double high = 1;
};

Proportion ProportionOf(std::size_t count, std::size_t total);

// `first` minus `second`, with Newcombe's hybrid score interval (his method 10).
struct Difference {
  double value = 0;
  double low = -1;
  double high = 1;
};

Difference DifferenceOf(const Proportion& first, const Proportion& second);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_DEFLECTION_PROPORTION_H_

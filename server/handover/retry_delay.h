// How long to wait before a delivery is tried again.
#ifndef ZEROLINE_SERVER_HANDOVER_RETRY_DELAY_H_
#define ZEROLINE_SERVER_HANDOVER_RETRY_DELAY_H_

#include <chrono>

namespace zeroline {

// Exponential backoff with full jitter (Brooker, M.: Exponential Backoff And Jitter, 2015): `share`
// of the smaller of `longest` and `first` * 2^(attempts - 1), and at least a millisecond.
// `attempts` were made so far; `share` is drawn evenly from [0, 1).
std::chrono::milliseconds RetryDelay(int attempts, std::chrono::milliseconds first,
                                     std::chrono::milliseconds longest, double share);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_RETRY_DELAY_H_

// Moments as the state keeps them: Unix seconds, UTC.
#ifndef ZEROLINE_SERVER_STORE_UNIX_TIME_H_
#define ZEROLINE_SERVER_STORE_UNIX_TIME_H_

#include <cstdint>
#include <string>

namespace zeroline {

// Now.
std::int64_t SystemSeconds();
// The same in milliseconds, as the outbox counts.
std::int64_t SystemMilliseconds();

// In UTC, with a format of strftime(); "" for 0, which stands for never.
std::string FormatUtc(std::int64_t unix_seconds, const char* format);

// "2026-03-01T09:30:00Z" (RFC 3339); "" for 0.
std::string IsoTime(std::int64_t unix_seconds);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_UNIX_TIME_H_

// What the server says to whoever runs it: one line per event on standard error.
//
// Lines go through a bounded queue to a writing thread, so that no request waits for a slow
// terminal; if the queue is full the oldest lines are dropped. Thread-safe. Usable before
// StartLog() (then unqueued).
#ifndef ZEROLINE_SERVER_TELEMETRY_LOG_H_
#define ZEROLINE_SERVER_TELEMETRY_LOG_H_

#include <chrono>
#include <string_view>

namespace zeroline {

// Starts the queue and its thread; once per process, after any fork().
void StartLog();
// Writes what is queued and stops the thread.
void StopLog();

void LogInfo(std::string_view message);
void LogWarning(std::string_view message);
void LogError(std::string_view message);

// Only what is not personal: `route` is the pattern of the URL table, never the URL.
void LogAccess(std::string_view method, std::string_view route, int status,
               std::chrono::microseconds time);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_TELEMETRY_LOG_H_

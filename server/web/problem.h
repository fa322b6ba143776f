// Errors of the JSON doors: problem details (RFC 9457), application/problem+json.
#ifndef ZEROLINE_SERVER_WEB_PROBLEM_H_
#define ZEROLINE_SERVER_WEB_PROBLEM_H_

#include <chrono>
#include <string>
#include <string_view>

#include "indexer/error/result.h"
#include "server/web/door.h"

namespace zeroline {

// {"type":"about:blank","title":"Bad Request","status":400,"detail":"..."}; the title is the
// status's own phrase. `detail` is for the person who wrote the client: what is wrong and what
// would be right.
WebResponse Problem(int status, std::string_view detail);

// 429, with the time after which one may come again.
WebResponse TooManyRequests(std::chrono::seconds wait);

// The status that fits the error's code. Messages of kIo, kCorrupt and kInternal name files and are
// for the log, so the reader gets a general sentence instead.
WebResponse ProblemFrom(const Error& error);
int StatusFrom(ErrorCode code);

// "Not Found" for 404; "" for a status we never send.
std::string_view StatusPhrase(int status);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PROBLEM_H_

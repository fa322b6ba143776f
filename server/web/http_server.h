// HTTP/1.1: turns what arrives on connections into WebRequests, asks the router for the door, and
// sends what the door answers, with the headers that protect readers.
//
// The library (cpp-httplib) parses and writes; who may connect and for how long is
// ConnectionLoop's. Doors run on many threads at once.
#ifndef ZEROLINE_SERVER_WEB_HTTP_SERVER_H_
#define ZEROLINE_SERVER_WEB_HTTP_SERVER_H_

#include <functional>
#include <memory>
#include <string>

#include "indexer/error/result.h"
#include "server/config/config.h"
#include "server/telemetry/metrics.h"
#include "server/web/door.h"
#include "server/web/router.h"

namespace zeroline {

// Request line and headers together; longer ones are refused with 414 or 431.
inline constexpr std::size_t kMaxHeadBytes = 32 * 1024;

class HttpServer {
 public:
  // Keeps references to all four; they outlive the server.
  HttpServer(const Config& config, const Router& router, ErrorDoor error_door, Metrics* metrics);
  ~HttpServer();

  // Opens config.listen_host and listen_port; from here nobody is refused. Returns the port.
  Result<int> Listen();
  // Answers until Stop(), then finishes what has begun.
  void Run();
  // From any thread, and from a signal handler.
  void Stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_HTTP_SERVER_H_

// Who is connected: accepts connections, watches the idle ones with one thread (epoll), and gives
// those that have something to say to a worker. An idle keep-alive connection costs a file
// descriptor, not a thread.
//
// At most max_connections are open. When that many are, the connection idle for longest makes room;
// if none is idle, new ones wait in the backlog of the kernel.
#ifndef ZEROLINE_SERVER_WEB_CONNECTION_LOOP_H_
#define ZEROLINE_SERVER_WEB_CONNECTION_LOOP_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "indexer/error/result.h"
#include "server/web/connection.h"

namespace zeroline {

class ConnectionLoop {
 public:
  enum class After { kKeep, kClose };
  // Answers one request of the connection. Runs on a worker; called by several at once. Does not
  // throw.
  using Serve = std::function<After(Connection*)>;

  struct Limits {
    std::size_t max_connections = 1024;
    std::chrono::seconds idle_timeout{15};
  };

  ConnectionLoop(Limits limits, Serve serve);
  ~ConnectionLoop();

  // Opens the listening socket; from here the kernel accepts for us. Returns the port, which is
  // chosen by the system if `port` is 0. Once.
  Result<int> Listen(const std::string& host, int port);

  // Serves until Stop(), then finishes the requests that have begun and returns.
  void Run();

  // From any thread, and from a signal handler.
  void Stop();
  bool is_stopping() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_CONNECTION_LOOP_H_

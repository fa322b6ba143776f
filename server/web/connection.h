// One TCP connection of a client: bytes in and out under a deadline and a budget, so that nobody
// holds a thread by sending slowly or sending without end.
//
// Used by one thread at a time. Closes its socket when destroyed.
#ifndef ZEROLINE_SERVER_WEB_CONNECTION_H_
#define ZEROLINE_SERVER_WEB_CONNECTION_H_

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <string>

namespace zeroline {

class Connection {
 public:
  using Clock = std::chrono::steady_clock;

  // Why reading stopped before the request was complete.
  enum class Trouble { kNone, kClosed, kTimeout, kTooLarge };

  // Takes the non-blocking socket.
  Connection(int fd, std::string remote_address);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  int fd() const { return fd_; }
  const std::string& remote_address() const { return remote_address_; }

  // A new request begins: all of it must arrive within `timeout`, and its line and headers in at
  // most `max_head_bytes`.
  void BeginRequest(std::chrono::milliseconds timeout, std::size_t max_head_bytes);
  // The headers are complete: from here at most `max_bytes` more. Who sends a large body steadily
  // gets the time it takes: every `bytes_per_second` that arrived move the deadline by a second;
  // 0: nothing moves it.
  void BeginBody(std::size_t max_bytes, std::size_t bytes_per_second = 0) {
    budget_ = max_bytes;
    bytes_per_second_ = bytes_per_second;
  }

  // As recv(): the number of bytes, 0 at the end, -1 on trouble. Sends what waits to be sent before
  // it waits for more.
  ssize_t Read(char* out, std::size_t size);
  // Collects small writes, so that head and body leave in one packet. -1 if the client is gone or
  // takes nothing for too long.
  ssize_t Write(const char* data, std::size_t size);
  bool Flush();
  // Forgets what was collected and not yet sent.
  void Discard() { out_.clear(); }

  Trouble trouble() const { return trouble_; }
  // Bytes of this request seen so far, and whether its first line is complete.
  bool has_begun() const { return begun_; }
  bool has_line() const { return has_line_; }

  // True if bytes of the next request are here already, or come within `wait`.
  bool WaitForMore(std::chrono::milliseconds wait) const;
  // Says that no more will be sent and swallows for a moment what the client is still sending.
  // Without it the kernel answers unread bytes with a reset, which can overtake our last words.
  void CloseGently();

 private:
  bool Fill();
  bool Send(const char* data, std::size_t size);

  const int fd_;
  const std::string remote_address_;
  std::string in_;
  std::size_t in_begin_ = 0;
  std::string out_;
  Clock::time_point deadline_;
  std::chrono::milliseconds timeout_{0};
  std::size_t budget_ = 0;
  std::size_t bytes_per_second_ = 0;
  Trouble trouble_ = Trouble::kNone;
  bool begun_ = false;
  bool has_line_ = false;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_CONNECTION_H_

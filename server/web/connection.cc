#include "server/web/connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace zeroline {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::size_t kCollectBytes = 64 * 1024;
// Slower readers than this (bytes per second) are given up.
constexpr std::size_t kSlowestReader = 4096;
constexpr milliseconds kGentleClose{500};
constexpr std::size_t kGentleBytes = 4 << 20;

bool WaitFor(int fd, short events, Connection::Clock::time_point deadline) {
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Connection::Clock::now());
    pollfd poll_fd{fd, events, 0};
    const int ready =
        ::poll(&poll_fd, 1, static_cast<int>(std::max(milliseconds(0), left).count()));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

}  // namespace

Connection::Connection(int fd, std::string remote_address)
    : fd_(fd), remote_address_(std::move(remote_address)) {}

Connection::~Connection() { ::close(fd_); }

void Connection::BeginRequest(milliseconds timeout, std::size_t max_head_bytes) {
  timeout_ = timeout;
  deadline_ = Clock::now() + timeout;
  budget_ = max_head_bytes;
  bytes_per_second_ = 0;
  trouble_ = Trouble::kNone;
  begun_ = false;
  has_line_ = false;
}

bool Connection::Fill() {
  in_.resize(kReadBytes);
  in_begin_ = 0;
  for (;;) {
    const ssize_t got = ::recv(fd_, in_.data(), in_.size(), 0);
    if (got > 0) {
      in_.resize(static_cast<std::size_t>(got));
      if (bytes_per_second_ > 0) {
        const auto bytes = std::chrono::microseconds(std::chrono::seconds(got));
        deadline_ += bytes / static_cast<std::int64_t>(bytes_per_second_);
      }
      return true;
    }
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      if (!out_.empty() && !Flush()) break;
      if (WaitFor(fd_, POLLIN, deadline_)) continue;
      trouble_ = Trouble::kTimeout;
    }
    break;
  }
  in_.clear();
  if (trouble_ == Trouble::kNone) trouble_ = Trouble::kClosed;
  return false;
}

ssize_t Connection::Read(char* out, std::size_t size) {
  if (size == 0) return 0;
  if (trouble_ != Trouble::kNone) return -1;
  if (budget_ == 0) {
    trouble_ = Trouble::kTooLarge;
    return -1;
  }
  if (in_begin_ == in_.size()) {
    // A client that always has one more byte ready never waits, so the clock is asked here too.
    if (begun_ && Clock::now() >= deadline_) trouble_ = Trouble::kTimeout;
    if (trouble_ != Trouble::kNone || !Fill()) return trouble_ == Trouble::kClosed ? 0 : -1;
  }
  const std::size_t count = std::min({size, in_.size() - in_begin_, budget_});
  std::memcpy(out, in_.data() + in_begin_, count);
  has_line_ = has_line_ || std::memchr(out, '\n', count) != nullptr;
  begun_ = true;
  in_begin_ += count;
  budget_ -= count;
  return static_cast<ssize_t>(count);
}

bool Connection::Send(const char* data, std::size_t size) {
  const auto deadline = Clock::now() + timeout_ + std::chrono::seconds(size / kSlowestReader);
  while (size > 0) {
    const ssize_t sent = ::send(fd_, data, size, MSG_NOSIGNAL);
    if (sent >= 0) {
      data += sent;
      size -= static_cast<std::size_t>(sent);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (!WaitFor(fd_, POLLOUT, deadline)) return false;
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

ssize_t Connection::Write(const char* data, std::size_t size) {
  if (out_.size() + size > kCollectBytes) {
    if (!Flush() || !Send(data, size)) return -1;
  } else {
    out_.append(data, size);
  }
  return static_cast<ssize_t>(size);
}

bool Connection::Flush() {
  const bool sent = Send(out_.data(), out_.size());
  out_.clear();
  return sent;
}

bool Connection::WaitForMore(milliseconds wait) const {
  return in_begin_ < in_.size() || WaitFor(fd_, POLLIN, Clock::now() + wait);
}

void Connection::CloseGently() {
  ::shutdown(fd_, SHUT_WR);
  const auto deadline = Clock::now() + kGentleClose;
  in_.resize(kReadBytes);
  for (std::size_t total = 0; total < kGentleBytes && WaitFor(fd_, POLLIN, deadline);) {
    const ssize_t got = ::recv(fd_, in_.data(), in_.size(), 0);
    if (got <= 0) break;
    total += static_cast<std::size_t>(got);
  }
}

}  // namespace zeroline

#include "server/web/connection_loop.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <list>
#include <mutex>
#include <utility>

#include "server/telemetry/log.h"
#include "server/web/worker_pool.h"

namespace zeroline {
namespace {

using std::chrono::milliseconds;

constexpr int kBacklog = 1024;
constexpr int kAcceptedAtOnce = 64;
// How long a worker stays with a connection after an answer: a busy client's next request then
// costs no change of threads.
constexpr milliseconds kStay{20};
constexpr milliseconds kTick{250};

struct Address {
  addrinfo* list = nullptr;
  ~Address() {
    if (list != nullptr) ::freeaddrinfo(list);
  }
};

std::string NumericHost(const sockaddr_storage& address, socklen_t size) {
  std::array<char, NI_MAXHOST> host{};
  if (::getnameinfo(reinterpret_cast<const sockaddr*>(&address), size, host.data(), host.size(),
                    nullptr, 0, NI_NUMERICHOST) != 0) {
    return "";
  }
  std::string text = host.data();
  constexpr std::string_view kMapped = "::ffff:";  // IPv4 on an IPv6 socket
  return text.starts_with(kMapped) ? text.substr(kMapped.size()) : text;
}

// A listening socket, or -1 with errno set.
int OpenListener(const addrinfo& info) {
  const int fd = ::socket(info.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  const int on = 1;
  ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // accepted sockets inherit it
  if (::bind(fd, info.ai_addr, info.ai_addrlen) == 0 && ::listen(fd, kBacklog) == 0) return fd;
  const int kept = errno;
  ::close(fd);
  errno = kept;
  return -1;
}

bool IsSomebodyWaiting(int listener) {
  pollfd poll_fd{listener, POLLIN, 0};
  return ::poll(&poll_fd, 1, 0) > 0;
}

int PortOf(int fd) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  if (address.ss_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6*>(&address)->sin6_port);
  }
  return ntohs(reinterpret_cast<const sockaddr_in*>(&address)->sin_port);
}

}  // namespace

struct ConnectionLoop::Impl {
  struct Idle {
    std::unique_ptr<Connection> connection;
    Connection::Clock::time_point since;
    std::list<Idle>::iterator self;
  };

  Impl(Limits l, Serve s) : limits(l), serve(std::move(s)), pool(l.max_connections) {
    epoll = ::epoll_create1(EPOLL_CLOEXEC);
    wake = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    Watch(wake, EPOLLIN, &wake);
  }
  ~Impl() {
    for (const int fd : {listener, wake, epoll}) {
      if (fd >= 0) ::close(fd);
    }
  }

  bool Watch(int fd, std::uint32_t events, void* tag) const {
    epoll_event event{};
    event.events = events;
    event.data.ptr = tag;
    return ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == 0;
  }
  void Unwatch(int fd) const { ::epoll_ctl(epoll, EPOLL_CTL_DEL, fd, nullptr); }

  void Wake() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t ignored = ::write(wake, &one, sizeof one);
  }

  void Accept();
  void Pause(bool pause);
  void Park(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> Unpark(Idle* idle);
  void Work(std::unique_ptr<Connection> connection);
  void Close(std::unique_ptr<Connection> connection);
  bool CloseOldest();
  void CloseExpired();
  void Handle(const epoll_event& event);

  const Limits limits;
  const Serve serve;
  int epoll = -1;
  int wake = -1;
  int listener = -1;
  std::atomic<bool> stopping{false};
  std::atomic<std::size_t> open{0};
  std::atomic<bool> paused{false};  // the listener is not watched
  bool told_of_no_files = false;
  std::mutex mutex;
  std::list<Idle> idle;  // guarded by mutex; longest idle first; removed by the loop's thread only
  WorkerPool pool;       // last: its threads use the rest
};

void ConnectionLoop::Impl::Close(std::unique_ptr<Connection> connection) {
  connection.reset();
  open.fetch_sub(1);
  if (paused.load()) Wake();
}

void ConnectionLoop::Impl::Park(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex);
    if (!stopping.load()) {
      idle.push_back({std::move(connection), Connection::Clock::now(), {}});
      Idle& parked = idle.back();
      parked.self = std::prev(idle.end());
      if (Watch(parked.connection->fd(), EPOLLIN | EPOLLRDHUP, &parked)) {
        if (paused.load()) Wake();
        return;
      }
      connection = std::move(parked.connection);
      idle.pop_back();
    }
  }
  Close(std::move(connection));
}

std::unique_ptr<Connection> ConnectionLoop::Impl::Unpark(Idle* parked) {
  const std::lock_guard lock(mutex);
  std::unique_ptr<Connection> connection = std::move(parked->connection);
  Unwatch(connection->fd());
  idle.erase(parked->self);
  return connection;
}

void ConnectionLoop::Impl::Work(std::unique_ptr<Connection> connection) {
  for (;;) {
    if (serve(connection.get()) == After::kClose || stopping.load()) break;
    if (!connection->WaitForMore(kStay)) return Park(std::move(connection));
  }
  Close(std::move(connection));
}

bool ConnectionLoop::Impl::CloseOldest() {
  Idle* oldest = nullptr;
  {
    const std::lock_guard lock(mutex);
    if (!idle.empty()) oldest = &idle.front();
  }
  if (oldest != nullptr) Close(Unpark(oldest));
  return oldest != nullptr;
}

void ConnectionLoop::Impl::CloseExpired() {
  for (;;) {
    Idle* expired = nullptr;
    {
      const std::lock_guard lock(mutex);
      if (idle.empty()) return;
      if (Connection::Clock::now() - idle.front().since < limits.idle_timeout) return;
      expired = &idle.front();
    }
    Close(Unpark(expired));
  }
}

void ConnectionLoop::Impl::Pause(bool pause) {
  if (paused.exchange(pause) == pause) return;
  if (pause) {
    Unwatch(listener);
  } else {
    Watch(listener, EPOLLIN, &listener);
  }
}

void ConnectionLoop::Impl::Accept() {
  for (int i = 0; i < kAcceptedAtOnce; ++i) {
    if (open.load() >= limits.max_connections) {
      if (!IsSomebodyWaiting(listener)) return;  // nobody is closed for nobody
      if (!CloseOldest()) return Pause(true);
    }
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int fd = ::accept4(listener, reinterpret_cast<sockaddr*>(&address), &size,
                             SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
      open.fetch_add(1);
      Park(std::make_unique<Connection>(fd, NumericHost(address, size)));
      continue;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) return;
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      if (!std::exchange(told_of_no_files, true)) {
        LogError(std::string("cannot accept a connection: ") + std::strerror(errno) +
                 "; raise the limit of open files (ulimit -n)");
      }
      if (!CloseOldest()) return Pause(true);  // the next tick tries again
    }
    // Anything else is the fault of one connection that is gone already.
  }
}

void ConnectionLoop::Impl::Handle(const epoll_event& event) {
  if (event.data.ptr == &wake) {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t ignored = ::read(wake, &count, sizeof count);
  } else if (event.data.ptr == &listener) {
    return;  // after the others, see Run()
  } else {
    // std::function can be copied, a connection cannot: the task carries the bare pointer and owns
    // it.
    Connection* ready = Unpark(static_cast<Idle*>(event.data.ptr)).release();
    const auto work = [this, ready] { Work(std::unique_ptr<Connection>(ready)); };
    if (!pool.Submit(work)) Close(std::unique_ptr<Connection>(ready));
  }
}

ConnectionLoop::ConnectionLoop(Limits limits, Serve serve)
    : impl_(std::make_unique<Impl>(limits, std::move(serve))) {}

ConnectionLoop::~ConnectionLoop() = default;

Result<int> ConnectionLoop::Listen(const std::string& host, int port) {
  const std::string place = host + ":" + std::to_string(port);
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  Address found;
  const int failure =
      ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found.list);
  if (failure != 0) {
    return Fail(ErrorCode::kInvalidArgument,
                "cannot listen at " + place + ": " + ::gai_strerror(failure));
  }
  for (const addrinfo* info = found.list; info != nullptr && impl_->listener < 0;
       info = info->ai_next) {
    impl_->listener = OpenListener(*info);
  }
  if (impl_->listener < 0) {
    return Fail(ErrorCode::kIo, "cannot listen at " + place + ": " + std::strerror(errno) +
                                    "; choose another place with --listen HOST:PORT");
  }
  if (!impl_->Watch(impl_->listener, EPOLLIN, &impl_->listener)) {
    return Fail(ErrorCode::kIo, std::string("cannot watch the socket: ") + std::strerror(errno));
  }
  return PortOf(impl_->listener);
}

void ConnectionLoop::Run() {
  Impl& impl = *impl_;
  std::array<epoll_event, 256> events{};
  while (!impl.stopping.load()) {
    const int count = ::epoll_wait(impl.epoll, events.data(), static_cast<int>(events.size()),
                                   static_cast<int>(kTick.count()));
    bool new_ones = false;
    bool woken = false;
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      new_ones = new_ones || event.data.ptr == &impl.listener;
      woken = woken || event.data.ptr == &impl.wake;
      impl.Handle(event);
    }
    // Only now may idle connections be closed: no event above points to a closed one.
    if (new_ones) impl.Accept();
    impl.CloseExpired();
    // There may be room again when somebody said so, or a tick has passed.
    if (impl.paused.load() && (count <= 0 || woken)) impl.Pause(false);
  }
  ::close(std::exchange(impl.listener, -1));
  while (impl.CloseOldest()) {
  }
  impl.pool.Drain();
}

void ConnectionLoop::Stop() {
  impl_->stopping.store(true);
  impl_->Wake();
}

bool ConnectionLoop::is_stopping() const { return impl_->stopping.load(); }

}  // namespace zeroline

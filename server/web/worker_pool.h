// Threads that come when there is work and go when there is none.
#ifndef ZEROLINE_SERVER_WEB_WORKER_POOL_H_
#define ZEROLINE_SERVER_WEB_WORKER_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>

namespace zeroline {

// Thread-safe. The destructor is Drain().
class WorkerPool {
 public:
  explicit WorkerPool(std::size_t max_threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Runs `task` on an idle thread, else on a new one, else (there are max_threads, or the system
  // gives no more) when one becomes idle. False if there is no thread at all to run it. `task` does
  // not throw.
  bool Submit(std::function<void()> task);

  // Waits until all that was submitted has run and the threads are gone. Nothing may be submitted
  // after.
  void Drain();

 private:
  void Run();

  const std::size_t max_threads_;
  std::mutex mutex_;  // guards all below
  std::condition_variable work_;
  std::condition_variable gone_;
  std::deque<std::function<void()>> tasks_;
  std::size_t threads_ = 0;
  std::size_t idle_ = 0;
  bool draining_ = false;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_WORKER_POOL_H_

#include "server/web/worker_pool.h"

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

namespace zeroline {
namespace {

constexpr std::chrono::seconds kIdleLife{10};

}  // namespace

WorkerPool::WorkerPool(std::size_t max_threads) : max_threads_(max_threads) {}

WorkerPool::~WorkerPool() { Drain(); }

bool WorkerPool::Submit(std::function<void()> task) {
  const std::lock_guard lock(mutex_);
  tasks_.push_back(std::move(task));
  if (idle_ >= tasks_.size()) {
    work_.notify_one();
    return true;
  }
  if (threads_ >= max_threads_) return true;
  try {
    std::thread(&WorkerPool::Run, this).detach();
    ++threads_;
  } catch (const std::system_error&) {
    // No thread to be had: those there are will come to it.
    if (threads_ == 0) tasks_.pop_back();
  }
  return threads_ > 0;
}

void WorkerPool::Run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (tasks_.empty() && !draining_) {
      ++idle_;
      work_.wait_for(lock, kIdleLife, [&] { return !tasks_.empty() || draining_; });
      --idle_;
    }
    if (tasks_.empty()) break;
    std::function<void()> task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
  }
  --threads_;
  gone_.notify_all();  // under the lock, so that Drain() returns after the last touch of *this
}

void WorkerPool::Drain() {
  std::unique_lock lock(mutex_);
  draining_ = true;
  work_.notify_all();
  gone_.wait(lock, [&] { return threads_ == 0; });
}

}  // namespace zeroline

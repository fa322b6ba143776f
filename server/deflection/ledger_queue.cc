#include "server/deflection/ledger_queue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace zeroline {

LedgerQueue::LedgerQueue(const Settings& settings, Write write)
    : settings_(settings), write_(std::move(write)), thread_([this] { Run(); }) {}

LedgerQueue::~LedgerQueue() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void LedgerQueue::Push(IntentEvent event) {
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(event));
    ++pushed_;
    DropOldest();
  }
  wake_.notify_one();
}

void LedgerQueue::DropOldest() {
  while (queue_.size() > settings_.max_queued) {
    queue_.pop_front();
    ++dropped_;
    ++finished_;
  }
}

Status LedgerQueue::Flush(std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  const std::uint64_t target = pushed_;
  const std::uint64_t dropped_before = dropped_;
  if (finished_ >= target) return {};
  ++flushes_;
  ++waiting_flushes_;
  wake_.notify_one();
  const bool finished = done_.wait_for(lock, limit, [&] { return finished_ >= target; });
  --waiting_flushes_;
  if (!finished) {
    return Fail(ErrorCode::kUnavailable, last_error_.empty()
                                             ? "the ledger was not written in time"
                                             : "the ledger cannot be written: " + last_error_);
  }
  if (dropped_ > dropped_before) {
    return Fail(ErrorCode::kUnavailable, "part of the ledger had to be dropped");
  }
  return {};
}

std::size_t LedgerQueue::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

void LedgerQueue::Run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    wake_.wait_for(lock, settings_.delay, [this] {
      return stopping_ || waiting_flushes_ > 0 || queue_.size() >= settings_.max_batch;
    });
    if (queue_.empty()) continue;
    WriteOnce(&lock);
    if (last_error_.empty()) continue;
    if (stopping_) return;
    PauseAfterFailure(&lock);
  }
}

// What was taken out goes back to the front if it could not be written, so that dropping the oldest
// stays right.
void LedgerQueue::WriteOnce(std::unique_lock<std::mutex>* lock) {
  const auto size = std::min(queue_.size(), settings_.max_batch);
  const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(size);
  Batch batch(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
  queue_.erase(queue_.begin(), end);
  lock->unlock();
  const Status written = write_(batch);
  lock->lock();
  if (written) {
    finished_ += batch.size();
    last_error_.clear();
    pause_ = std::chrono::milliseconds(0);
  } else {
    queue_.insert(queue_.begin(), std::make_move_iterator(batch.begin()),
                  std::make_move_iterator(batch.end()));
    DropOldest();
    last_error_ = written.error().message.empty() ? "unknown" : written.error().message;
  }
  done_.notify_all();
}

void LedgerQueue::PauseAfterFailure(std::unique_lock<std::mutex>* lock) {
  pause_ = pause_.count() == 0 ? settings_.first_pause : pause_ * 2;
  pause_ = std::min(pause_, settings_.longest_pause);
  const std::uint64_t flushes = flushes_;
  wake_.wait_for(*lock, pause_, [&] { return stopping_ || flushes_ != flushes; });
}

}  // namespace zeroline

// Between the answers and the disk: events wait here until a thread of its own has written them.
//
// Thread-safe. Push() never waits for the disk. Events are written in the order they came, many in
// one transaction; a batch that cannot be written is kept and tried again after a pause that grows.
#ifndef ZEROLINE_SERVER_DEFLECTION_LEDGER_QUEUE_H_
#define ZEROLINE_SERVER_DEFLECTION_LEDGER_QUEUE_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "indexer/error/result.h"
#include "server/store/intents.h"

namespace zeroline {

class LedgerQueue {
 public:
  struct Settings {
    std::size_t max_queued = 10'000;  // beyond it the oldest are dropped
    std::size_t max_batch = 500;
    std::chrono::milliseconds delay{200};  // the most that a first event waits for others
    std::chrono::milliseconds first_pause{100};
    std::chrono::milliseconds longest_pause{10'000};
  };
  using Write = std::function<Status(const std::vector<IntentEvent>&)>;

  LedgerQueue(const Settings& settings, Write write);
  // Writes what is left, and gives up at the first failure.
  ~LedgerQueue();
  LedgerQueue(const LedgerQueue&) = delete;
  LedgerQueue& operator=(const LedgerQueue&) = delete;

  void Push(IntentEvent event);

  // Returns once everything pushed before is written. After `limit` kUnavailable, with the reason
  // of the last failure if there was one; and if some of it had to be dropped.
  Status Flush(std::chrono::milliseconds limit);

  std::size_t dropped() const;

 private:
  using Batch = std::vector<IntentEvent>;

  void Run();
  void WriteOnce(std::unique_lock<std::mutex>* lock);
  void PauseAfterFailure(std::unique_lock<std::mutex>* lock);
  void DropOldest();

  const Settings settings_;
  const Write write_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;  // the thread waits for it
  std::condition_variable done_;  // Flush() waits for it
  // All below are guarded by mutex_.
  std::deque<IntentEvent> queue_;
  std::uint64_t pushed_ = 0;
  std::uint64_t finished_ = 0;  // written or dropped
  std::uint64_t dropped_ = 0;
  std::uint64_t flushes_ = 0;  // asked for so far: each cuts a delay or a pause short
  std::size_t waiting_flushes_ = 0;
  std::chrono::milliseconds pause_{0};
  std::string last_error_;
  bool stopping_ = false;

  std::thread thread_;  // last: it uses everything above
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_DEFLECTION_LEDGER_QUEUE_H_

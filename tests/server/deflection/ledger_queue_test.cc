#include "server/deflection/ledger_queue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <string>

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::chrono::seconds kPatience{20};

IntentEvent Event(const std::string& intent) {
  IntentEvent event;
  event.intent = intent;
  return event;
}

// A disk that can be full, and slow: then it waits to be let go.
class Disk {
 public:
  LedgerQueue::Write writer() {
    return [this](const std::vector<IntentEvent>& events) -> Status {
      std::unique_lock lock(mutex_);
      ++calls_;
      changed_.notify_all();
      changed_.wait(lock, [this] { return !is_slow_; });
      if (is_full_) return Fail(ErrorCode::kUnavailable, "the disk is full");
      for (const IntentEvent& event : events) written_.push_back(event.intent);
      batches_.push_back(events.size());
      return {};
    };
  }
  void MakeFull(bool full) { Set(&is_full_, full); }
  void MakeSlow(bool slow) { Set(&is_slow_, slow); }
  void WaitForCall(std::size_t count) {
    std::unique_lock lock(mutex_);
    ASSERT_TRUE(changed_.wait_for(lock, kPatience, [&] { return calls_ >= count; }));
  }
  std::vector<std::string> written() const {
    const std::lock_guard lock(mutex_);
    return written_;
  }
  std::vector<std::size_t> batches() const {
    const std::lock_guard lock(mutex_);
    return batches_;
  }

 private:
  void Set(bool* flag, bool value) {
    const std::lock_guard lock(mutex_);
    *flag = value;
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool is_full_ = false;
  bool is_slow_ = false;
  std::size_t calls_ = 0;
  std::vector<std::string> written_;
  std::vector<std::size_t> batches_;
};

// Without a Flush() nothing would be written during a test.
LedgerQueue::Settings Patient() {
  LedgerQueue::Settings settings;
  settings.delay = std::chrono::hours(1);
  settings.first_pause = std::chrono::hours(1);
  settings.longest_pause = std::chrono::hours(1);
  return settings;
}

TEST(LedgerQueueTest, WritesInOrderAndInOneBatch) {
  Disk disk;
  LedgerQueue queue(Patient(), disk.writer());
  for (const char* intent : {"a", "b", "c"}) queue.Push(Event(intent));
  EXPECT_TRUE(queue.Flush(kPatience));
  EXPECT_THAT(disk.written(), ElementsAre("a", "b", "c"));
  EXPECT_THAT(disk.batches(), ElementsAre(3));
}

TEST(LedgerQueueTest, WritesByItselfAfterTheDelay) {
  Disk disk;
  LedgerQueue::Settings settings = Patient();
  settings.delay = std::chrono::milliseconds(1);
  LedgerQueue queue(settings, disk.writer());
  queue.Push(Event("a"));
  disk.WaitForCall(1);
}

TEST(LedgerQueueTest, WritesAFullBatchAtOnce) {
  Disk disk;
  LedgerQueue::Settings settings = Patient();
  settings.max_batch = 2;
  LedgerQueue queue(settings, disk.writer());
  queue.Push(Event("a"));
  queue.Push(Event("b"));
  disk.WaitForCall(1);
}

TEST(LedgerQueueTest, KeepsWhatCannotBeWrittenAndTriesAgain) {
  Disk disk;
  disk.MakeFull(true);
  LedgerQueue queue(Patient(), disk.writer());
  queue.Push(Event("a"));
  queue.Push(Event("b"));
  const Status full = queue.Flush(std::chrono::milliseconds(50));
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(full.error().message, HasSubstr("the disk is full"));
  EXPECT_THAT(disk.written(), IsEmpty());
  disk.MakeFull(false);
  queue.Push(Event("c"));
  EXPECT_TRUE(queue.Flush(kPatience));
  EXPECT_THAT(disk.written(), ElementsAre("a", "b", "c"));
  EXPECT_EQ(queue.dropped(), 0u);
}

TEST(LedgerQueueTest, TriesAgainByItselfAfterAPause) {
  Disk disk;
  disk.MakeFull(true);
  LedgerQueue::Settings settings = Patient();
  settings.delay = settings.first_pause = settings.longest_pause = std::chrono::milliseconds(1);
  LedgerQueue queue(settings, disk.writer());
  queue.Push(Event("a"));
  disk.WaitForCall(3);
  disk.MakeFull(false);
  EXPECT_TRUE(queue.Flush(kPatience));
  EXPECT_THAT(disk.written(), ElementsAre("a"));
}

TEST(LedgerQueueTest, DropsTheOldestBeyondItsBound) {
  Disk disk;
  disk.MakeFull(true);
  LedgerQueue::Settings settings = Patient();
  settings.max_queued = 2;
  LedgerQueue queue(settings, disk.writer());
  queue.Push(Event("a"));
  EXPECT_FALSE(queue.Flush(std::chrono::milliseconds(50)));
  for (const char* intent : {"b", "c", "d"}) queue.Push(Event(intent));
  EXPECT_EQ(queue.dropped(), 2u);
  disk.MakeFull(false);
  EXPECT_TRUE(queue.Flush(kPatience));
  EXPECT_THAT(disk.written(), ElementsAre("c", "d"));
}

TEST(LedgerQueueTest, NeverWaitsForASlowDisk) {
  Disk disk;
  disk.MakeSlow(true);
  LedgerQueue queue(Patient(), disk.writer());
  queue.Push(Event("a"));
  EXPECT_FALSE(queue.Flush(std::chrono::milliseconds(20)));
  disk.WaitForCall(1);
  for (int i = 0; i < 1000; ++i) queue.Push(Event("b"));  // would hang if it waited
  EXPECT_FALSE(queue.Flush(std::chrono::milliseconds(20)));
  disk.MakeSlow(false);
  EXPECT_TRUE(queue.Flush(kPatience));
  EXPECT_THAT(disk.written(), SizeIs(1001));
}

TEST(LedgerQueueTest, WritesWhatIsLeftWhenItGoes) {
  Disk disk;
  {
    LedgerQueue::Settings settings = Patient();
    settings.max_batch = 2;
    LedgerQueue queue(settings, disk.writer());
    for (const char* intent : {"a", "b", "c", "d", "e"}) queue.Push(Event(intent));
  }
  EXPECT_THAT(disk.written(), ElementsAre("a", "b", "c", "d", "e"));
}

TEST(LedgerQueueTest, GoesThoughNothingCanBeWritten) {
  Disk disk;
  disk.MakeFull(true);
  {
    LedgerQueue queue(Patient(), disk.writer());
    queue.Push(Event("a"));
  }
  EXPECT_THAT(disk.written(), IsEmpty());
}

TEST(LedgerQueueTest, TakesEventsFromManyThreads) {
  Disk disk;
  LedgerQueue queue(Patient(), disk.writer());
  std::vector<std::future<void>> senders;
  for (int i = 0; i < 4; ++i) {
    senders.push_back(std::async(std::launch::async, [&queue] {
      for (int n = 0; n < 500; ++n) queue.Push(Event("x"));
    }));
  }
  for (auto& sender : senders) sender.get();
  EXPECT_TRUE(queue.Flush(kPatience));
  EXPECT_THAT(disk.written(), SizeIs(2000));
}

}  // namespace
}  // namespace zeroline

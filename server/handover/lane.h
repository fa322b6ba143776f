// The way to one connector: a few threads that go through its part of the outbox. Each connector
// has its own, so that one that is down delays no other.
//
// A delivery is leased while it is being made. If this process dies between sending and marking, it
// is sent again when the lease is over, with the same idempotency key.
//
// After several failures in a row the connector counts as down: one delivery at a time is tried,
// further and further apart, until one is accepted. Thread-safe.
#ifndef ZEROLINE_SERVER_HANDOVER_LANE_H_
#define ZEROLINE_SERVER_HANDOVER_LANE_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "server/handover/connector.h"
#include "server/store/store.h"

namespace zeroline {

struct LaneSettings {
  std::string connector;  // its name
  std::chrono::milliseconds first_delay{5000};
  std::chrono::milliseconds longest_delay{60 * 60 * 1000};
  int max_attempts = 100;
  std::size_t parallel = 4;
};

class Lane {
 public:
  // `connector` and `store` outlive this.
  Lane(LaneSettings settings, Connector* connector, Store* store);
  ~Lane();  // finishes what has begun

  void Start();
  // Something may be due.
  void Wake();

 private:
  using Clock = std::chrono::steady_clock;

  void Work();
  bool AwaitTurn();
  void EndTurn();
  bool ClaimOne(Delivery* delivery);
  void Sleep(std::uint64_t seen);
  void Attempt(const Delivery& delivery);
  Result<Shipment> Load(const Delivery& delivery) const;
  void Settle(const Delivery& delivery, const Outcome& outcome);
  void NoteSuccess();
  void NoteFailure(const Outcome& outcome);
  void Keep(const std::function<Status()>& mark);
  std::chrono::milliseconds Delay(int attempts, const Outcome& outcome);

  const LaneSettings settings_;
  Connector& connector_;
  Store& store_;

  std::mutex mutex_;
  std::condition_variable changed_;
  // All guarded by mutex_.
  bool stopping_ = false;
  std::uint64_t wakes_ = 0;
  std::size_t in_turn_ = 0;       // threads between AwaitTurn() and EndTurn()
  int failures_ = 0;              // in a row
  int store_failures_ = 0;        // in a row
  Clock::time_point not_before_;  // no attempt begins earlier
  Clock::time_point last_warning_;
  std::mt19937_64 dice_;

  std::vector<std::thread> threads_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_LANE_H_

// Things that are dear to make and must not be used by two threads: kept, and lent to one holder at
// a time.
#ifndef ZEROLINE_SERVER_SEARCH_LEASE_POOL_H_
#define ZEROLINE_SERVER_SEARCH_LEASE_POOL_H_

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace zeroline {

// Thread-safe. Grows to as many things as were ever needed at once, at most `max_kept` of which are
// kept for later. Leases must not outlive the pool.
template <typename Thing>
class LeasePool {
 public:
  explicit LeasePool(std::size_t max_kept) : max_kept_(max_kept) {}

  // Gives the thing back when it goes.
  class Lease {
   public:
    Lease(LeasePool* pool, std::unique_ptr<Thing> thing) : pool_(pool), thing_(std::move(thing)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (thing_ != nullptr) pool_->GiveBack(std::move(thing_));
    }
    Thing& operator*() const { return *thing_; }
    Thing* operator->() const { return thing_.get(); }

   private:
    LeasePool* pool_;
    std::unique_ptr<Thing> thing_;
  };

  // A kept thing, or nullptr if all are out: then the caller makes one and wraps it in a Lease.
  std::unique_ptr<Thing> TakeKept() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (kept_.empty()) return nullptr;
    std::unique_ptr<Thing> thing = std::move(kept_.back());
    kept_.pop_back();
    return thing;
  }

 private:
  void GiveBack(std::unique_ptr<Thing> thing) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (kept_.size() < max_kept_) kept_.push_back(std::move(thing));
  }

  const std::size_t max_kept_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Thing>> kept_;  // guarded by mutex_
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_LEASE_POOL_H_

// What was done a moment ago and need not be done again. Forgets now and then: for work that is
// only wasted, not wrong, when it is done twice.
#ifndef ZEROLINE_SERVER_DEFLECTION_RECENT_KEYS_H_
#define ZEROLINE_SERVER_DEFLECTION_RECENT_KEYS_H_

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_set>
#include <utility>

namespace zeroline {

// Thread-safe. Holds the last `size` keys at least, twice as many at most.
class RecentKeys {
 public:
  explicit RecentKeys(std::size_t size) : size_(size) {}

  // False if the key was given a moment ago.
  bool IsNew(std::string key) {
    const std::lock_guard lock(mutex_);
    if (older_.contains(key)) return false;
    if (!newer_.insert(std::move(key)).second) return false;
    if (newer_.size() >= size_) {
      older_ = std::move(newer_);
      newer_.clear();
    }
    return true;
  }

 private:
  const std::size_t size_;
  std::mutex mutex_;
  std::unordered_set<std::string> newer_;  // guarded by mutex_
  std::unordered_set<std::string> older_;  // guarded by mutex_
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_DEFLECTION_RECENT_KEYS_H_

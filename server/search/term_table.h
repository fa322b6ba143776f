// Which query term a 32-bit hash stands for: a small open-addressing table that is asked once per
// token of an article.
#ifndef ZEROLINE_SERVER_SEARCH_TERM_TABLE_H_
#define ZEROLINE_SERVER_SEARCH_TERM_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace zeroline {

// Const calls are thread-safe.
class TermTable {
 public:
  // Further terms are ignored; a query has at most kMaxQueryTokens words.
  static constexpr std::size_t kMaxTerms = 400;
  static constexpr int kNone = -1;

  void Insert(std::uint32_t hash, int term) {
    if (size_ == kMaxTerms) return;
    ++size_;
    std::size_t i = hash % kSlots;
    while (slots_[i].term != kNone) i = (i + 1) % kSlots;
    slots_[i] = {hash, term};
  }

  // The term inserted with this hash, or kNone.
  int Find(std::uint32_t hash) const {
    for (std::size_t i = hash % kSlots; slots_[i].term != kNone; i = (i + 1) % kSlots) {
      if (slots_[i].hash == hash) return slots_[i].term;
    }
    return kNone;
  }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    int term = kNone;
  };
  static constexpr std::size_t kSlots = 1024;  // above kMaxTerms, so that a search always ends

  std::array<Slot, kSlots> slots_{};
  std::size_t size_ = 0;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_TERM_TABLE_H_

#include "indexer/writer/word_counter.h"

#include <xxhash.h>

#include <algorithm>
#include <string>
#include <utility>

#include "indexer/index_format/vocabulary.h"

namespace zeroline {
namespace {

constexpr std::size_t kFirstSlots = 1u << 12;

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

bool FitsVocabulary(const std::string& word) {
  if (word.size() <= kMaxVocabularyWordLength) return !word.empty();
  if (word.size() > kMaxVocabularyWordBytes) return false;
  const auto bytes_after_first = std::count_if(word.begin(), word.end(), IsContinuation);
  return word.size() - static_cast<std::size_t>(bytes_after_first) <= kMaxVocabularyWordLength;
}

bool IsVocabularyWord(const TokenTerms& terms) {
  return terms.kind != TokenKind::kNumber && terms.kind != TokenKind::kIdentifier &&
         FitsVocabulary(terms.normal);
}

}  // namespace

WordCounter::WordCounter() : slots_(kFirstSlots) {}

void WordCounter::BeginArticle() { ++articles_; }

void WordCounter::Add(const TokenTerms& terms) {
  if (!IsVocabularyWord(terms)) return;
  const std::uint64_t hash = XXH3_64bits(terms.normal.data(), terms.normal.size());
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask) {
    const std::size_t id = slots_[at] - 1;
    if (known_[id].hash != hash || counts_.words[id].word != terms.normal) continue;
    if (known_[id].article == articles_) return;
    known_[id].article = articles_;
    ++counts_.words[id].articles;
    return;
  }
  const std::string_view word = counts_.arena.Add(terms.normal);
  const bool is_folded = terms.folded == terms.normal;
  counts_.words.push_back({word, is_folded ? word : counts_.arena.Add(terms.folded), 1});
  known_.push_back({hash, articles_});
  slots_[at] = static_cast<std::uint32_t>(known_.size());
  if (known_.size() * 2 > slots_.size()) Grow();
}

void WordCounter::Grow() {
  std::vector<std::uint32_t> slots(slots_.size() * 2);
  const std::size_t mask = slots.size() - 1;
  for (std::size_t id = 0; id < known_.size(); ++id) {
    std::size_t at = known_[id].hash & mask;
    while (slots[at] != 0) at = (at + 1) & mask;
    slots[at] = static_cast<std::uint32_t>(id + 1);
  }
  slots_ = std::move(slots);
}

WordCounts WordCounter::Finish() {
  known_.clear();
  slots_.assign(kFirstSlots, 0);
  articles_ = 0;
  return std::exchange(counts_, WordCounts());
}

}  // namespace zeroline

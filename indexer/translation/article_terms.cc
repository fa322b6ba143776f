#include "indexer/translation/article_terms.h"

#include <algorithm>
#include <utility>

#include "indexer/language/analyzer.h"

namespace zeroline {
namespace {

constexpr std::size_t kFirstSlots = 1u << 10;

// Moves a position over the blocks of a text, which '\n' separates.
class BlockWalker {
 public:
  BlockWalker(std::string_view text, TermBlocks* blocks) : text_(text), blocks_(blocks) {}

  // Ends every block in front of the one that byte `at` lies in.
  void MoveTo(std::size_t at) {
    while (end_of_block() < at) {
      blocks_->EndBlock();
      begin_ = end_of_block() + 1;
      end_ = kUnknown;
    }
  }
  void Finish() {
    MoveTo(text_.size());
    blocks_->EndBlock();
  }

 private:
  static constexpr std::size_t kUnknown = std::string_view::npos;
  std::size_t end_of_block() {
    if (end_ == kUnknown) end_ = std::min(text_.find('\n', begin_), text_.size());
    return end_;
  }

  const std::string_view text_;
  TermBlocks* const blocks_;
  std::size_t begin_ = 0;
  std::size_t end_ = kUnknown;
};

}  // namespace

TermDictionary::TermDictionary() : slots_(kFirstSlots) {}

void TermDictionary::Add(std::string_view term) {
  const std::uint32_t hash = HashTerm(term);
  if (Find(hash)) return;
  if (2 * terms_.size() >= slots_.size()) Grow();
  std::size_t i = hash & (slots_.size() - 1);
  while (slots_[i].number != kFree) i = (i + 1) & (slots_.size() - 1);
  slots_[i] = {hash, static_cast<std::uint32_t>(terms_.size())};
  terms_.emplace_back(term);
}

std::optional<std::uint32_t> TermDictionary::Find(std::uint32_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash & mask; slots_[i].number != kFree; i = (i + 1) & mask) {
    if (slots_[i].hash == hash) return slots_[i].number;
  }
  return std::nullopt;
}

void TermDictionary::Grow() {
  std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : before) {
    if (slot.number == kFree) continue;
    std::size_t i = slot.hash & mask;
    while (slots_[i].number != kFree) i = (i + 1) & mask;
    slots_[i] = slot;
  }
}

TermBlocks ReadTermBlocks(const ArticleView& article, const TermDictionary& dictionary) {
  std::vector<std::optional<std::uint32_t>> numbers(article.word_count());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    numbers[i] = dictionary.Find(article.word_hashes()[i]);
  }
  TermBlocks blocks;
  const auto add = [&](std::uint16_t word) {
    if (numbers[word]) blocks.terms.push_back(*numbers[word]);
  };
  for (std::size_t i = 0; i < article.title_token_count(); ++i) add(article.title_words()[i]);
  blocks.EndBlock();
  blocks.section_begins.push_back(0);

  BlockWalker walker(article.text(), &blocks);
  std::size_t section = 0;
  for (std::size_t i = 0; i < article.token_count(); ++i) {
    const std::uint32_t begin = article.token_begins()[i];
    for (; section < article.section_count() && article.section_at(section).text_begin <= begin;
         ++section) {
      walker.MoveTo(article.section_at(section).text_begin);
      blocks.section_begins.push_back(static_cast<std::uint32_t>(blocks.block_count()));
    }
    walker.MoveTo(begin);
    add(article.token_words()[i]);
  }
  walker.Finish();
  return blocks;
}

}  // namespace zeroline

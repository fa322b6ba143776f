#include "indexer/translation/bitext.h"

#include <algorithm>

namespace zeroline {
namespace {

// In longer blocks every word meets every other, which costs much and teaches little.
constexpr std::size_t kMaxBlockTerms = 60;

std::vector<std::uint32_t> TermSet(const TermBlocks& article, std::size_t block) {
  const std::uint32_t begin = block == 0 ? 0 : article.block_ends[block - 1];
  std::vector<std::uint32_t> terms(article.terms.begin() + begin,
                                   article.terms.begin() + article.block_ends[block]);
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

std::uint64_t Hash(std::uint64_t hash, const std::vector<std::uint32_t>& terms) {
  for (const std::uint32_t term : terms) hash = (hash ^ term) * 0x9E3779B97F4A7C15u + (hash >> 29);
  return hash;
}

std::size_t SectionEnd(const TermBlocks& article, std::size_t section) {
  return section + 1 < article.section_begins.size() ? article.section_begins[section + 1]
                                                     : article.block_count();
}

}  // namespace

void Bitext::Add(const TermBlocks& source, const TermBlocks& target) {
  if (source.block_count() == 0 || target.block_count() == 0) return;
  ++article_count_;
  if (source.block_count() == target.block_count()) {
    AddBlocks(source, 0, target, 0, source.block_count());
    return;
  }
  if (source.section_begins.size() != target.section_begins.size()) {
    AddBlocks(source, 0, target, 0, 1);
    return;
  }
  for (std::size_t i = 0; i < source.section_begins.size(); ++i) {
    const std::size_t source_first = source.section_begins[i];
    const std::size_t target_first = target.section_begins[i];
    const std::size_t count = SectionEnd(source, i) - source_first;
    if (count != SectionEnd(target, i) - target_first) continue;
    AddBlocks(source, source_first, target, target_first, count);
  }
}

void Bitext::AddBlocks(const TermBlocks& source, std::size_t source_first, const TermBlocks& target,
                       std::size_t target_first, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    AddPair(TermSet(source, source_first + i), TermSet(target, target_first + i));
  }
}

void Bitext::AddPair(std::vector<std::uint32_t> source, std::vector<std::uint32_t> target) {
  if (source.empty() || target.empty() || source.size() > kMaxBlockTerms ||
      target.size() > kMaxBlockTerms) {
    return;
  }
  // Knowledge bases repeat themselves: the same note, the same first step.
  const std::uint64_t hash = Hash(Hash(source.size(), source), target);
  const auto [first, last] = known_.equal_range(hash);
  for (auto known = first; known != last; ++known) {
    BlockPair& pair = pairs_[known->second];
    if (std::equal(source.begin(), source.end(), source_terms_.begin() + pair.source_begin,
                   source_terms_.begin() + pair.source_end) &&
        std::equal(target.begin(), target.end(), target_terms_.begin() + pair.target_begin,
                   target_terms_.begin() + pair.target_end)) {
      ++pair.count;
      return;
    }
  }
  known_.emplace(hash, static_cast<std::uint32_t>(pairs_.size()));
  BlockPair pair;
  pair.source_begin = static_cast<std::uint32_t>(source_terms_.size());
  pair.target_begin = static_cast<std::uint32_t>(target_terms_.size());
  source_terms_.insert(source_terms_.end(), source.begin(), source.end());
  target_terms_.insert(target_terms_.end(), target.begin(), target.end());
  pair.source_end = static_cast<std::uint32_t>(source_terms_.size());
  pair.target_end = static_cast<std::uint32_t>(target_terms_.size());
  pair.count = 1;
  pairs_.push_back(pair);
}

}  // namespace zeroline

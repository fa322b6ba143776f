#include "indexer/writer/segment.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

namespace zeroline {
namespace {

constexpr std::size_t kArenaBlock = 256 * 1024;
constexpr std::size_t kFirstSlots = 1u << 12;

}  // namespace

std::string_view StringArena::Add(std::string_view text) {
  if (capacity_ - used_ < text.size()) {
    capacity_ = std::max(kArenaBlock, text.size());
    used_ = 0;
    blocks_.emplace_back(new char[capacity_]);
  }
  char* place = blocks_.empty() ? nullptr : blocks_.back().get() + used_;
  if (!text.empty()) std::memcpy(place, text.data(), text.size());
  used_ += text.size();
  return {place, text.size()};
}

SegmentBuilder::SegmentBuilder() : slots_(kFirstSlots) {}

void SegmentBuilder::BeginDocument(std::uint32_t docid) {
  const std::size_t begin = segment_.document_terms.size();
  segment_.documents.push_back({docid, 0, begin, begin});
}

void SegmentBuilder::Add(std::string_view term, std::uint32_t wdf) {
  const std::uint32_t id = FindOrAdd(term);
  Known& known = known_[id];
  const auto document = static_cast<std::uint32_t>(segment_.documents.size());
  segment_.documents.back().length += wdf;
  if (known.document == document) {
    segment_.document_terms[known.place].wdf += wdf;
    return;
  }
  known.document = document;
  known.place = static_cast<std::uint32_t>(segment_.document_terms.size());
  segment_.document_terms.push_back({id, wdf});
}

void SegmentBuilder::EndDocument() {
  segment_.documents.back().end = segment_.document_terms.size();
}

std::uint32_t SegmentBuilder::FindOrAdd(std::string_view term) {
  const std::uint64_t hash = XXH3_64bits(term.data(), term.size());
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask) {
    const Known& known = known_[slots_[at] - 1];
    if (known.hash == hash && known.text == term) return slots_[at] - 1;
  }
  known_.push_back({segment_.arena.Add(term), hash, 0, 0});
  const auto id = static_cast<std::uint32_t>(known_.size() - 1);
  slots_[at] = id + 1;
  if (known_.size() * 2 > slots_.size()) Grow();
  return id;
}

void SegmentBuilder::Grow() {
  std::vector<std::uint32_t> slots(slots_.size() * 2);
  const std::size_t mask = slots.size() - 1;
  for (std::size_t id = 0; id < known_.size(); ++id) {
    std::size_t at = known_[id].hash & mask;
    while (slots[at] != 0) at = (at + 1) & mask;
    slots[at] = static_cast<std::uint32_t>(id + 1);
  }
  slots_ = std::move(slots);
}

Segment SegmentBuilder::Finish() {
  Segment& segment = segment_;
  std::vector<std::uint32_t> order(known_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(),
            [&](auto a, auto b) { return known_[a].text < known_[b].text; });
  std::vector<std::uint32_t> rank(order.size());
  segment.terms.reserve(order.size());
  for (const std::uint32_t id : order) {
    rank[id] = static_cast<std::uint32_t>(segment.terms.size());
    segment.terms.push_back(known_[id].text);
  }
  // Counting sort: how many postings each term has, where they begin, then each in its place. Going
  // through the documents in order leaves every term's postings in order of docid.
  segment.term_begins.assign(order.size() + 1, 0);
  for (Segment::DocumentTerm& item : segment.document_terms) {
    item.term = rank[item.term];
    ++segment.term_begins[item.term + 1];
  }
  std::partial_sum(segment.term_begins.begin(), segment.term_begins.end(),
                   segment.term_begins.begin());
  std::vector<std::size_t> next(segment.term_begins.begin(), segment.term_begins.end() - 1);
  segment.postings.resize(segment.document_terms.size());
  for (const Segment::Document& document : segment.documents) {
    const auto begin = segment.document_terms.begin() + static_cast<std::ptrdiff_t>(document.begin);
    const auto end = segment.document_terms.begin() + static_cast<std::ptrdiff_t>(document.end);
    std::sort(begin, end, [](const auto& a, const auto& b) { return a.term < b.term; });
    for (auto item = begin; item != end; ++item) {
      segment.postings[next[item->term]++] = {document.docid, item->wdf};
    }
  }
  known_.clear();
  slots_.assign(kFirstSlots, 0);
  return std::exchange(segment_, Segment());
}

}  // namespace zeroline

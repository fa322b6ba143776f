#include "indexer/translation/alignment.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace zeroline {
namespace {

// Partners that a term may choose. 20 instead of 10 changes no result that is measured.
constexpr std::size_t kPartners = 10;
constexpr std::uint32_t kMinMeetings = 2;

// term -> block pairs that it stands in, with its place.
struct Postings {
  struct Entry {
    std::uint32_t pair = 0;
    std::uint32_t place = 0;
  };
  std::vector<std::uint32_t> begins;
  std::vector<Entry> entries;
  std::vector<std::uint32_t> counts;  // by term: block pairs, repeated ones too
};

std::uint32_t VocabularySize(const std::vector<std::uint32_t>& terms) {
  return terms.empty() ? 0 : *std::max_element(terms.begin(), terms.end()) + 1;
}

Postings Invert(const Bitext& bitext) {
  const std::vector<std::uint32_t>& terms = bitext.source_terms();
  Postings postings;
  const std::uint32_t vocabulary = VocabularySize(terms);
  postings.begins.assign(vocabulary + std::size_t{1}, 0);
  postings.counts.assign(vocabulary, 0);
  for (const std::uint32_t term : terms) ++postings.begins[term + 1];
  std::partial_sum(postings.begins.begin(), postings.begins.end(), postings.begins.begin());
  std::vector<std::uint32_t> next = postings.begins;
  postings.entries.resize(terms.size());
  for (std::uint32_t i = 0; i < bitext.pairs().size(); ++i) {
    const Bitext::BlockPair& pair = bitext.pairs()[i];
    for (std::uint32_t place = pair.source_begin; place < pair.source_end; ++place) {
      postings.entries[next[terms[place]]++] = {i, place};
      postings.counts[terms[place]] += pair.count;
    }
  }
  return postings;
}

std::vector<std::uint32_t> CountTargets(const Bitext& bitext) {
  std::vector<std::uint32_t> counts(VocabularySize(bitext.target_terms()), 0);
  for (const Bitext::BlockPair& pair : bitext.pairs()) {
    for (std::uint32_t place = pair.target_begin; place < pair.target_end; ++place) {
      counts[bitext.target_terms()[place]] += pair.count;
    }
  }
  return counts;
}

// The best few partners of one term.
class Partners {
 public:
  struct Partner {
    float likeness = 0;
    std::uint32_t term = 0;
  };
  void Offer(float likeness, std::uint32_t term) {
    if (size_ < kPartners) {
      best_[size_++] = {likeness, term};
      if (size_ == kPartners) FindWorst();
    } else if (likeness > best_[worst_].likeness) {
      best_[worst_] = {likeness, term};
      FindWorst();
    }
  }
  const Partner* begin() const { return best_.data(); }
  const Partner* end() const { return best_.data() + size_; }

 private:
  void FindWorst() {
    worst_ = 0;
    for (std::uint32_t i = 1; i < kPartners; ++i) {
      if (best_[i].likeness < best_[worst_].likeness) worst_ = i;
    }
  }
  std::array<Partner, kPartners> best_;
  std::uint32_t size_ = 0;
  std::uint32_t worst_ = 0;
};

std::vector<Candidate> ChoosePartners(const Bitext& bitext, const Postings& postings) {
  const std::vector<std::uint32_t>& targets = bitext.target_terms();
  const std::vector<std::uint32_t> target_counts = CountTargets(bitext);
  std::vector<std::uint32_t> together(target_counts.size(), 0);
  std::vector<std::uint32_t> met;
  std::vector<Partners> of_target(target_counts.size());
  std::vector<Candidate> chosen;
  for (std::uint32_t source = 0; source < postings.counts.size(); ++source) {
    if (postings.counts[source] < kMinMeetings) continue;
    met.clear();
    for (std::uint32_t i = postings.begins[source]; i < postings.begins[source + 1]; ++i) {
      const Bitext::BlockPair& pair = bitext.pairs()[postings.entries[i].pair];
      for (std::uint32_t place = pair.target_begin; place < pair.target_end; ++place) {
        std::uint32_t& count = together[targets[place]];
        if (count == 0) met.push_back(targets[place]);
        count += pair.count;
      }
    }
    Partners of_source;
    for (const std::uint32_t target : met) {
      const auto count = static_cast<float>(std::exchange(together[target], 0));
      if (count < kMinMeetings) continue;
      const float likeness =
          count * count /
          (static_cast<float>(postings.counts[source]) * static_cast<float>(target_counts[target]));
      of_source.Offer(likeness, target);
      of_target[target].Offer(likeness, source);
    }
    for (const auto& partner : of_source) {
      chosen.push_back({source, partner.term, partner.likeness, 0});
    }
  }
  for (std::uint32_t target = 0; target < of_target.size(); ++target) {
    for (const auto& partner : of_target[target]) {
      chosen.push_back({partner.term, target, partner.likeness, 0});
    }
  }
  return chosen;
}

void SortUnique(std::vector<Candidate>* candidates) {
  const auto key = [](const Candidate& candidate) {
    return (static_cast<std::uint64_t>(candidate.source) << 32) | candidate.target;
  };
  std::sort(candidates->begin(), candidates->end(),
            [&](const Candidate& a, const Candidate& b) { return key(a) < key(b); });
  candidates->erase(
      std::unique(candidates->begin(), candidates->end(),
                  [&](const Candidate& a, const Candidate& b) { return key(a) == key(b); }),
      candidates->end());
}

// Appends the meetings of the candidates [begin, end), all of one source term.
class MeetingFinder {
 public:
  MeetingFinder(const Bitext& bitext, const Postings& postings, Alignment* alignment)
      : bitext_(bitext),
        postings_(postings),
        alignment_(alignment),
        column_(VocabularySize(bitext.target_terms()), 0) {}

  void Append(std::size_t begin, std::size_t end) {
    std::vector<Candidate>& candidates = alignment_->candidates;
    for (std::size_t i = begin; i < end; ++i) {
      column_[candidates[i].target] = static_cast<std::uint32_t>(i - begin + 1);
    }
    found_.resize(std::max(found_.size(), end - begin));
    const std::uint32_t source = candidates[begin].source;
    for (std::uint32_t i = postings_.begins[source]; i < postings_.begins[source + 1]; ++i) {
      const Postings::Entry& entry = postings_.entries[i];
      const Bitext::BlockPair& pair = bitext_.pairs()[entry.pair];
      for (std::uint32_t place = pair.target_begin; place < pair.target_end; ++place) {
        const std::uint32_t column = column_[bitext_.target_terms()[place]];
        if (column != 0) found_[column - 1].push_back({entry.place, place});
      }
    }
    for (std::size_t i = begin; i < end; ++i) {
      column_[candidates[i].target] = 0;
      std::vector<Meeting>& found = found_[i - begin];
      alignment_->meetings.insert(alignment_->meetings.end(), found.begin(), found.end());
      found.clear();
      candidates[i].meetings_end = alignment_->meetings.size();
    }
  }

 private:
  const Bitext& bitext_;
  const Postings& postings_;
  Alignment* const alignment_;
  std::vector<std::uint32_t> column_;  // by target term: its candidate's number and 1, or 0
  std::vector<std::vector<Meeting>> found_;
};

}  // namespace

Alignment FindCandidates(const Bitext& bitext) {
  const Postings postings = Invert(bitext);
  Alignment alignment;
  alignment.candidates = ChoosePartners(bitext, postings);
  SortUnique(&alignment.candidates);
  MeetingFinder finder(bitext, postings, &alignment);
  const std::vector<Candidate>& candidates = alignment.candidates;
  for (std::size_t begin = 0; begin < candidates.size();) {
    std::size_t end = begin + 1;
    while (end < candidates.size() && candidates[end].source == candidates[begin].source) ++end;
    finder.Append(begin, end);
    begin = end;
  }
  return alignment;
}

}  // namespace zeroline

// Which terms of a bitext could be translations of each other at all, and everywhere they meet.
// Nearly all pairs of terms that ever share a block are chance; leaving them out here is what makes
// learning fast.
//
// Private to this room.
#ifndef ZEROLINE_INDEXER_TRANSLATION_ALIGNMENT_H_
#define ZEROLINE_INDEXER_TRANSLATION_ALIGNMENT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "indexer/translation/bitext.h"

namespace zeroline {

// Where two terms meet: a place in the bitext's source terms and one in its target terms.
struct Meeting {
  std::uint32_t source_place = 0;
  std::uint32_t target_place = 0;
};

struct Candidate {
  std::uint32_t source = 0;
  std::uint32_t target = 0;
  float likeness = 0;            // 1: the two terms only ever stand together
  std::size_t meetings_end = 0;  // its meetings end here and begin where the last one's end
};

struct Alignment {
  std::vector<Candidate> candidates;  // by source, then target
  std::vector<Meeting> meetings;
};

// For every term the few of the other language that share its blocks most exclusively; both of a
// pair need not think the same of each other. Terms that meet only once are left out.
Alignment FindCandidates(const Bitext& bitext);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_TRANSLATION_ALIGNMENT_H_

// Which word of one language means which of another, learned from a bitext with IBM's Model 1
// (Brown et al., "The Mathematics of Statistical Machine Translation", 1993): a block's words are
// each made by one word of the other block, or by none.
#ifndef ZEROLINE_INDEXER_TRANSLATION_LEXICON_H_
#define ZEROLINE_INDEXER_TRANSLATION_LEXICON_H_

#include <cstdint>
#include <vector>

#include "indexer/translation/bitext.h"

namespace zeroline {

// Below this many translated articles what is learned is guesswork: 56 articles gave the right
// article first for 50 of 100 questions, 140 for 63, 2,250 for 79.
inline constexpr std::size_t kMinTranslatedArticles = 50;

// A source term and a target term that may mean the same.
struct TermPair {
  std::uint32_t source = 0;
  std::uint32_t target = 0;
  float forward = 0;   // probability of the target term where the source term stands
  float backward = 0;  // probability of the source term where the target term stands
};

// Ordered by source, then target. Empty below kMinTranslatedArticles. The same bitext always gives
// the same pairs.
std::vector<TermPair> LearnTermPairs(const Bitext& bitext);

// What a query looks for instead of a term.
struct TermTranslation {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  float probability = 0;  // of one `from` they sum up to at most 1
};

enum class Direction { kForward, kBackward };

// The translations worth using, by `from`, best first: at most kMaxTranslations, none below a tenth
// or a fifth of the best one. Both directions must agree on them, so that a common word is not a
// translation of every rare one it stands beside.
inline constexpr std::size_t kMaxTranslations = 4;
std::vector<TermTranslation> PickTranslations(const std::vector<TermPair>& pairs,
                                              Direction direction);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_TRANSLATION_LEXICON_H_

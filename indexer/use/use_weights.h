// Which confirmed questions count for which article, and how much.
//
// One confirmation is a click of one person, perhaps a wrong one, perhaps years ago, so:
//   - the strength of a question for an article is its confirmations, each halved for every
//     kHalfLifeDays between it and the newest line of the file (never the clock: the same file
//     makes the same index);
//   - of a question that was confirmed for several articles of one audience, the one with
//     kClearMajority of the strength gets it alone; without such a majority each has its strength
//     times its share. An article of another audience has no say in it: what everybody finds must
//     not tell that it exists;
//   - what then is weaker than kMinStrength does not count;
//   - an article keeps its kMaxQuestionsPerArticle strongest.
//
// A question belongs to the article's version in its own language, and to the other versions too if
// there is none, or if it consists of names that are the same everywhere: in Russian "Outlook VPN",
// in any language "KB-1042". It never crosses from one audience to another; where nothing says
// whose it was, because only some versions are internal, it stays away from the public ones.
#ifndef ZEROLINE_INDEXER_USE_USE_WEIGHTS_H_
#define ZEROLINE_INDEXER_USE_USE_WEIGHTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/use/confirmed_questions.h"

namespace zeroline {

inline constexpr double kHalfLifeDays = 365;
inline constexpr double kClearMajority = 2.0 / 3;
inline constexpr double kMinStrength = 0.5;
inline constexpr std::size_t kMaxQuestionsPerArticle = 64;

// A published article.
struct UseTarget {
  std::string id;
  std::string language;
  std::string audience;
  std::vector<std::string> former_ids;
};

struct CountedQuestion {
  std::string text;         // as it was most often written
  std::uint32_t count = 0;  // strength rounded down to a power of two, so that it seldom changes
};

struct UseWeights {
  std::vector<std::vector<CountedQuestion>> questions;  // by target, strongest first
  std::size_t unknown_articles = 0;                     // lines whose article is not published
};

// `public_audience` names the audience that everybody is in.
UseWeights WeighQuestions(const std::vector<ConfirmedRow>& rows,
                          const std::vector<UseTarget>& targets,
                          const std::string& public_audience);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_USE_USE_WEIGHTS_H_

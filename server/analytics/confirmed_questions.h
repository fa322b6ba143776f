// What readers taught the base: questions that an article answered, by the word of several of them.
// The next build learns them from a file (see "The loop" in the manual).
//
// Only wordings that several different visitors confirmed are kept, so that nobody's own words are
// published; none with an address, a number or a key in it; and only of articles that everybody may
// read.
#ifndef ZEROLINE_SERVER_ANALYTICS_CONFIRMED_QUESTIONS_H_
#define ZEROLINE_SERVER_ANALYTICS_CONFIRMED_QUESTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/error/result.h"
#include "server/analytics/search_intent.h"
#include "server/search/index_reader.h"
#include "server/store/store.h"

namespace zeroline {

// Questions with the article that helped after them, as `min_visitors` different visitors or more
// say: wordings that are the same but for inflection, case, accents and punctuation are one
// question, shown as most wrote it. Of an intent with several wordings, those count that ask no
// less than the last one; corrections do not. By language, article and key.
std::vector<ConfirmedQuestion> GroupConfirmations(const std::vector<SearchIntent>& intents,
                                                  std::size_t min_visitors);

struct LearningPeriod {
  std::int64_t from = 0;  // Unix seconds: searches in [from, to)
  std::int64_t to = 0;
  std::chrono::seconds reversal_window{72 * 60 * 60};
  std::size_t min_visitors = 3;
};

// Adds to what the store has learned what the period's visits confirm of the snapshot's articles.
Status LearnQuestions(const LearningPeriod& period, const Snapshot& snapshot, Store* store);

// What the store has learned of articles that everybody may read in this snapshot.
Result<std::vector<ConfirmedQuestion>> PublicQuestions(const Snapshot& snapshot, Store* store);

// As `zeroline-indexer build --confirmed-questions` reads it: a line each with question, language,
// article, count and day of the last confirmation.
std::string QuestionsTable(const std::vector<ConfirmedQuestion>& questions);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_CONFIRMED_QUESTIONS_H_

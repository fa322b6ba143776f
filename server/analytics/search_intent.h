// What somebody wanted to know: all searches of one visitor for the same thing, and what became of
// it. Counted instead of searches, as people rephrase, correct themselves and turn pages.
//
// Pure: no store, no clock.
#ifndef ZEROLINE_SERVER_ANALYTICS_SEARCH_INTENT_H_
#define ZEROLINE_SERVER_ANALYTICS_SEARCH_INTENT_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "server/store/feedback.h"
#include "server/store/intents.h"
#include "server/store/visits.h"

namespace zeroline {

// A search after so long a silence is about something new; and nothing counts for a search that
// comes longer after it.
inline constexpr std::chrono::seconds kVisitGap{30 * 60};

struct OpenedArticle {
  std::string article;   // id
  std::string language;  // of the article
  std::string title;
  bool helped = false;      // the reader said so: "this helped", or "this solved my problem"
  bool not_helped = false;  // the reader said that it did not
};

struct SearchIntent {
  // What became of it: the last of these that is true.
  enum class Outcome {
    kUnanswered,  // nothing was found that is worth showing
    kUnopened,    // articles were found and none was opened
    kOpened,      // an article was opened, and nothing more is known
    kHelped,      // the reader said that an article helped
    kSent,        // a request was sent to level 1 afterwards
  };

  std::string visitor;
  std::string language;  // of the searches
  std::string channel;
  std::int64_t at = 0;                // Unix seconds of the first search
  std::vector<std::string> wordings;  // different ones, in order; at least one
  std::vector<OpenedArticle> opened;  // different ones, in order
  // Of the last wording.
  std::int64_t results = -1;
  double confidence = 0;
  std::string nearest;           // id of the first result, ""
  std::string nearest_language;  // of that article
  std::string ticket_intent;     // of the form that was opened afterwards, ""
  Outcome outcome = Outcome::kUnopened;

  // The wording that the visitor ended with.
  const std::string& wording() const { return wordings.back(); }
  // Two wordings that differ by more than a correction: the first did not do.
  bool is_reformulated = false;
};

struct VisitFacts {
  std::vector<Visit> visits;  // in the order they happened
  std::vector<ArticleFeedback> feedback;
  std::vector<IntentFacts> forms;  // the ledger's rows
  // "This solved my problem" does not count if its visitor sends a request within this time.
  std::chrono::seconds reversal_window{72 * 60 * 60};
};

// Whoever found nothing and asks again this soon, asks for the same in other words.
inline constexpr std::chrono::seconds kSecondTry{60};

// In the order of their first searches. A visitor's searches belong together while the visit lasts
// and each wording shares a word with the one before, begins as it, repairs it, or comes soon after
// it found nothing; a page of results that was turned and a search repeated are no searches of
// their own.
std::vector<SearchIntent> AssembleSearchIntents(const VisitFacts& facts);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_SEARCH_INTENT_H_

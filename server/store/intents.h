// The ledger of deflection as it is stored: one row per intent (a request form opened), and what
// visitors searched, saw and read around it. What the rows mean is server/deflection's business.
//
// Thread-safe. No addresses are stored: a visitor is a random first-party id.
#ifndef ZEROLINE_SERVER_STORE_INTENTS_H_
#define ZEROLINE_SERVER_STORE_INTENTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/store/sql_connection.h"
#include "server/store/trail.h"

namespace zeroline {

// What a search that a visitor made led to; nothing of it belongs to the trail of a ticket.
struct SearchOutcome {
  std::int64_t results = -1;     // articles worth showing; -1 if not known
  double confidence = 0;         // 0..1: that one of the first answers it
  std::string nearest;           // id of the first result, "" without any
  std::string nearest_language;  // of that article
  std::string channel = "web";   // web, widget, api
};

// Something a visitor did. Events are facts in the order they happened; recording one twice changes
// nothing but the time of the last sign of life.
struct IntentEvent {
  enum class Kind {
    kVisited,  // a step outside any form: `step` is a search or an article that was opened
    kFormOpened,
    kEligible,  // a confident answer existed, whether or not it was offered
    kWithheld,  // ... and was not, because the intent is in the hold-out share
    kStep,      // `step`: shown, opened or rejected beside the form
    kSolved,    // "this solved my problem", with the article in `step` if known
    kLeft,      // the form was left without a decision; `seconds` were spent on opened articles
    kSent,      // the request was sent
  };

  Kind kind = Kind::kVisited;
  std::string intent;    // "" for kVisited
  std::string visitor;   // "" if unknown
  std::string language;  // of the form
  std::string channel = "web";
  std::int64_t at = 0;       // Unix seconds
  std::int64_t seconds = 0;  // of kLeft: in all, since the form was opened
  TrailStep step;
  SearchOutcome search;  // of kVisited with a search
};

// One row of the ledger, with what its outcome depends on. 0 for "never".
struct IntentFacts {
  std::string intent;
  std::string visitor;
  std::string language;
  std::string channel;
  std::int64_t opened_form = 0;
  std::int64_t last_seen = 0;
  std::int64_t eligible = 0;
  std::int64_t withheld = 0;
  std::int64_t offered = 0;         // first article shown
  std::int64_t opened_article = 0;  // first article opened
  std::int64_t solved = 0;
  std::string solved_by;  // article id, or ""
  std::int64_t sent = 0;  // the ticket of this intent
  std::string ticket;     // its number, or "" if it is not known
  std::int64_t read_seconds = 0;
  // Of the same visitor, after `solved`, or after `last_seen` if it was not solved.
  std::int64_t next_ticket = 0;
  std::int64_t next_form = 0;
};

// What one article was in one intent. 0 for "never".
struct IntentArticle {
  std::string intent;
  std::string article;
  std::string language;
  std::string title;
  std::int64_t shown = 0;
  std::int64_t opened = 0;
  std::int64_t rejected = 0;
  std::string reason;
};

class Intents {
 public:
  // `connection` outlives this.
  explicit Intents(SqlConnection* connection) : connection_(*connection) {}

  // All in one transaction, in order. Events of an intent whose form was never opened make its row.
  Status Record(const std::vector<IntentEvent>& events);

  // The steps of this intent, and those of the visitor since `since`, oldest first; at most
  // `limit`, the newest ones.
  Result<std::vector<TrailStep>> Trail(const std::string& intent, const std::string& visitor,
                                       std::int64_t since, std::size_t limit);
  // What was shown, opened and rejected in this intent.
  Result<std::vector<IntentArticle>> Articles(const std::string& intent);

  // Rows whose form was opened in [from, to), oldest first.
  Result<std::vector<IntentFacts>> Facts(std::int64_t from, std::int64_t to);
  // The articles of those rows.
  Result<std::vector<IntentArticle>> ArticlesBetween(std::int64_t from, std::int64_t to);

  // Forgets the visitor: steps and the reasons they gave go; rows stay, under an id that is
  // nobody's and the same for all of them, so that outcomes stay what they were. How many rows and
  // steps.
  Result<std::size_t> Erase(const std::string& visitor);
  // The visitors that sent tickets with this contact.
  Result<std::vector<std::string>> VisitorsOf(const std::string& contact);
  // Deletes steps and rows older than `before`. How many.
  Result<std::size_t> Purge(std::int64_t before);

 private:
  SqlConnection& connection_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_INTENTS_H_

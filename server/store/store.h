// The state of the product that is not articles: requests, their deliveries, the ledger of
// deflection, announced incidents, accounts. One SQLite file by default.
//
// A call that returned success has reached the disk (WAL, synchronous=FULL). Thread-safe; no search
// or article request waits for it.
#ifndef ZEROLINE_SERVER_STORE_STORE_H_
#define ZEROLINE_SERVER_STORE_STORE_H_

#include <filesystem>
#include <memory>

#include "indexer/error/result.h"
#include "server/store/accounts.h"
#include "server/store/credentials.h"
#include "server/store/feedback.h"
#include "server/store/incidents.h"
#include "server/store/intents.h"
#include "server/store/learned_questions.h"
#include "server/store/outbox.h"
#include "server/store/sql_connection.h"
#include "server/store/tickets.h"
#include "server/store/unix_time.h"
#include "server/store/visits.h"
#include "server/store/writer_inbox.h"

namespace zeroline {

class Store {
 public:
  // Opens or creates the file and brings its schema up to date. kCorrupt if it was written by a
  // newer version of the program or is no database. `clock` is for tests.
  static Result<std::unique_ptr<Store>> Open(const std::filesystem::path& file,
                                             StoreClock clock = &SystemSeconds);

  // The tables live as long as the store.
  Tickets& tickets() { return tickets_; }
  Outbox& outbox() { return outbox_; }
  Intents& intents() { return intents_; }
  Incidents& incidents() { return incidents_; }
  Accounts& accounts() { return accounts_; }
  Credentials& credentials() { return credentials_; }
  WriterInbox& writer_inbox() { return writer_inbox_; }
  Visits& visits() { return visits_; }
  Feedback& feedback() { return feedback_; }
  LearnedQuestions& learned_questions() { return learned_questions_; }

  // Fails if the state cannot be written now; for /readyz.
  Status Check();

 private:
  explicit Store(std::unique_ptr<SqlConnection> connection);

  std::unique_ptr<SqlConnection> connection_;
  Tickets tickets_;
  Outbox outbox_;
  Intents intents_;
  Incidents incidents_;
  Accounts accounts_;
  Credentials credentials_;
  WriterInbox writer_inbox_;
  Visits visits_;
  Feedback feedback_;
  LearnedQuestions learned_questions_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_STORE_H_

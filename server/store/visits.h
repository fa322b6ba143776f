// What visitors searched and read, as facts in the order they happened. Intents::Record() writes
// them; this reads them back. What they mean is server/analytics' business.
//
// Thread-safe. No addresses are stored: a visitor is a random first-party id.
#ifndef ZEROLINE_SERVER_STORE_VISITS_H_
#define ZEROLINE_SERVER_STORE_VISITS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/error/result.h"
#include "server/store/intents.h"
#include "server/store/sql_connection.h"

namespace zeroline {

// One search or one article that was read, outside of any form or beside one.
struct Visit {
  std::string visitor;
  std::string intent;  // of the form it happened beside, "" outside
  TrailStep step;      // kSearched or kOpened
  SearchOutcome search;
};

class Visits {
 public:
  // `connection` outlives this.
  explicit Visits(SqlConnection* connection) : connection_(*connection) {}

  // In [from, to), Unix seconds, in the order they happened; at most `limit`, the newest ones.
  Result<std::vector<Visit>> Between(std::int64_t from, std::int64_t to, std::size_t limit);

 private:
  SqlConnection& connection_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_VISITS_H_

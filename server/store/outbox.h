// Deliveries to level 1 that have to happen: written in the same transaction as the ticket, and
// gone through until each was accepted or given up visibly.
//
// Thread-safe. Times are Unix milliseconds, passed in by the caller.
#ifndef ZEROLINE_SERVER_STORE_OUTBOX_H_
#define ZEROLINE_SERVER_STORE_OUTBOX_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/store/sql_connection.h"

namespace soci {
class session;
}

namespace zeroline {

struct NewDelivery {
  // "ticket": the ticket itself; "solved": that its sender closed it; "confirmation": a mail to the
  // sender. One of each per ticket and connector.
  std::string kind = "ticket";
  std::string connector;  // name from the configuration
  std::string queue;      // of level 1
  std::string payload;  // what has to be said as of now, in a format of the connector's; may be ""
};

struct Delivery {
  enum class State { kWaiting, kDelivered, kDead };

  std::int64_t id = 0;
  std::string ticket;  // number
  std::string kind;
  std::string connector;
  std::string queue;
  std::string payload;
  // The same at every attempt: what an endpoint recognises a repetition by.
  std::string idempotency_key;
  State state = State::kWaiting;
  int attempts = 0;  // begun so far
  std::int64_t created = 0;
  std::int64_t next_attempt = 0;
  std::string last_error;
  std::string receipt;  // what level 1 calls it, e.g. its own number; "" if it said nothing
};

struct OutboxCounts {
  std::size_t waiting = 0;
  std::size_t dead = 0;
  std::optional<std::int64_t> oldest_waiting;  // when it was created
};

class Outbox {
 public:
  // `connection` outlives this.
  explicit Outbox(SqlConnection* connection) : connection_(*connection) {}

  // Up to `limit` deliveries of this connector that are due, oldest first, leased until
  // `now + lease`: nobody else gets them before, and if the holder dies they are due again then.
  // Counts an attempt. A delivery waits for the earlier ones of its ticket to the same connector.
  Result<std::vector<Delivery>> Claim(const std::string& connector, std::int64_t now,
                                      std::int64_t lease, std::size_t limit);
  // When the next one of this connector is due; nothing if none waits.
  Result<std::optional<std::int64_t>> NextDue(const std::string& connector);
  // Says which connectors there are: deliveries that wait for any other one go to the dead-letter
  // list, and those that did so before wait again if theirs is back. How many were given up.
  Result<std::size_t> FollowConnectors(const std::vector<std::string>& connectors,
                                       std::int64_t now);

  Status MarkDelivered(std::int64_t id, const std::string& receipt);
  // It waits again, until `next_attempt`.
  Status MarkFailed(std::int64_t id, const std::string& error, std::int64_t next_attempt);
  // The dead-letter list: nobody tries it again until Retry().
  Status MarkDead(std::int64_t id, const std::string& error);
  // A dead delivery waits again, with its attempts forgotten. kNotFound if it is not dead.
  Status Retry(std::int64_t id, std::int64_t now);

  // Oldest first.
  Result<std::vector<Delivery>> List(Delivery::State state, std::size_t limit);
  // The deliveries of one ticket, in the order they were written.
  Result<std::vector<Delivery>> OfTicket(std::string_view number);
  Result<OutboxCounts> Count();

 private:
  SqlConnection& connection_;
};

// Writes a delivery for the ticket with this serial within the caller's transaction; nothing if
// there is one of its kind for that connector already. `now` in milliseconds. Throws soci_error.
void InsertDelivery(soci::session& session, std::int64_t serial, const NewDelivery& delivery,
                    std::int64_t now);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_OUTBOX_H_

#include "server/store/outbox.h"

#include <algorithm>
#include <array>
#include <utility>

#include "server/store/row_reader.h"
#include "server/store/soci_library.h"
#include "server/store/ticket_number.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxListed = 1000;
constexpr std::size_t kMaxErrorBytes = 500;
constexpr const char* kNoSuchConnector = "there is no connector of this name any more";

constexpr const char* kColumns =
    "SELECT id, serial, kind, connector, queue, payload, idempotency_key, state, attempts, created,"
    " next_attempt, last_error, receipt FROM delivery";

// Rows that wait, and not behind another one of their ticket. The `|| ''` keeps the index of what
// waits out of the inner look-up: it would go through all of that for every row, instead of through
// the few deliveries of one ticket.
constexpr const char* kFirstOfTicket =
    " WHERE state = 'waiting' AND connector = :connector AND NOT EXISTS"
    " (SELECT 1 FROM delivery AS earlier WHERE earlier.serial = delivery.serial AND"
    "  earlier.connector = delivery.connector AND earlier.id < delivery.id AND"
    "  earlier.state || '' = 'waiting')";

constexpr std::array<std::pair<Delivery::State, const char*>, 3> kStateNames = {{
    {Delivery::State::kWaiting, "waiting"},
    {Delivery::State::kDelivered, "delivered"},
    {Delivery::State::kDead, "dead"},
}};

std::string NameOf(Delivery::State state) {
  return std::find_if(kStateNames.begin(), kStateNames.end(),
                      [&](const auto& pair) { return pair.first == state; })
      ->second;
}

Delivery::State ParseState(const std::string& name) {
  for (const auto& [state, known] : kStateNames) {
    if (name == known) return state;
  }
  return Delivery::State::kDead;
}

Delivery DeliveryOf(const soci::row& row) {
  Delivery delivery;
  delivery.id = NumberColumn(row, "id");
  delivery.ticket = FormatTicketNumber(NumberColumn(row, "serial"));
  delivery.kind = TextColumn(row, "kind");
  delivery.connector = TextColumn(row, "connector");
  delivery.queue = TextColumn(row, "queue");
  delivery.payload = TextColumn(row, "payload");
  delivery.idempotency_key = TextColumn(row, "idempotency_key");
  delivery.state = ParseState(TextColumn(row, "state"));
  delivery.attempts = static_cast<int>(NumberColumn(row, "attempts"));
  delivery.created = NumberColumn(row, "created");
  delivery.next_attempt = NumberColumn(row, "next_attempt");
  delivery.last_error = TextColumn(row, "last_error");
  delivery.receipt = TextColumn(row, "receipt");
  return delivery;
}

std::vector<Delivery> DeliveriesOf(const soci::rowset<soci::row>& rows) {
  std::vector<Delivery> found;
  for (const soci::row& row : rows) found.push_back(DeliveryOf(row));
  return found;
}

// An endpoint may answer with a whole page.
std::string Shortened(std::string error) {
  if (error.size() <= kMaxErrorBytes) return error;
  std::size_t end = kMaxErrorBytes;
  while (end > 0 && (static_cast<unsigned char>(error[end]) & 0xC0) == 0x80) --end;
  error.resize(end);
  return error;
}

}  // namespace

void InsertDelivery(soci::session& session, std::int64_t serial, const NewDelivery& delivery,
                    std::int64_t now) {
  const long long ticket = serial;
  int known = 0;
  session << "SELECT COUNT(*) FROM delivery WHERE serial = :serial AND kind = :kind AND"
             " connector = :connector",
      soci::use(ticket), soci::use(delivery.kind), soci::use(delivery.connector), soci::into(known);
  if (known > 0) return;
  long long id = 0;
  session << "UPDATE counter SET value = value + 1 WHERE name = 'delivery'";
  session << "SELECT value FROM counter WHERE name = 'delivery'", soci::into(id);
  const std::string key =
      FormatTicketNumber(serial) + ":" + delivery.kind + ":" + delivery.connector;
  const long long created = now;
  session << "INSERT INTO delivery (id, serial, kind, connector, queue, payload, idempotency_key,"
             " state, attempts, created, next_attempt, last_error, receipt) VALUES (:id, :serial,"
             " :kind, :connector, :queue, :payload, :key, 'waiting', 0, :created, :next, '', '')",
      soci::use(id), soci::use(ticket), soci::use(delivery.kind), soci::use(delivery.connector),
      soci::use(delivery.queue), soci::use(delivery.payload), soci::use(key), soci::use(created),
      soci::use(created);
}

Result<std::vector<Delivery>> Outbox::Claim(const std::string& connector, std::int64_t now,
                                            std::int64_t lease, std::size_t limit) {
  using Found = std::vector<Delivery>;
  return connection_.Change<Found>("read the outbox", [&](soci::session& session) -> Result<Found> {
    const long long due = now;
    const long long until = now + lease;
    const auto most = static_cast<long long>(std::min(limit, kMaxListed));
    Found found = DeliveriesOf((session.prepare << kColumns << kFirstOfTicket
                                                << " AND next_attempt <= :due"
                                                   " ORDER BY next_attempt, id LIMIT :most",
                                soci::use(connector), soci::use(due), soci::use(most)));
    for (Delivery& delivery : found) {
      const long long id = delivery.id;
      session << "UPDATE delivery SET attempts = attempts + 1, next_attempt = :until"
                 " WHERE id = :id",
          soci::use(until), soci::use(id);
      ++delivery.attempts;
      delivery.next_attempt = until;
    }
    return found;
  });
}

Result<std::optional<std::int64_t>> Outbox::NextDue(const std::string& connector) {
  using Due = std::optional<std::int64_t>;
  return connection_.Read<Due>("read the outbox", [&](soci::session& session) -> Result<Due> {
    long long due = 0;
    soci::indicator indicator = soci::i_null;
    session << "SELECT next_attempt FROM delivery" << kFirstOfTicket
            << " ORDER BY next_attempt LIMIT 1",
        soci::use(connector), soci::into(due, indicator);
    return session.got_data() && indicator == soci::i_ok ? Due(due) : Due();
  });
}

Result<std::size_t> Outbox::FollowConnectors(const std::vector<std::string>& connectors,
                                             std::int64_t now) {
  using Count = Result<std::size_t>;
  return connection_.Change<std::size_t>("read the outbox", [&](soci::session& session) -> Count {
    std::vector<std::string> waiting;
    const soci::rowset<std::string> rows =
        (session.prepare << "SELECT DISTINCT connector FROM delivery WHERE state = 'waiting'");
    for (const std::string& name : rows) waiting.push_back(name);
    const std::string why = kNoSuchConnector;
    long long given_up = 0;
    for (const std::string& name : waiting) {
      if (std::find(connectors.begin(), connectors.end(), name) != connectors.end()) continue;
      soci::statement statement =
          (session.prepare << "UPDATE delivery SET state = 'dead', last_error = :why"
                              " WHERE state = 'waiting' AND connector = :name",
           soci::use(why), soci::use(name));
      statement.execute(true);
      given_up += statement.get_affected_rows();
    }
    const long long due = now;
    for (const std::string& name : connectors) {
      session << "UPDATE delivery SET state = 'waiting', attempts = 0, next_attempt = :due"
                 " WHERE state = 'dead' AND connector = :name AND last_error = :why",
          soci::use(due), soci::use(name), soci::use(why);
    }
    return static_cast<std::size_t>(given_up);
  });
}

Status Outbox::MarkDelivered(std::int64_t id, const std::string& receipt) {
  return connection_.Change<void>("mark the delivery", [&](soci::session& session) -> Status {
    const long long which = id;
    session << "UPDATE delivery SET state = 'delivered', receipt = :receipt, last_error = '',"
               " payload = '' WHERE id = :id",
        soci::use(receipt), soci::use(which);
    return {};
  });
}

Status Outbox::MarkFailed(std::int64_t id, const std::string& error, std::int64_t next_attempt) {
  return connection_.Change<void>("mark the delivery", [&](soci::session& session) -> Status {
    const std::string why = Shortened(error);
    const long long which = id;
    const long long next = next_attempt;
    session << "UPDATE delivery SET last_error = :why, next_attempt = :next"
               " WHERE id = :id AND state = 'waiting'",
        soci::use(why), soci::use(next), soci::use(which);
    return {};
  });
}

Status Outbox::MarkDead(std::int64_t id, const std::string& error) {
  return connection_.Change<void>("mark the delivery", [&](soci::session& session) -> Status {
    const std::string why = Shortened(error);
    const long long which = id;
    session << "UPDATE delivery SET state = 'dead', last_error = :why"
               " WHERE id = :id AND state = 'waiting'",
        soci::use(why), soci::use(which);
    return {};
  });
}

Status Outbox::Retry(std::int64_t id, std::int64_t now) {
  return connection_.Change<void>("try the delivery again", [&](soci::session& session) -> Status {
    const long long which = id;
    const long long due = now;
    int dead = 0;
    session << "SELECT COUNT(*) FROM delivery WHERE id = :id AND state = 'dead'", soci::use(which),
        soci::into(dead);
    if (dead == 0) return Fail(ErrorCode::kNotFound, "no such delivery was given up");
    session << "UPDATE delivery SET state = 'waiting', attempts = 0, next_attempt = :due"
               " WHERE id = :id",
        soci::use(due), soci::use(which);
    return {};
  });
}

Result<std::vector<Delivery>> Outbox::List(Delivery::State state, std::size_t limit) {
  using Found = std::vector<Delivery>;
  return connection_.Read<Found>("read the outbox", [&](soci::session& session) -> Result<Found> {
    const std::string name = NameOf(state);
    const auto most = static_cast<long long>(std::min(limit, kMaxListed));
    return DeliveriesOf(
        (session.prepare << kColumns << " WHERE state = :state ORDER BY id LIMIT :most",
         soci::use(name), soci::use(most)));
  });
}

Result<std::vector<Delivery>> Outbox::OfTicket(std::string_view number) {
  using Found = std::vector<Delivery>;
  const std::optional<std::int64_t> parsed = ParseTicketNumber(number);
  if (!parsed) return Found();
  return connection_.Read<Found>("read the outbox", [&](soci::session& session) -> Result<Found> {
    const long long serial = *parsed;
    return DeliveriesOf(
        (session.prepare << kColumns << " WHERE serial = :serial ORDER BY id", soci::use(serial)));
  });
}

Result<OutboxCounts> Outbox::Count() {
  using Counts = Result<OutboxCounts>;
  return connection_.Read<OutboxCounts>("read the outbox", [](soci::session& session) -> Counts {
    long long waiting = 0;
    long long dead = 0;
    long long oldest = 0;
    soci::indicator indicator = soci::i_null;
    session << "SELECT COUNT(*), MIN(created) FROM delivery WHERE state = 'waiting'",
        soci::into(waiting), soci::into(oldest, indicator);
    session << "SELECT COUNT(*) FROM delivery WHERE state = 'dead'", soci::into(dead);
    OutboxCounts counts{static_cast<std::size_t>(waiting), static_cast<std::size_t>(dead), {}};
    if (indicator == soci::i_ok) counts.oldest_waiting = oldest;
    return counts;
  });
}

}  // namespace zeroline

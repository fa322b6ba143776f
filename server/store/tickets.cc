#include "server/store/tickets.h"

#include <algorithm>
#include <array>

#include "server/store/row_reader.h"
#include "server/store/soci_library.h"
#include "server/store/ticket_files.h"
#include "server/store/ticket_number.h"
#include "server/store/token.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxListed = 1000;

constexpr const char* kColumns =
    "SELECT serial, created, subject, body, contact, language, category, channel, visitor, intent,"
    " queue, status, agent, closed, secret FROM ticket";

constexpr std::array<std::pair<Ticket::Status, const char*>, 3> kStatusNames = {{
    {Ticket::Status::kNew, "new"},
    {Ticket::Status::kTaken, "taken"},
    {Ticket::Status::kClosed, "closed"},
}};

std::string NameOf(Ticket::Status status) {
  return std::find_if(kStatusNames.begin(), kStatusNames.end(),
                      [&](const auto& pair) { return pair.first == status; })
      ->second;
}

Ticket::Status ParseStatus(const std::string& name) {
  for (const auto& [status, known] : kStatusNames) {
    if (name == known) return status;
  }
  return Ticket::Status::kNew;
}

Ticket TicketOf(const soci::row& row) {
  Ticket ticket;
  ticket.number = FormatTicketNumber(NumberColumn(row, "serial"));
  ticket.created = NumberColumn(row, "created");
  ticket.subject = TextColumn(row, "subject");
  ticket.body = TextColumn(row, "body");
  ticket.contact = TextColumn(row, "contact");
  ticket.language = TextColumn(row, "language");
  ticket.category = TextColumn(row, "category");
  ticket.channel = TextColumn(row, "channel");
  ticket.visitor = TextColumn(row, "visitor");
  ticket.intent = TextColumn(row, "intent");
  ticket.queue = TextColumn(row, "queue");
  ticket.status = ParseStatus(TextColumn(row, "status"));
  ticket.agent = TextColumn(row, "agent");
  ticket.closed = NumberColumn(row, "closed");
  ticket.secret = TextColumn(row, "secret");
  return ticket;
}

template <typename Value>
Result<Ticket> Select(soci::session& session, const std::string& column, const Value& value) {
  const soci::rowset<soci::row> rows =
      (session.prepare << kColumns << " WHERE " << column << " = :value", soci::use(value));
  for (const soci::row& row : rows) return TicketOf(row);
  return Fail(ErrorCode::kNotFound, "there is no such request");
}

Result<long long> SerialOf(std::string_view number) {
  if (const std::optional<std::int64_t> serial = ParseTicketNumber(number)) return *serial;
  return Fail(
      ErrorCode::kInvalidArgument,
      "this is no request number: it looks like ZL-10000 and its last digit checks the others");
}

std::vector<TrailStep> TrailOf(soci::session& session, long long serial) {
  const soci::rowset<soci::row> rows =
      (session.prepare << "SELECT kind, at, text, article, language, title, anchor, build"
                          " FROM ticket_step WHERE serial = :serial ORDER BY position",
       soci::use(serial));
  std::vector<TrailStep> trail;
  for (const soci::row& row : rows) trail.push_back(StepOf(row));
  return trail;
}

void InsertTrail(soci::session& session, long long serial, const std::vector<TrailStep>& trail) {
  int position = 0;
  for (const TrailStep& step : trail) {
    const std::string kind(NameOf(step.kind));
    const long long at = step.at;
    const long long build = step.build;
    session << "INSERT INTO ticket_step (serial, position, kind, at, text, article, language,"
               " title, anchor, build) VALUES (:serial, :position, :kind, :at, :text, :article,"
               " :language, :title, :anchor, :build)",
        soci::use(serial), soci::use(position), soci::use(kind), soci::use(at),
        soci::use(step.text), soci::use(step.article), soci::use(step.language),
        soci::use(step.title), soci::use(step.anchor), soci::use(build);
    ++position;
  }
}

void InsertRow(soci::session& session, long long serial, const NewTicket& ticket,
               long long created) {
  soci::indicator key = ticket.idempotency_key.empty() ? soci::i_null : soci::i_ok;
  const std::string secret = NewToken();
  session << "INSERT INTO ticket (serial, created, subject, body, contact, language,"
             " idempotency_key, category, channel, visitor, intent, queue, secret) VALUES"
             " (:serial, :created, :subject, :body, :contact, :language, :key, :category,"
             " :channel, :visitor, :intent, :queue, :secret)",
      soci::use(serial), soci::use(created), soci::use(ticket.subject), soci::use(ticket.body),
      soci::use(ticket.contact), soci::use(ticket.language), soci::use(ticket.idempotency_key, key),
      soci::use(ticket.category), soci::use(ticket.channel), soci::use(ticket.visitor),
      soci::use(ticket.intent), soci::use(ticket.queue), soci::use(secret);
}

Result<Ticket> Insert(soci::session& session, const NewTicket& ticket, long long now) {
  if (!ticket.idempotency_key.empty()) {
    Result<Ticket> known = Select(session, "idempotency_key", ticket.idempotency_key);
    if (known && (known->subject != ticket.subject || known->body != ticket.body)) {
      return Fail(ErrorCode::kConflict,
                  "another request was sent with this idempotency key: send this one with its own");
    }
    if (known) return known;
  }
  long long serial = 0;
  session << "UPDATE counter SET value = value + 1 WHERE name = 'ticket'";
  session << "SELECT value FROM counter WHERE name = 'ticket'", soci::into(serial);
  InsertRow(session, serial, ticket, now);
  InsertTrail(session, serial, ticket.trail);
  ClaimUploads(session, serial, ticket.uploads);
  for (const NewDelivery& delivery : ticket.deliveries) {
    InsertDelivery(session, serial, delivery, now * 1000);
  }
  return Select(session, "serial", serial);
}

// With :status, :queue and :agent bound by name.
constexpr const char* kFiltered =
    " WHERE (:status = '' OR status = :status) AND (:queue = '' OR queue = :queue) AND"
    " (:agent = '' OR agent = :agent)";

// What Take() and its like refuse with.
Error Conflict(const Ticket& ticket) {
  return {ErrorCode::kConflict,
          ticket.status == Ticket::Status::kClosed ? ticket.number + " is closed already"
          : ticket.agent.empty()                   ? ticket.number + " is nobody's yet"
                                                   : ticket.number + " is with " + ticket.agent};
}

}  // namespace

Result<Ticket> Tickets::Add(const NewTicket& ticket) {
  return connection_.Change<Ticket>("store the request", [&](soci::session& session) {
    return Insert(session, ticket, connection_.Now());
  });
}

Result<Ticket> Tickets::FindByIdempotencyKey(std::string_view key) {
  if (key.empty()) return Fail(ErrorCode::kNotFound, "there is no such request");
  return connection_.Read<Ticket>("read the request", [&](soci::session& session) {
    return Select(session, "idempotency_key", std::string(key));
  });
}

Result<Ticket> Tickets::Find(std::string_view number) {
  const Result<long long> serial = SerialOf(number);
  if (!serial) return tl::unexpected(serial.error());
  return connection_.Read<Ticket>("read the request", [&](soci::session& session) {
    Result<Ticket> ticket = Select(session, "serial", *serial);
    if (!ticket) return ticket;
    ticket->trail = TrailOf(session, *serial);
    ticket->attachments = AttachmentsOf(session, *serial);
    return ticket;
  });
}

Result<std::vector<Ticket>> Tickets::List(const TicketFilter& filter) {
  using Found = std::vector<Ticket>;
  return connection_.Read<Found>("list the requests", [&](soci::session& session) -> Result<Found> {
    const std::string status = filter.status ? NameOf(*filter.status) : "";
    const auto limit = static_cast<long long>(std::min(filter.limit, kMaxListed));
    const auto offset = static_cast<long long>(filter.offset);
    const soci::rowset<soci::row> rows =
        (session.prepare << kColumns << kFiltered
                         << (filter.order == TicketFilter::Order::kOldestFirst
                                 ? " ORDER BY serial"
                                 : " ORDER BY serial DESC")
                         << " LIMIT :limit OFFSET :offset",
         soci::use(status, "status"), soci::use(filter.queue, "queue"),
         soci::use(filter.agent, "agent"), soci::use(limit, "limit"), soci::use(offset, "offset"));
    Found found;
    for (const soci::row& row : rows) found.push_back(TicketOf(row));
    return found;
  });
}

Result<std::size_t> Tickets::Count(const TicketFilter& filter) {
  using Number = Result<std::size_t>;
  return connection_.Read<std::size_t>("count the requests", [&](soci::session& session) -> Number {
    const std::string status = filter.status ? NameOf(*filter.status) : "";
    long long count = 0;
    session << "SELECT COUNT(*) FROM ticket" << kFiltered, soci::use(status, "status"),
        soci::use(filter.queue, "queue"), soci::use(filter.agent, "agent"), soci::into(count);
    return static_cast<std::size_t>(count);
  });
}

Status Tickets::Take(std::string_view number, const std::string& agent) {
  const Result<long long> serial = SerialOf(number);
  if (!serial) return tl::unexpected(serial.error());
  return connection_.Change<void>("take the request", [&](soci::session& session) -> Status {
    const Result<Ticket> ticket = Select(session, "serial", *serial);
    if (!ticket) return tl::unexpected(ticket.error());
    if (ticket->status == Ticket::Status::kTaken && ticket->agent == agent) return {};
    if (ticket->status != Ticket::Status::kNew) return tl::unexpected(Conflict(*ticket));
    session << "UPDATE ticket SET status = 'taken', agent = :agent WHERE serial = :serial",
        soci::use(agent), soci::use(*serial);
    return {};
  });
}

Status Tickets::Release(std::string_view number, const std::string& agent) {
  const Result<long long> serial = SerialOf(number);
  if (!serial) return tl::unexpected(serial.error());
  return connection_.Change<void>("give the request back", [&](soci::session& session) -> Status {
    const Result<Ticket> ticket = Select(session, "serial", *serial);
    if (!ticket) return tl::unexpected(ticket.error());
    if (ticket->status != Ticket::Status::kTaken || ticket->agent != agent) {
      return tl::unexpected(Conflict(*ticket));
    }
    session << "UPDATE ticket SET status = 'new', agent = '' WHERE serial = :serial",
        soci::use(*serial);
    return {};
  });
}

Status Tickets::Close(std::string_view number, const std::string& agent,
                      const std::vector<NewDelivery>& deliveries) {
  const Result<long long> serial = SerialOf(number);
  if (!serial) return tl::unexpected(serial.error());
  return connection_.Change<void>("close the request", [&](soci::session& session) -> Status {
    const Result<Ticket> ticket = Select(session, "serial", *serial);
    if (!ticket) return tl::unexpected(ticket.error());
    if (ticket->status == Ticket::Status::kClosed) return {};
    const long long now = connection_.Now();
    session << "UPDATE ticket SET status = 'closed', agent = :agent, closed = :now"
               " WHERE serial = :serial",
        soci::use(agent), soci::use(now), soci::use(*serial);
    for (const NewDelivery& delivery : deliveries) {
      InsertDelivery(session, *serial, delivery, now * 1000);
    }
    return {};
  });
}

}  // namespace zeroline

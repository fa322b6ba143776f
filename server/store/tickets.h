// Requests for a person, with what came with them: attachments, the trail, and the deliveries that
// take them to level 1.
//
// Thread-safe. A call that returned success has reached the disk.
#ifndef ZEROLINE_SERVER_STORE_TICKETS_H_
#define ZEROLINE_SERVER_STORE_TICKETS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/store/outbox.h"
#include "server/store/sql_connection.h"
#include "server/store/trail.h"

namespace zeroline {

// A file that somebody sent. `type` was taken from the content, not from what the sender said.
struct Upload {
  std::string name;  // as the sender named it, without folders; may hold anything else
  std::string type;  // "image/png"
  std::string content;
};

// What is known of a file without reading it.
struct Attachment {
  std::string token;  // 32 hexadecimal digits, unguessable
  std::string name;
  std::string type;
  std::size_t bytes = 0;
};

struct NewTicket {
  std::string subject;
  std::string body;
  std::string contact;  // e-mail address or telephone, as typed; may be ""
  std::string language;
  // Chosen by the sender once per form; sending the same form twice gives the same ticket.
  std::string idempotency_key;
  std::string category;              // id from the configuration, or ""
  std::string channel = "web";       // "web", "widget", "api", "mail": where it came from
  std::string visitor;               // first-party visitor id, or ""
  std::string intent;                // row of the deflection ledger, or ""
  std::string queue;                 // of level 1, as routed; "" for the only one
  std::vector<std::string> uploads;  // tokens from KeepUpload(); unknown and used ones are left out
  std::vector<TrailStep> trail;
  std::vector<NewDelivery> deliveries;  // stored in the same transaction
};

struct Ticket {
  // A ticket is kNew until an agent takes it, and kClosed when it was dealt with.
  enum class Status { kNew, kTaken, kClosed };

  std::string number;        // "ZL-10427": a serial number and a Damm check digit, to be read out
  std::int64_t created = 0;  // Unix seconds
  std::string subject;
  std::string body;
  std::string contact;
  std::string language;
  std::string category;
  std::string channel;
  std::string visitor;
  std::string intent;
  std::string queue;
  Status status = Status::kNew;
  std::string agent;        // who took or closed it; "" if nobody, or if the sender closed it
  std::int64_t closed = 0;  // Unix seconds; 0 while it is open
  // Of the link in the confirmation by which its sender closes it; 32 hexadecimal digits.
  std::string secret;
  // Filled by Find() only.
  std::vector<TrailStep> trail;
  std::vector<Attachment> attachments;
};

struct TicketFilter {
  enum class Order { kOldestFirst, kNewestFirst };

  std::optional<Ticket::Status> status;
  std::string queue;       // "" for all
  std::size_t limit = 50;  // at most 1000
  std::size_t offset = 0;
  std::string agent = {};  // who took or closed it; "" for all
  Order order = Order::kOldestFirst;
};

class Tickets {
 public:
  // `connection` outlives this.
  explicit Tickets(SqlConnection* connection) : connection_(*connection) {}

  // Ticket, trail, attachments and deliveries in one transaction. With a key that was used before:
  // the ticket stored then if its subject and body are the same, else kConflict.
  Result<Ticket> Add(const NewTicket& ticket);
  // The ticket that was sent with this key; kNotFound if none was, or if the key is "".
  Result<Ticket> FindByIdempotencyKey(std::string_view key);
  // kNotFound if there is no such number; a number whose check digit is wrong is kInvalidArgument.
  Result<Ticket> Find(std::string_view number);
  // Trail and attachments are left out.
  Result<std::vector<Ticket>> List(const TicketFilter& filter);
  // How many there are, whatever the filter's limit and offset.
  Result<std::size_t> Count(const TicketFilter& filter);

  // kConflict if another agent has it, or if it is closed.
  Status Take(std::string_view number, const std::string& agent);
  // Gives it back to the queue. kConflict unless this agent has it.
  Status Release(std::string_view number, const std::string& agent);
  // `agent` is "" if its sender closed it. Closing a closed ticket changes nothing. `deliveries`
  // tell level 1, in the same transaction.
  Status Close(std::string_view number, const std::string& agent,
               const std::vector<NewDelivery>& deliveries = {});

  // Keeps a file until a ticket claims it, or a day. The token is the only way to it.
  // kInvalidArgument if it is empty.
  Result<Attachment> KeepUpload(const Upload& upload);
  // A file kept and not yet claimed; kNotFound for any other token.
  Result<Attachment> FindUpload(std::string_view token);
  // A file of this ticket; kNotFound if it has no such file.
  Result<Upload> ReadAttachment(std::string_view number, std::string_view token);

  // Forgets what was written in the tickets with this contact or of this visitor (either may be
  // ""): subject, body, contact, trail, attachments. Numbers, times and outcomes stay. How many.
  Result<std::size_t> Erase(const std::string& contact, const std::string& visitor);
  // The same for one ticket; 0 if it was erased before. Fails as Find().
  Result<std::size_t> EraseTicket(std::string_view number);
  // Erases tickets closed or delivered, and created before `before` (Unix seconds); files that no
  // ticket claimed within a day go as well. How many tickets.
  Result<std::size_t> Purge(std::int64_t before);

 private:
  SqlConnection& connection_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_TICKETS_H_

// One way to level 1: takes a delivery there, once. When and how often is the lane's business.
#ifndef ZEROLINE_SERVER_HANDOVER_CONNECTOR_H_
#define ZEROLINE_SERVER_HANDOVER_CONNECTOR_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/error/result.h"
#include "server/config/handover_settings.h"
#include "server/store/tickets.h"

namespace zeroline {

// Where readers find us, as it stands in what is sent.
struct Portal {
  std::string url;   // without a final '/'; "" if nobody said
  std::string name;  // site_name
};

// A delivery with everything that a connector may want to say.
struct Shipment {
  Delivery delivery;
  Ticket ticket;
  std::vector<Upload> files;  // of the ticket; only with the kind "ticket"
  // What level 1 calls the ticket, if this connector delivered it before; else "".
  std::string ticket_receipt;
};

struct Outcome {
  enum class Kind {
    kAccepted,
    kFailed,   // worth another attempt
    kRefused,  // the same would be refused again
  };

  Kind kind = Kind::kFailed;
  std::string receipt;  // of kAccepted; "" if level 1 said nothing
  std::string error;    // of the others: what happened, with nothing personal in it
  std::string detail;   // what level 1 answered; may quote the ticket, so it stays in the state
  std::optional<std::chrono::seconds> retry_after;  // of kFailed: what level 1 asked for

  static Outcome Accepted(std::string receipt) {
    return {Kind::kAccepted, std::move(receipt), {}, {}, {}};
  }
  static Outcome Failed(std::string error) { return {Kind::kFailed, {}, std::move(error), {}, {}}; }
  static Outcome Refused(std::string error) {
    return {Kind::kRefused, {}, std::move(error), {}, {}};
  }
};

// Thread-safe.
class Connector {
 public:
  virtual ~Connector() = default;

  // Blocks for at most longest_attempt().
  virtual Outcome Deliver(const Shipment& shipment) = 0;
  virtual std::chrono::seconds longest_attempt() const = 0;
  // Whether level 1 can be told by this way that the sender closed a ticket.
  virtual bool TellsSolved() const = 0;
};

// kInvalidArgument names the connector and what is wrong with it.
Result<std::unique_ptr<Connector>> OpenConnector(const ConnectorSettings& settings,
                                                 const Portal& portal);

// Of each type. The error does not name the connector.
Result<std::unique_ptr<Connector>> OpenWebhook(const ConnectorSettings& settings,
                                               const Portal& portal);
Result<std::unique_ptr<Connector>> OpenSmtp(const ConnectorSettings& settings,
                                            const Portal& portal);
Result<std::unique_ptr<Connector>> OpenRequestTracker(const ConnectorSettings& settings,
                                                      const Portal& portal);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_CONNECTOR_H_

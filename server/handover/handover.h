// Level 1: decides where a ticket goes, and takes it there however long that takes.
//
// Thread-safe. A ticket is safe once the store has it; a thread of this room goes through the
// outbox. An endpoint that fails is tried again after 2^n times the first delay, with full jitter
// (Brooker, M.: Exponential Backoff And Jitter, 2015), until the attempts are used up and the
// delivery is on the dead-letter list.
#ifndef ZEROLINE_SERVER_HANDOVER_HANDOVER_H_
#define ZEROLINE_SERVER_HANDOVER_HANDOVER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/config/handover_settings.h"
#include "server/handover/mail_address.h"
#include "server/store/store.h"

namespace zeroline {

// An article that a confirmation names, as its reader meets it.
struct ConfirmedArticle {
  std::string title;
  std::string url;  // absolute
};

class Handover {
 public:
  // kInvalidArgument names the connector and what is wrong with it: a template that cannot be read,
  // an empty secret. `store` outlives this. Nothing is delivered before Start().
  // `public_url` is where readers find the portal, without a final '/'; "" if nobody said, and then
  // links in what is sent are relative to it, and mails to senders have none.
  static Result<std::unique_ptr<Handover>> Open(const HandoverSettings& settings,
                                                const std::string& public_url,
                                                const std::string& site_name, Store* store);
  ~Handover();  // finishes the attempt that has begun; what is left waits for the next start

  // Starts the delivering thread.
  void Start();
  // Tells it that something may be due.
  void Wake();

  // Sets the queue and the deliveries of a ticket that is about to be stored, by the routing rules:
  // to level 1, and the confirmation to its sender if a mail connector is set, the contact is one
  // e-mail address, and this address has not been written to too often. `articles` may solve it
  // meanwhile; may be empty.
  void Route(NewTicket* ticket, const std::vector<ConfirmedArticle>& articles);

  // Whether senders who leave an address get a confirmation at all.
  bool ConfirmsByMail() const;

  // What tells level 1 that the sender closed the ticket.
  std::vector<NewDelivery> ClosedBySender(const Ticket& ticket);

 private:
  struct Impl;
  explicit Handover(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_HANDOVER_H_

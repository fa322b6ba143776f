// The one way by which a request for a person is stored, whatever door it came through: with its
// trail, its deliveries, and the ledger told.
#ifndef ZEROLINE_SERVER_WEB_TICKET_SENDING_H_
#define ZEROLINE_SERVER_WEB_TICKET_SENDING_H_

#include <vector>

#include "indexer/error/result.h"
#include "server/search/searcher.h"
#include "server/web/door.h"

namespace zeroline {

// `ticket` has what its sender said, and `visitor` and `intent` if known; trail, queue and
// deliveries are added here. `articles` are likely to solve it: the confirmation names them. A
// trail or a ledger that cannot be read or written never keeps a ticket from being stored.
Result<Ticket> SendTicket(const Services& services, const WebRequest& request, NewTicket ticket,
                          const std::vector<SearchHit>& articles);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_TICKET_SENDING_H_

// Parts of a ticket that have tables of their own, as the ticket's transaction uses them. All throw
// soci_error.
#ifndef ZEROLINE_SERVER_STORE_TICKET_FILES_H_
#define ZEROLINE_SERVER_STORE_TICKET_FILES_H_

#include <string>
#include <vector>

#include "server/store/tickets.h"
#include "server/store/trail.h"

namespace soci {
class row;
class session;
}  // namespace soci

namespace zeroline {

// A row with the columns kind, at, text, article, language, title, anchor, build.
TrailStep StepOf(const soci::row& row);

// Makes the files those of the ticket, in this order. A token that is unknown, or another ticket's,
// is left out.
void ClaimUploads(soci::session& session, long long serial, const std::vector<std::string>& tokens);

std::vector<Attachment> AttachmentsOf(soci::session& session, long long serial);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_TICKET_FILES_H_

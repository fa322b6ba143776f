// The JSON doors: what programs ask. UTF-8; errors are problem details (RFC 9457). openapi.cc
// describes them and a test holds the description against what the doors answer.
//
//   GET  /api/v1/search?q=&lang=&limit=&offset=&section=
//   GET  /api/v1/suggest?q=&lang=&limit=
//   GET  /api/v1/articles/{id...}?lang=&v=
//   POST /api/v1/articles/{id...}/feedback   application/json only
//   POST /api/v1/visits           application/json only
//   POST /api/v1/tickets          application/json only
//   POST /api/v1/deflect          application/json only
//   POST /api/v1/deflect/events   application/json only
//   POST /api/v1/agent/search     application/json only; role agent
//   POST /api/v1/agent/uses       application/json only; role agent
//   POST /api/v1/agent/notes      application/json only; role agent or writer
//   GET  /api/v1/agent/notes?state=&offset=&limit=      role agent or writer
//   GET  /api/v1/agent/report?days=&in=                 role agent, writer or admin
//   GET  /api/v1/openapi.json
//   any  /api/{rest...}           problem 404
//
// Without `lang` the reader's language is chosen as for the portal (cookie, Accept-Language,
// default).
#ifndef ZEROLINE_SERVER_WEB_API_API_H_
#define ZEROLINE_SERVER_WEB_API_API_H_

#include <memory>
#include <string_view>

#include "server/web/door.h"

namespace zeroline {

class WritersReports;  // server/web/writers_reports.h

// The returned doors keep a copy of `services`; what it points at outlives them.
Door ApiSearchDoor(const Services& services);
Door ApiSuggestDoor(const Services& services);
Door ApiArticleDoor(const Services& services);
// "Did this help?" (feedback_door.cc): of a path that ends with "/feedback", which the route
// cannot say, as ids have slashes.
Door ApiFeedbackDoor(const Services& services);
// What a reader searched and opened in a page of ours that asks by this API (visits_door.cc).
Door ApiVisitsDoor(const Services& services);
Door ApiTicketDoor(const Services& services);
// What is likely to help somebody who writes this, and what became of it (deflect_door.cc).
Door ApiDeflectDoor(const Services& services);
Door ApiDeflectEventsDoor(const Services& services);
// The workspace for programs (agent_doors.cc): 401 for strangers, 403 without the role.
Door ApiAgentSearchDoor(const Services& services);
Door ApiAgentUsesDoor(const Services& services);
Door ApiAgentKeepNoteDoor(const Services& services);
Door ApiAgentNotesDoor(const Services& services);
// What writers should write next (report_door.cc).
Door ApiWritersReportDoor(const Services& services, const std::shared_ptr<WritersReports>& reports);
Door ApiDescriptionDoor();
Door ApiUnknownDoor();

// The OpenAPI 3.1 document.
std::string_view ApiDescription();

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_API_API_H_

// Every URL of the server in one table.
#ifndef ZEROLINE_SERVER_APP_ROUTES_H_
#define ZEROLINE_SERVER_APP_ROUTES_H_

#include <vector>

#include "server/web/door.h"
#include "server/web/http_server.h"
#include "server/web/portal/templates.h"

namespace zeroline {

// `services` and `templates` outlive the routes.
std::vector<Route> RouteTable(const Services& services, const Templates& templates);

// Errors that no door answers: problem details below /api/, pages elsewhere.
ErrorDoor ErrorTable(const Services& services, const Templates& templates);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_ROUTES_H_

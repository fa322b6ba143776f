// What is known to be broken now, above the page.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_INCIDENT_BANNER_H_
#define ZEROLINE_SERVER_WEB_PORTAL_INCIDENT_BANNER_H_

#include "server/web/portal/page.h"

namespace zeroline {

// "incidents": those about everything, about the frame's section, and about the words of its query
// and text.
void AddIncidents(const Page& page, const Frame& frame, View* view);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_INCIDENT_BANNER_H_

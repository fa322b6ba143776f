// The report of deflection in the words of a page: everything agent_deflection.html expects but the
// choice of the period.
#ifndef ZEROLINE_SERVER_WEB_AGENT_REPORT_VIEW_H_
#define ZEROLINE_SERVER_WEB_AGENT_REPORT_VIEW_H_

#include "server/deflection/report.h"
#include "server/web/agent/agent_page.h"

namespace zeroline {

void AddReport(const AgentPage& page, const DeflectionReport& report, View* view);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AGENT_REPORT_VIEW_H_

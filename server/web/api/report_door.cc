// GET /api/v1/agent/report: the writers' report for programs.
#include "server/telemetry/log.h"
#include "server/web/api/api.h"
#include "server/web/problem.h"
#include "server/web/writers_reports.h"

namespace zeroline {
namespace {

// Nobody in between may keep what only some may read.
WebResponse Private(WebResponse response) {
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

WebResponse Refused(const WebRequest& request) {
  if (request.identity) {
    return Private(Problem(403, "This takes a role that the account does not have."));
  }
  WebResponse problem = Private(Problem(401, "Send a token: 'Authorization: Bearer zl_...'."));
  problem.headers.emplace_back("WWW-Authenticate", "Bearer");
  return problem;
}

}  // namespace

Door ApiWritersReportDoor(const Services&, const std::shared_ptr<WritersReports>& reports) {
  return [reports](const WebRequest& request) {
    const bool may_pass = request.identity &&
                          (request.identity->Has(kAgentRole) ||
                           request.identity->Has(kWriterRole) || request.identity->Has(kAdminRole));
    if (!may_pass) return Refused(request);
    const auto choice = ReportChoiceOf(request);
    if (!choice) return Private(Problem(400, "'in' must be a language tag such as \"en\"."));
    const auto report = reports->Find(*choice, AudiencesOf(request));
    if (!report) {
      LogError("writers' report: " + report.error().message);
      return Private(ProblemFrom(report.error()));
    }
    return Private(WebResponse::Json(ToJson(**report)));
  };
}

}  // namespace zeroline

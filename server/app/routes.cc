#include "server/app/routes.h"

#include "server/web/agent/agent.h"
#include "server/web/api/api.h"
#include "server/web/identity.h"
#include "server/web/operations.h"
#include "server/web/portal/portal.h"
#include "server/web/problem.h"
#include "server/web/writers_reports.h"

namespace zeroline {
namespace {

using Reports = std::shared_ptr<WritersReports>;

// A form with as many files as it takes, each as large as it may be, and its text.
std::size_t FormBytes(const Config& config) {
  return config.max_attachments * config.max_attachment_bytes + config.max_body_bytes;
}

// The same as JSON, with the files in base64.
std::size_t JsonBytes(const Config& config) { return FormBytes(config) / 3 * 4; }

// The same for everybody, and answered without looking who asks.
std::vector<Route> PlainRoutes(const Services& s) {
  return {
      // For whoever runs the server
      {"GET", "/healthz", HealthDoor()},
      {"GET", "/readyz", ReadyDoor(s)},
      {"GET", "/metrics", MetricsDoor(s)},

      {"GET", "/static/{name...}", StaticDoor(s)},
  };
}

// Their doors look themselves who asks, as nobody else may pass.
std::vector<Route> AgentRoutes(const Services& s, const Templates& t, const Reports& r) {
  return {
      {"GET", "/agent", WorkspaceDoor(s, t)},
      {"POST", "/agent", WorkspaceDoor(s, t)},
      {"GET", "/agent/panel", PanelDoor(s, t)},
      {"POST", "/agent/panel", PanelDoor(s, t)},
      {"GET", "/agent/tools", ToolsDoor(s, t)},
      {"GET", "/agent/sign-in", SignInDoor(s, t)},
      {"POST", "/agent/sign-in", TrySignInDoor(s, t)},
      {"POST", "/agent/sign-out", SignOutDoor(s, t)},
      {"GET", "/agent/setup", SetupDoor(s, t)},
      {"POST", "/agent/setup", MakeFirstAccountDoor(s, t)},
      {"GET", "/agent/queue", QueueDoor(s, t)},
      {"GET", "/agent/queue/{number}", TicketDoor(s, t)},
      {"POST", "/agent/queue/{number}/take", TakeTicketDoor(s, t)},
      {"POST", "/agent/queue/{number}/release", ReleaseTicketDoor(s, t)},
      {"POST", "/agent/queue/{number}/close", CloseTicketDoor(s, t)},
      {"GET", "/agent/queue/{number}/files/{token}", TicketFileDoor(s, t)},
      {"GET", "/agent/deliveries", DeliveriesDoor(s, t)},
      {"POST", "/agent/deliveries", RetryDeliveryDoor(s, t)},
      {"GET", "/agent/deflection", DeflectionReportDoor(s, t)},
      {"GET", "/agent/account", AccountDoor(s, t)},
      {"POST", "/agent/account", ChangeAccountDoor(s, t)},
      {"GET", "/agent/accounts", AccountsDoor(s, t)},
      {"POST", "/agent/accounts", AddAccountDoor(s, t)},
      {"GET", "/agent/accounts/{name}", SomeoneDoor(s, t)},
      {"POST", "/agent/accounts/{name}", ChangeSomeoneDoor(s, t)},
      {"POST", "/agent/uses", RecordUseDoor(s, t)},
      {"GET", "/agent/notes", NotesDoor(s, t)},
      {"GET", "/agent/notes.csv", NotesTableDoor(s, t)},
      {"GET", "/agent/notes/new", NoteFormDoor(s, t)},
      {"POST", "/agent/notes/new", KeepNoteDoor(s, t)},
      {"POST", "/agent/notes/{id}/done", FinishNoteDoor(s, t)},
      {"GET", "/agent/report", WritersReportDoor(s, t, r)},
      {"GET", "/agent/report.csv", WritersReportTableDoor(s, t, r)},
      {"GET", "/agent/report.json", WritersReportJsonDoor(s, t, r)},
      {"GET", "/agent/report/{id}", WritersQuestionDoor(s, t, r)},
      {"*", "/agent/{rest...}", UnknownAgentDoor(s, t)},
  };
}

// What these show depends on what whoever asks may read.
std::vector<Route> ReaderRoutes(const Services& s, const Templates& t, const Reports& r) {
  return {
      {"GET", "/assets/{name}", AssetDoor(s)},

      // For programs
      {"GET", "/api/v1/search", ApiSearchDoor(s)},
      {"GET", "/api/v1/suggest", ApiSuggestDoor(s)},
      {"GET", "/api/v1/articles/{id...}", ApiArticleDoor(s)},
      {"POST", "/api/v1/articles/{id...}", ApiFeedbackDoor(s)},
      {"POST", "/api/v1/visits", ApiVisitsDoor(s)},
      {"POST", "/api/v1/tickets", ApiTicketDoor(s), JsonBytes(*s.config)},
      {"POST", "/api/v1/deflect", ApiDeflectDoor(s)},
      {"POST", "/api/v1/deflect/events", ApiDeflectEventsDoor(s)},
      {"POST", "/api/v1/agent/search", ApiAgentSearchDoor(s)},
      {"POST", "/api/v1/agent/uses", ApiAgentUsesDoor(s)},
      {"GET", "/api/v1/agent/notes", ApiAgentNotesDoor(s)},
      {"POST", "/api/v1/agent/notes", ApiAgentKeepNoteDoor(s)},
      {"GET", "/api/v1/agent/report", ApiWritersReportDoor(s, r)},
      {"GET", "/api/v1/openapi.json", ApiDescriptionDoor()},
      {"*", "/api/{rest...}", ApiUnknownDoor()},

      // For people
      {"GET", "/", RootDoor(s, t)},
      {"GET", "/robots.txt", RobotsDoor(s, t)},
      {"GET", "/sitemap.xml", SitemapDoor(s, t)},
      {"GET", "/opensearch.xml", OpenSearchDoor(s, t)},
      {"GET", "/widget.js", WidgetScriptDoor(s, t)},
      {"GET", "/a/{id...}", ShortLinkDoor(s, t)},
      {"GET", "/{lang}", LanguageDoor(s, t)},
      {"GET", "/{lang}/", HomeDoor(s, t)},
      {"GET", "/{lang}/search", SearchDoor(s, t)},
      {"GET", "/{lang}/new-request", RequestFormDoor(s, t)},
      {"POST", "/{lang}/new-request", SendRequestDoor(s, t), FormBytes(*s.config)},
      {"GET", "/{lang}/new-request/sent", RequestSentDoor(s, t)},
      {"GET", "/{lang}/new-request/solved", RequestSolvedDoor(s, t)},
      {"POST", "/{lang}/new-request/solved", RequestSolvedDoor(s, t)},
      {"POST", "/{lang}/feedback", FeedbackDoor(s, t)},
      {"GET", "/{lang}/request/{number}/solved", SenderClosesDoor(s, t)},
      {"POST", "/{lang}/request/{number}/solved", SenderClosesDoor(s, t)},
      {"GET", "/{lang}/widget", WidgetDoor(s, t)},
      {"GET", "/{lang}/{path...}", ContentDoor(s, t)},
  };
}

}  // namespace

// The first pattern that matches decides, so what is particular stands above what is general.
std::vector<Route> RouteTable(const Services& services, const Templates& templates) {
  const Reports reports = std::make_shared<WritersReports>(services);
  std::vector<Route> table = PlainRoutes(services);
  const auto readers = Authenticated(services, ErrorTable(services, templates),
                                     ReaderRoutes(services, templates, reports));
  for (const auto& routes : {AgentRoutes(services, templates, reports), readers}) {
    table.insert(table.end(), routes.begin(), routes.end());
  }
  return table;
}

ErrorDoor ErrorTable(const Services& services, const Templates& templates) {
  const Door not_found = NotFoundDoor(services, templates);
  return [services, &templates, not_found](const WebRequest& request, int status,
                                           const std::string& detail) {
    if (request.path.starts_with("/api/")) return Problem(status, detail);
    if (status == 404) return not_found(request);
    WebResponse page = ErrorPage(services, templates, request, status);
    page.status = status;
    return page;
  };
}

}  // namespace zeroline

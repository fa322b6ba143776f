#include "server/app/routes.h"

#include "server/web/api/api.h"
#include "server/web/operations.h"
#include "server/web/portal/portal.h"
#include "server/web/problem.h"

namespace zeroline {

// The first pattern that matches decides, so what is particular stands above what is general.
std::vector<Route> RouteTable(const Services& s, const Templates& t) {
  return {
      // For whoever runs the server
      {"GET", "/healthz", HealthDoor()},
      {"GET", "/readyz", ReadyDoor(s)},
      {"GET", "/metrics", MetricsDoor(s)},

      // Files
      {"GET", "/static/{name...}", StaticDoor(s)},
      {"GET", "/assets/{name}", AssetDoor(s)},

      // For programs
      {"GET", "/api/v1/search", ApiSearchDoor(s)},
      {"GET", "/api/v1/suggest", ApiSuggestDoor(s)},
      {"GET", "/api/v1/articles/{id...}", ApiArticleDoor(s)},
      {"POST", "/api/v1/tickets", ApiTicketDoor(s)},
      {"POST", "/api/v1/deflect", ApiDeflectDoor(s)},
      {"POST", "/api/v1/deflect/events", ApiDeflectEventsDoor(s)},
      {"GET", "/api/v1/openapi.json", ApiDescriptionDoor()},
      {"*", "/api/{rest...}", ApiUnknownDoor()},

      // For people
      {"GET", "/", RootDoor(s, t)},
      {"GET", "/robots.txt", RobotsDoor(s, t)},
      {"GET", "/sitemap.xml", SitemapDoor(s, t)},
      {"GET", "/opensearch.xml", OpenSearchDoor(s, t)},
      {"GET", "/a/{id...}", ShortLinkDoor(s, t)},
      {"GET", "/{lang}", LanguageDoor(s, t)},
      {"GET", "/{lang}/", HomeDoor(s, t)},
      {"GET", "/{lang}/search", SearchDoor(s, t)},
      {"GET", "/{lang}/new-request", RequestFormDoor(s, t)},
      {"POST", "/{lang}/new-request", SendRequestDoor(s, t)},
      {"GET", "/{lang}/new-request/sent", RequestSentDoor(s, t)},
      {"GET", "/{lang}/{path...}", ContentDoor(s, t)},
  };
}

ErrorDoor ErrorTable(const Services& services, const Templates& templates) {
  const Door not_found = NotFoundDoor(services, templates);
  return [&services, &templates, not_found](const WebRequest& request, int status,
                                            const std::string& detail) {
    if (request.path.starts_with("/api/")) return Problem(status, detail);
    if (status == 404) return not_found(request);
    WebResponse page = ErrorPage(services, templates, request, status);
    page.status = status;
    return page;
  };
}

}  // namespace zeroline

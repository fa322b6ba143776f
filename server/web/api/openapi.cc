// GET /api/v1/openapi.json, and what answers calls it does not describe.
#include "server/web/api/openapi.h"

#include <string>

#include "server/web/api/api.h"
#include "server/web/problem.h"

namespace zeroline {

std::string_view ApiDescription() { return kOpenApiText; }

Door ApiDescriptionDoor() {
  return [](const WebRequest&) {
    WebResponse response = WebResponse::Json(std::string(kOpenApiText));
    response.headers.emplace_back("Cache-Control", "public, max-age=300");
    return response;
  };
}

Door ApiUnknownDoor() {
  return [](const WebRequest&) {
    return Problem(404, "There is no such call. /api/v1/openapi.json describes those there are.");
  };
}

}  // namespace zeroline

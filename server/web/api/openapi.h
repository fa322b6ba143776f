// What the API offers, as OpenAPI describes it: server/web/api/openapi.json, compiled in.
#ifndef ZEROLINE_SERVER_WEB_API_OPENAPI_H_
#define ZEROLINE_SERVER_WEB_API_OPENAPI_H_

#include <string_view>

namespace zeroline {

extern const std::string_view kOpenApiText;

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_API_OPENAPI_H_

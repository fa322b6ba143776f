#include "server/web/cookie.h"

#include <utility>

namespace zeroline {

void SetCookie(const Cookie& cookie, const WebRequest& request, WebResponse* response) {
  std::string line = std::string(cookie.name) + "=" + std::string(cookie.value) + "; Path=/";
  if (cookie.max_age) line += "; Max-Age=" + std::to_string(cookie.max_age->count());
  line += cookie.same_site == SameSite::kStrict ? "; SameSite=Strict" : "; SameSite=Lax";
  line += "; HttpOnly";
  line += request.CookieSecurity();
  response->headers.emplace_back("Set-Cookie", std::move(line));
}

}  // namespace zeroline

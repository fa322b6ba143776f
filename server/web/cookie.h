// Cookies of ours: for the whole site, out of reach of scripts, over https only where readers come
// by it.
#ifndef ZEROLINE_SERVER_WEB_COOKIE_H_
#define ZEROLINE_SERVER_WEB_COOKIE_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "server/web/door.h"

namespace zeroline {

enum class SameSite {
  kLax,     // comes with a link from another site
  kStrict,  // does not
};

struct Cookie {
  std::string_view name;
  std::string_view value;
  SameSite same_site = SameSite::kLax;
  // Nothing: until the browser ends; 0: it goes at once.
  std::optional<std::chrono::seconds> max_age;
};

void SetCookie(const Cookie& cookie, const WebRequest& request, WebResponse* response);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_COOKIE_H_

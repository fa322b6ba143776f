#include "server/web/language_choice.h"

#include <algorithm>
#include <utility>

#include "indexer/language/text.h"

namespace zeroline {

std::string ChooseLanguage(const WebRequest& request, const std::vector<std::string>& available,
                           std::string_view fallback) {
  if (available.empty()) return "";
  const auto has = [&](std::string_view tag) {
    return std::find(available.begin(), available.end(), tag) != available.end();
  };
  const auto cookie = request.cookies.find(std::string(kLanguageCookie));
  if (cookie != request.cookies.end() && has(cookie->second)) return cookie->second;
  const std::string accepted = request.Header("accept-language");
  if (!accepted.empty()) {
    if (const auto best = NegotiateLanguage(accepted, available); best && has(*best)) return *best;
  }
  return has(fallback) ? std::string(fallback) : available.front();
}

void RememberLanguage(std::string_view language, const WebRequest& request, WebResponse* response) {
  std::string cookie = std::string(kLanguageCookie) + "=" + std::string(language);
  cookie += "; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly";
  cookie += request.CookieSecurity();
  response->headers.emplace_back("Set-Cookie", std::move(cookie));
}

}  // namespace zeroline

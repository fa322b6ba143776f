#include "server/web/language_choice.h"

#include <algorithm>
#include <utility>

#include "indexer/language/text.h"
#include "server/web/cookie.h"

namespace zeroline {
namespace {

constexpr std::chrono::hours kLifetime{365 * 24};

}  // namespace

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
  SetCookie({kLanguageCookie, language, SameSite::kLax, kLifetime}, request, response);
}

}  // namespace zeroline

#include "server/web/portal/request_intent.h"

#include <utility>

#include "server/deflection/deflection.h"
#include "server/store/token.h"
#include "server/web/cookie.h"
#include "server/web/visitor.h"

namespace zeroline {
namespace {

constexpr std::chrono::minutes kLifetime{30};

std::string CookieOf(const WebRequest& request, std::string_view name) {
  const auto cookie = request.cookies.find(std::string(name));
  return cookie != request.cookies.end() && IsToken(cookie->second) ? cookie->second : "";
}

}  // namespace

std::string CurrentIntent(const WebRequest& request) {
  std::string intent = CookieOf(request, kIntentCookie);
  return intent.empty() ? NewToken() : intent;
}

bool HasSeenStep(const WebRequest& request, const std::string& intent) {
  return CookieOf(request, kStepCookie) == intent;
}

void RememberIntent(std::string_view cookie, const std::string& intent, const WebRequest& request,
                    WebResponse* response) {
  SetCookie({cookie, intent, SameSite::kLax, kLifetime}, request, response);
}

void ForgetIntent(const WebRequest& request, WebResponse* response) {
  for (const std::string_view cookie : {kIntentCookie, kStepCookie}) {
    if (request.cookies.contains(std::string(cookie))) {
      SetCookie({cookie, "", SameSite::kLax, std::chrono::seconds(0)}, request, response);
    }
  }
}

void RecordIntent(const Page& page, const std::string& intent, IntentEvent::Kind kind,
                  const TrailStep& step, std::int64_t seconds) {
  if (page.services.deflection == nullptr) return;
  IntentEvent event;
  event.kind = kind;
  event.intent = intent;
  event.visitor = page.visitor;
  event.language = page.language;
  event.seconds = seconds;
  event.step = step;
  page.services.deflection->Record(std::move(event));
}

}  // namespace zeroline

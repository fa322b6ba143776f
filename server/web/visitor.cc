#include "server/web/visitor.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/language/text.h"
#include "server/store/token.h"
#include "server/web/cookie.h"

namespace zeroline {
namespace {

// A month: as long as somebody may come back about the same problem.
constexpr std::chrono::hours kLifetime{30 * 24};

bool IsPrefetch(const WebRequest& request) {
  return request.Header("sec-purpose").starts_with("prefetch") ||
         request.Header("purpose") == "prefetch" || request.Header("x-moz") == "prefetch";
}

// Browsers of people all call themselves Mozilla; so do some crawlers, but they say what they are.
bool IsAutomatic(const WebRequest& request) {
  const std::string agent = LowerCase(RepairUtf8(request.Header("user-agent")));
  if (!agent.starts_with("mozilla/")) return true;
  constexpr std::array<std::string_view, 4> kNames = {"bot", "crawl", "spider", "slurp"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return agent.find(name) != std::string::npos; });
}

}  // namespace

std::string VisitorOf(const WebRequest& request) {
  const auto cookie = request.cookies.find(std::string(kVisitorCookie));
  return cookie != request.cookies.end() && IsToken(cookie->second) ? cookie->second : "";
}

std::string VisitorOrNew(const WebRequest& request) {
  if (IsPrefetch(request)) return "";
  std::string visitor = VisitorOf(request);
  return visitor.empty() && !IsAutomatic(request) ? NewToken() : visitor;
}

void RememberVisitor(const std::string& visitor, const WebRequest& request, WebResponse* response) {
  if (visitor.empty() || visitor == VisitorOf(request)) return;
  SetCookie({kVisitorCookie, visitor, SameSite::kLax, kLifetime}, request, response);
}

}  // namespace zeroline

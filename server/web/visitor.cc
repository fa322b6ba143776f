#include "server/web/visitor.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/language/text.h"

namespace zeroline {
namespace {

constexpr std::size_t kTokenBytes = 16;
// A month: as long as somebody may come back about the same problem.
constexpr const char* kLifetime = "; Max-Age=2592000";

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

bool IsToken(std::string_view text) {
  return text.size() == 2 * kTokenBytes && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::string NewToken128() {
  std::array<unsigned char, kTokenBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 2 * kTokenBytes + 1> text{};
  sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
  return text.data();
}

std::string VisitorOf(const WebRequest& request) {
  const auto cookie = request.cookies.find(std::string(kVisitorCookie));
  return cookie != request.cookies.end() && IsToken(cookie->second) ? cookie->second : "";
}

std::string VisitorOrNew(const WebRequest& request) {
  if (IsPrefetch(request)) return "";
  std::string visitor = VisitorOf(request);
  return visitor.empty() && !IsAutomatic(request) ? NewToken128() : visitor;
}

void RememberVisitor(const std::string& visitor, const WebRequest& request, WebResponse* response) {
  if (visitor.empty() || visitor == VisitorOf(request)) return;
  std::string cookie = std::string(kVisitorCookie) + "=" + visitor + "; Path=/" + kLifetime;
  cookie += "; SameSite=Lax; HttpOnly";
  cookie += request.CookieSecurity();
  response->headers.emplace_back("Set-Cookie", std::move(cookie));
}

}  // namespace zeroline

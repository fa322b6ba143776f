#include "server/web/identity.h"

#include <utility>

#include "server/auth/identities.h"
#include "server/web/cookie.h"
#include "server/web/http_rules.h"

namespace zeroline {
namespace {

constexpr const char* kNobody = "nobody is signed in";

// "Bearer" in any case (RFC 9110, 11.1), one or more spaces, the token.
std::string BearerToken(const std::string& header) {
  constexpr std::string_view kScheme = "bearer ";
  if (LowerAscii(header.substr(0, kScheme.size())) != kScheme) return "";
  const std::size_t start = header.find_first_not_of(' ', kScheme.size());
  return start == std::string::npos ? "" : header.substr(start);
}

}  // namespace

Result<Identity> IdentityOf(const Services& services, const WebRequest& request) {
  if (services.identities == nullptr) return Fail(ErrorCode::kNotFound, kNobody);
  if (HasAuthorization(request)) {
    return services.identities->OfToken(BearerToken(request.Header("authorization")));
  }
  const std::string session = SessionOf(request);
  if (session.empty()) return Fail(ErrorCode::kNotFound, kNobody);
  return services.identities->OfSession(session);
}

bool HasAuthorization(const WebRequest& request) {
  return request.headers.contains("authorization");
}

std::string SessionOf(const WebRequest& request) {
  const auto cookie = request.cookies.find(std::string(kSessionCookie));
  return cookie == request.cookies.end() ? "" : cookie->second;
}

void SetSessionCookie(const std::string& session, const WebRequest& request,
                      WebResponse* response) {
  SetCookie({kSessionCookie, session, SameSite::kLax, {}}, request, response);
}

void ClearSessionCookie(const WebRequest& request, WebResponse* response) {
  SetCookie({kSessionCookie, "", SameSite::kLax, std::chrono::seconds(0)}, request, response);
}

}  // namespace zeroline

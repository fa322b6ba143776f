#include "server/web/identity.h"

#include <optional>
#include <utility>

#include "server/auth/identities.h"
#include "server/telemetry/log.h"
#include "server/web/cookie.h"
#include "server/web/http_rules.h"
#include "server/web/problem.h"

namespace zeroline {
namespace {

constexpr const char* kNobody = "nobody is signed in";

// What follows "Bearer" in any case (RFC 9110, 11.1), "" if nothing does; or a token of ours that
// came without it. Nothing for other schemes: they are between a browser and a proxy.
std::optional<std::string> BearerToken(const std::string& header) {
  constexpr std::string_view kScheme = "bearer";
  if (header.starts_with("zl_")) return "";
  const bool is_bearer = LowerAscii(header.substr(0, kScheme.size())) == kScheme &&
                         (header.size() == kScheme.size() || header[kScheme.size()] == ' ');
  if (!is_bearer) return std::nullopt;
  const std::size_t start = header.find_first_not_of(' ', kScheme.size());
  return start == std::string::npos ? "" : header.substr(start);
}

// What a proxy of ours says the user's name is; "" if nothing, or if somebody else says it. Two
// headers of that name arrive joined by a comma, which no name has.
std::string NameFromProxy(const Services& services, const WebRequest& request) {
  const std::string& header = services.config->sso_user_header;
  return header.empty() || !request.is_from_proxy ? "" : request.Header(header);
}

// Whoever has none of these is a stranger without asking the state.
bool ProvesSomething(const Services& services, const WebRequest& request) {
  return services.identities != nullptr &&
         (BearerToken(request.Header("authorization")) ||
          !NameFromProxy(services, request).empty() || !SessionOf(request).empty());
}

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t";
  const std::size_t begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

// With what the groups of the header give, duplicates included. Groups nobody configured give
// nothing.
Identity SaidByProxy(const Config& config, std::string name, std::string_view groups) {
  Identity said{std::move(name), {}, {}, Proof::kProxy};
  while (!groups.empty()) {
    const std::size_t comma = groups.find(',');
    const auto group = config.sso_groups.find(std::string(Trimmed(groups.substr(0, comma))));
    if (group != config.sso_groups.end()) {
      const auto& [roles, audiences] = group->second;
      said.roles.insert(said.roles.end(), roles.begin(), roles.end());
      said.audiences.insert(said.audiences.end(), audiences.begin(), audiences.end());
    }
    groups = comma == std::string_view::npos ? std::string_view() : groups.substr(comma + 1);
  }
  return said;
}

WebResponse RefuseToken() {
  WebResponse problem = Problem(401, "The token is unknown, or it has been revoked.");
  problem.headers.emplace_back("WWW-Authenticate", "Bearer");
  problem.headers.emplace_back("Cache-Control", "no-store");
  return problem;
}

}  // namespace

Door Authenticated(const Services& services, ErrorDoor refuse, Door door) {
  return [services, refuse = std::move(refuse), door = std::move(door)](const WebRequest& request) {
    if (!ProvesSomething(services, request)) return door(request);
    Result<Identity> identity = IdentityOf(services, request);
    if (!identity && identity.error().code == ErrorCode::kInvalidArgument) return RefuseToken();
    if (!identity && identity.error().code != ErrorCode::kNotFound) {
      LogError("who asks cannot be told: " + identity.error().message);
      return refuse(request, 503, "Who you are cannot be looked up now. Try again later.");
    }
    if (!identity) return door(request);
    WebRequest known = request;
    known.identity = *std::move(identity);
    return door(known);
  };
}

std::vector<Route> Authenticated(const Services& services, ErrorDoor refuse,
                                 std::vector<Route> routes) {
  for (Route& route : routes) route.door = Authenticated(services, refuse, std::move(route.door));
  return routes;
}

Result<Identity> IdentityOf(const Services& services, const WebRequest& request) {
  if (services.identities == nullptr) return Fail(ErrorCode::kNotFound, kNobody);
  if (const auto token = BearerToken(request.Header("authorization"))) {
    Result<Identity> identity = services.identities->OfToken(*token, request.remote_address);
    if (!identity && identity.error().code == ErrorCode::kNotFound) {
      return Fail(ErrorCode::kInvalidArgument, identity.error().message);
    }
    return identity;
  }
  if (std::string name = NameFromProxy(services, request); !name.empty()) {
    const Config& config = *services.config;
    const std::string groups =
        config.sso_groups_header.empty() ? "" : request.Header(config.sso_groups_header);
    return services.identities->OfProxy(SaidByProxy(config, std::move(name), groups),
                                        request.remote_address);
  }
  const std::string session = SessionOf(request);
  if (session.empty()) return Fail(ErrorCode::kNotFound, kNobody);
  return services.identities->OfSession(session);
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

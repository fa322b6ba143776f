#include "server/web/door.h"

#include "indexer/index_format/schema.h"

namespace zeroline {

std::optional<std::string> WebRequest::Query(const std::string& name) const {
  const auto found = query.find(name);
  if (found == query.end()) return std::nullopt;
  return found->second;
}

std::string WebRequest::QueryOr(const std::string& name, std::string fallback) const {
  const auto found = query.find(name);
  return found == query.end() ? std::move(fallback) : found->second;
}

std::string WebRequest::Header(const std::string& lower_case_name) const {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? "" : found->second;
}

std::string_view WebRequest::CookieSecurity() const {
  return origin.starts_with("https://") ? "; Secure" : "";
}

WebResponse WebResponse::Html(std::string body, int status) {
  WebResponse response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

WebResponse WebResponse::Json(std::string body, int status) {
  WebResponse response;
  response.status = status;
  response.content_type = "application/json";
  response.body = std::move(body);
  return response;
}

WebResponse WebResponse::Redirect(std::string location, int status) {
  WebResponse response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.headers.emplace_back("Location", std::move(location));
  return response;
}

Audiences PublicAudience() { return {std::string(kPublicAudience)}; }

Audiences AudiencesOf(const WebRequest& request) {
  Audiences audiences = PublicAudience();
  if (!request.identity) return audiences;
  for (const std::string& audience : request.identity->audiences) {
    if (audience != kPublicAudience) audiences.push_back(audience);
  }
  return audiences;
}

}  // namespace zeroline

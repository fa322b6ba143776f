#include "server/web/http_rules.h"

#include <algorithm>
#include <ctime>

#include "server/config/config.h"

namespace zeroline {

std::string LowerAscii(std::string text) {
  for (char& c : text) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

std::string HttpDate() {
  thread_local std::time_t last = 0;
  thread_local char text[40] = "";
  const std::time_t now = std::time(nullptr);
  if (now != last) {
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &utc);
    last = now;
  }
  return text;
}

std::string RemoteAddress(const std::string& socket_address, const std::string& forwarded_for,
                          const std::vector<std::string>& trusted) {
  const auto is_trusted = [&](const std::string& address) {
    return std::find(trusted.begin(), trusted.end(), address) != trusted.end();
  };
  std::string address = socket_address;
  std::string list = forwarded_for;
  while (is_trusted(address) && !list.empty()) {
    const std::size_t comma = list.rfind(',');
    const std::string last = comma == std::string::npos ? list : list.substr(comma + 1);
    list.resize(comma == std::string::npos ? 0 : comma);
    const std::size_t begin = last.find_first_not_of(' ');
    if (begin == std::string::npos) continue;
    address = last.substr(begin, last.find_last_not_of(' ') - begin + 1);
  }
  return address;
}

std::string OriginOf(const std::string& public_url, const std::string& host,
                     const std::string& forwarded_proto) {
  if (!public_url.empty()) return public_url;
  if (!LooksLikeHost(host)) return "";
  return (forwarded_proto == "https" ? "https://" : "http://") + host;
}

bool MatchesEtag(std::string_view if_none_match, std::string_view etag) {
  if (if_none_match == "*") return true;
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  return !etag.empty() && if_none_match.find(etag) != std::string_view::npos;
}

std::string SecurityPolicy(const std::vector<std::string>& ancestors) {
  std::string policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
      "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors";
  for (const std::string& origin : ancestors) policy += " " + origin;
  return policy + (ancestors.empty() ? " 'none'" : "");
}

bool IsAddedByLibrary(std::string_view lower_name) {
  return lower_name == "remote_addr" || lower_name == "remote_port" || lower_name == "local_addr" ||
         lower_name == "local_port";
}

bool HasType(std::string_view content_type, std::string_view type) {
  return LowerAscii(std::string(content_type)).starts_with(type);
}

}  // namespace zeroline

#include "server/config/sso_options.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

namespace zeroline {
namespace {

// As server/auth/identity.h names them.
constexpr std::string_view kRoles[] = {"agent", "writer", "admin"};

// What browsers say themselves: a proxy passes it on, so that anybody could name themselves.
constexpr std::string_view kBrowsersOwn[] = {
    "accept",     "accept-encoding", "accept-language",  "authorization",
    "connection", "cookie",          "content-length",   "content-type",
    "host",       "origin",          "referer",          "user-agent",
    "forwarded",  "x-forwarded-for", "x-forwarded-host", "x-real-ip"};

constexpr std::size_t kMaxNameBytes = 64;

[[noreturn]] void Refuse(const YAML::Node& where, const std::string& message) {
  throw YAML::Exception(where.Mark(), message);
}

bool IsSmallAlphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

// RFC 9110, 5.6.2, in small letters.
bool IsTokenCharacter(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return IsSmallAlphanumeric(c) || kOthers.find(c) != std::string_view::npos;
}

bool IsAudience(const std::string& text) {
  constexpr std::string_view kOthers = ".-_@+";
  return !text.empty() && text.size() <= kMaxNameBytes && IsSmallAlphanumeric(text.front()) &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return IsSmallAlphanumeric(c) || kOthers.find(c) != std::string_view::npos;
         });
}

bool IsRole(const std::string& text) {
  return std::find(std::begin(kRoles), std::end(kRoles), text) != std::end(kRoles);
}

std::vector<std::string> Names(const YAML::Node& value, bool (*is_name)(const std::string&),
                               const std::string& what) {
  if (!value.IsSequence()) Refuse(value, "'sso_groups': expected a list, as in [" + what + "]");
  std::vector<std::string> names;
  for (const YAML::Node& each : value) {
    const std::string name = each.IsScalar() ? each.Scalar() : "";
    if (!is_name(name)) Refuse(each, "'sso_groups': there is no " + what + " '" + name + "'");
    names.push_back(name);
  }
  return names;
}

SsoGroup ReadGroup(const YAML::Node& value) {
  if (!value.IsMap()) {
    Refuse(value, "'sso_groups': a group is written as {roles: [agent], audiences: [internal]}");
  }
  SsoGroup group;
  for (const auto& pair : value) {
    const std::string key = pair.first.IsScalar() ? pair.first.Scalar() : "";
    if (key == "roles") {
      group.roles = Names(pair.second, &IsRole, "role");
    } else if (key == "audiences") {
      group.audiences = Names(pair.second, &IsAudience, "audience");
    } else {
      Refuse(pair.first, "'sso_groups': a group has roles and audiences, no '" + key + "'");
    }
  }
  return group;
}

}  // namespace

std::string ReadHeaderName(const YAML::Node& value) {
  std::string name = value.IsScalar() ? value.Scalar() : "";
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const bool is_token = !name.empty() && name.size() <= kMaxNameBytes &&
                        std::all_of(name.begin(), name.end(), &IsTokenCharacter);
  if (!is_token) Refuse(value, "expected the name of a header, such as X-Remote-User");
  if (std::find(std::begin(kBrowsersOwn), std::end(kBrowsersOwn), name) != std::end(kBrowsersOwn)) {
    Refuse(value, "'" + name + "' is what browsers send: take one that only your proxy sets");
  }
  return name;
}

std::map<std::string, SsoGroup> ReadSsoGroups(const YAML::Node& value) {
  if (!value.IsMap()) {
    Refuse(value, "'sso_groups' is written as {helpdesk: {roles: [agent], audiences: [internal]}}");
  }
  std::map<std::string, SsoGroup> groups;
  for (const auto& pair : value) {
    const std::string name = pair.first.IsScalar() ? pair.first.Scalar() : "";
    const bool can_stand_in_a_list = !name.empty() && name.find(',') == std::string::npos &&
                                     name.front() != ' ' && name.back() != ' ';
    if (!can_stand_in_a_list) {
      Refuse(pair.first, "'sso_groups': a group has a name, without commas");
    }
    groups[name] = ReadGroup(pair.second);
  }
  return groups;
}

void CheckSso(const YAML::Node& root, const Config& config) {
  const std::string& user = config.sso_user_header;
  const std::string& groups = config.sso_groups_header;
  if (!user.empty() && config.trusted_proxies.empty()) {
    Refuse(root["sso_user_header"],
           "'sso_user_header' needs 'trusted_proxies': from any other address nobody's word is"
           " taken for who they are");
  }
  if (!groups.empty() && user.empty()) {
    Refuse(root["sso_groups_header"], "'sso_groups_header' needs 'sso_user_header'");
  }
  if (!groups.empty() && groups == user) {
    Refuse(root["sso_groups_header"], "'sso_groups_header' is the same as 'sso_user_header'");
  }
  if (!config.sso_groups.empty() && groups.empty()) {
    Refuse(root["sso_groups"], "'sso_groups' needs 'sso_groups_header'");
  }
}

}  // namespace zeroline

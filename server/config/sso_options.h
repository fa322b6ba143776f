// Reading the options of single sign-on.
#ifndef ZEROLINE_SERVER_CONFIG_SSO_OPTIONS_H_
#define ZEROLINE_SERVER_CONFIG_SSO_OPTIONS_H_

#include <map>
#include <string>

#include "server/config/config.h"

namespace YAML {
class Node;
}

namespace zeroline {

// These throw YAML::Exception with the line of the mistake, as the parser itself does.

// In small letters, as requests have their headers.
std::string ReadHeaderName(const YAML::Node& value);

// {helpdesk: {roles: [agent], audiences: [internal]}}
std::map<std::string, SsoGroup> ReadSsoGroups(const YAML::Node& value);

// What only the whole file shows: an option without those that give it its meaning.
void CheckSso(const YAML::Node& root, const Config& config);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_CONFIG_SSO_OPTIONS_H_

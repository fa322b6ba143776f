// Reads the options of HandoverSettings from the configuration file.
//
// What is wrong is thrown as YAML::Exception with the place of it; LoadConfigFile() turns that into
// an error that names file and line.
#ifndef ZEROLINE_SERVER_CONFIG_HANDOVER_OPTIONS_H_
#define ZEROLINE_SERVER_CONFIG_HANDOVER_OPTIONS_H_

#include <vector>

#include "server/config/handover_settings.h"

namespace YAML {
class Node;
}

namespace zeroline {

std::vector<ConnectorSettings> ReadConnectors(const YAML::Node& value);
std::vector<RouteSettings> ReadRoutes(const YAML::Node& value);

// What only the whole file shows: that connectors named in `routes` and `confirmations` of `root`
// exist, whichever comes first.
void CheckConnectorNames(const YAML::Node& root, const HandoverSettings& settings);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_CONFIG_HANDOVER_OPTIONS_H_

#include "server/config/handover_options.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>

namespace zeroline {
namespace {

using Type = ConnectorSettings::Type;

constexpr std::size_t kMaxSecretBytes = 4096;

[[noreturn]] void Refuse(const YAML::Node& where, const std::string& message) {
  throw YAML::Exception(where.Mark(), message);
}

std::string Quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

std::string Text(const YAML::Node& value, const std::string& name) {
  if (!value.IsScalar() || value.Scalar().empty()) Refuse(value, Quoted(name) + " must be a text");
  return value.Scalar();
}

std::vector<std::string> Texts(const YAML::Node& value, const std::string& name) {
  if (!value.IsSequence()) Refuse(value, Quoted(name) + " must be a list of texts");
  std::vector<std::string> texts;
  for (const YAML::Node& text : value) texts.push_back(Text(text, name));
  return texts;
}

std::map<std::string, std::string> TextsByName(const YAML::Node& value, const std::string& name) {
  if (!value.IsMap()) Refuse(value, Quoted(name) + " must be texts by name");
  std::map<std::string, std::string> texts;
  for (const auto& pair : value) texts[Text(pair.first, name)] = Text(pair.second, name);
  return texts;
}

bool Switch(const YAML::Node& value, const std::string& name) {
  bool on = false;
  if (!value.IsScalar() || !YAML::convert<bool>::decode(value, on)) {
    Refuse(value, Quoted(name) + " must be true or false");
  }
  return on;
}

std::chrono::seconds Seconds(const YAML::Node& value, const std::string& name) {
  constexpr int kLongest = 300;
  int number = 0;
  const std::string text = value.IsScalar() ? value.Scalar() : "";
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number < 1 || number > kLongest) {
    Refuse(value, Quoted(name) + " must be seconds from 1 to " + std::to_string(kLongest));
  }
  return std::chrono::seconds(number);
}

// The file's first line. An empty secret would match an empty header, so there must be one.
std::string Secret(const YAML::Node& value, const std::string& name) {
  const std::string file = Text(value, name);
  std::ifstream in(file, std::ios::binary);
  std::string secret;
  if (!in.is_open()) Refuse(value, Quoted(name) + ": cannot read " + file);
  std::getline(in, secret);
  const std::size_t last = secret.find_last_not_of(" \t\r");
  secret.erase(last == std::string::npos ? 0 : last + 1);
  if (secret.empty()) Refuse(value, Quoted(name) + ": " + file + " holds no secret");
  if (secret.size() > kMaxSecretBytes) {
    Refuse(value, Quoted(name) + ": the first line of " + file + " is too long for a secret");
  }
  return secret;
}

struct NamedType {
  std::string_view name;
  Type type;
};

constexpr NamedType kTypes[] = {
    {"webhook", Type::kWebhook},
    {"smtp", Type::kSmtp},
    {"request_tracker", Type::kRequestTracker},
};

Type ParseType(const YAML::Node& value) {
  const std::string name = value.IsScalar() ? value.Scalar() : "";
  for (const NamedType& known : kTypes) {
    if (known.name == name) return known.type;
  }
  Refuse(value, "'type' must be webhook, smtp or request_tracker");
}

constexpr unsigned Bit(Type type) { return 1u << static_cast<unsigned>(type); }
constexpr unsigned kAnyType = Bit(Type::kWebhook) | Bit(Type::kSmtp) | Bit(Type::kRequestTracker);

// A key of a connector, and the types that have it.
struct Key {
  std::string_view name;
  unsigned types;
  void (*set)(const YAML::Node& value, const std::string& name, ConnectorSettings* to);
};

using Y = const YAML::Node&;
using N = const std::string&;
using S = ConnectorSettings*;

constexpr Key kKeys[] = {
    {"name", kAnyType, [](Y v, N n, S to) { to->name = Text(v, n); }},
    {"type", kAnyType, [](Y v, N, S to) { to->type = ParseType(v); }},
    {"url", kAnyType, [](Y v, N n, S to) { to->url = Text(v, n); }},
    {"secret_file", kAnyType, [](Y v, N n, S to) { to->secret = Secret(v, n); }},
    {"timeout", kAnyType, [](Y v, N n, S to) { to->timeout = Seconds(v, n); }},
    {"ca_file", kAnyType, [](Y v, N n, S to) { to->ca_file = Text(v, n); }},
    {"require_tls", kAnyType, [](Y v, N n, S to) { to->require_tls = Switch(v, n); }},
    {"template", Bit(Type::kWebhook), [](Y v, N n, S to) { to->body_template = Text(v, n); }},
    {"headers", Bit(Type::kWebhook), [](Y v, N n, S to) { to->headers = TextsByName(v, n); }},
    {"receipt", Bit(Type::kWebhook), [](Y v, N n, S to) { to->receipt = Text(v, n); }},
    {"user", Bit(Type::kSmtp), [](Y v, N n, S to) { to->user = Text(v, n); }},
    {"from", Bit(Type::kSmtp), [](Y v, N n, S to) { to->from = Text(v, n); }},
    {"to", Bit(Type::kSmtp), [](Y v, N n, S to) { to->to = Text(v, n); }},
    {"custom_fields", Bit(Type::kRequestTracker),
     [](Y v, N n, S to) { to->custom_fields = TextsByName(v, n); }},
};

const Key* FindKey(std::string_view name) {
  const auto* found = std::find_if(std::begin(kKeys), std::end(kKeys),
                                   [&](const Key& key) { return key.name == name; });
  return found == std::end(kKeys) ? nullptr : found;
}

void Require(const YAML::Node& where, const ConnectorSettings& connector) {
  const auto require = [&](bool given, std::string_view name) {
    if (!given) Refuse(where, "a connector of this type needs " + Quoted(name));
  };
  require(!connector.url.empty(), "url");
  if (connector.type != Type::kSmtp) require(!connector.secret.empty(), "secret_file");
  if (connector.type == Type::kSmtp) {
    require(!connector.from.empty(), "from");
    require(connector.user.empty() || !connector.secret.empty(), "secret_file");
  }
}

ConnectorSettings ReadConnector(const YAML::Node& value) {
  if (!value.IsMap())
    Refuse(value, "a connector is written as 'name: ...', 'type: ...', 'url: ...'");
  ConnectorSettings connector;
  if (!value["name"]) Refuse(value, "a connector needs 'name'");
  if (!value["type"]) Refuse(value, "a connector needs 'type': webhook, smtp or request_tracker");
  connector.type = ParseType(value["type"]);
  for (const auto& pair : value) {
    const std::string name = pair.first.IsScalar() ? pair.first.Scalar() : "";
    const Key* key = FindKey(name);
    if (key == nullptr || (key->types & Bit(connector.type)) == 0) {
      Refuse(pair.first, "a connector of this type has no option " + Quoted(name));
    }
    key->set(pair.second, name, &connector);
  }
  Require(value, connector);
  return connector;
}

RouteSettings ReadRoute(const YAML::Node& value) {
  if (!value.IsMap()) Refuse(value, "a route is written as 'words: [vpn]', 'connector: ...'");
  RouteSettings route;
  bool has_connector = false;
  for (const auto& pair : value) {
    const std::string name = pair.first.IsScalar() ? pair.first.Scalar() : "";
    if (name == "category") {
      route.categories = Texts(pair.second, name);
    } else if (name == "language") {
      route.languages = Texts(pair.second, name);
    } else if (name == "words") {
      route.words = Texts(pair.second, name);
    } else if (name == "queue") {
      route.queue = Text(pair.second, name);
    } else if (name == "connector" && pair.second.IsScalar()) {
      route.connector = pair.second.Scalar();  // "" is the agents' queue page
      has_connector = true;
    } else {
      Refuse(pair.first, name == "connector" ? "'connector' must be a text"
                                             : "a route has no option " + Quoted(name));
    }
  }
  if (!has_connector) {
    Refuse(value, "a route needs 'connector'; \"\" is the queue page of the agents");
  }
  return route;
}

const ConnectorSettings* Find(const HandoverSettings& settings, const std::string& name) {
  for (const ConnectorSettings& connector : settings.connectors) {
    if (connector.name == name) return &connector;
  }
  return nullptr;
}

}  // namespace

std::vector<ConnectorSettings> ReadConnectors(const YAML::Node& value) {
  if (!value.IsSequence()) Refuse(value, "'connectors' must be a list");
  std::vector<ConnectorSettings> connectors;
  for (const YAML::Node& each : value) {
    ConnectorSettings connector = ReadConnector(each);
    for (const ConnectorSettings& other : connectors) {
      if (other.name == connector.name) {
        Refuse(each, "there are two connectors " + Quoted(connector.name));
      }
    }
    connectors.push_back(std::move(connector));
  }
  return connectors;
}

std::vector<RouteSettings> ReadRoutes(const YAML::Node& value) {
  if (!value.IsSequence()) Refuse(value, "'routes' must be a list");
  std::vector<RouteSettings> routes;
  for (const YAML::Node& each : value) routes.push_back(ReadRoute(each));
  return routes;
}

void CheckConnectorNames(const YAML::Node& root, const HandoverSettings& settings) {
  for (std::size_t i = 0; i < settings.routes.size(); ++i) {
    const std::string& name = settings.routes[i].connector;
    if (name.empty()) continue;
    const YAML::Node where = root["routes"][i];
    const ConnectorSettings* connector = Find(settings, name);
    if (connector == nullptr) Refuse(where, "'routes': there is no connector " + Quoted(name));
    if (connector->type == Type::kSmtp && connector->to.empty()) {
      Refuse(where, "'routes': connector " + Quoted(name) + " needs 'to', where level 1 reads");
    }
  }
  if (settings.confirmations.empty()) return;
  const ConnectorSettings* connector = Find(settings, settings.confirmations);
  if (connector == nullptr || connector->type != Type::kSmtp) {
    Refuse(root["confirmations"],
           "'confirmations': there is no connector of type smtp " + Quoted(settings.confirmations));
  }
}

}  // namespace zeroline

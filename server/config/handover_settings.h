// How requests reach level 1, as the configuration file says it:
//
//   connectors:
//     - name: desk
//       type: webhook              # or smtp, request_tracker
//       url: https://desk.example.com/api/tickets
//       secret_file: /etc/zeroline/desk.secret
//       template: desk.json.mustache
//     - name: mail
//       type: smtp
//       ...
//   routes:                        # the first that fits; without any, the first connector
//     - category: [network]
//       language: [ru, pl]
//       words: [vpn, router]
//       connector: desk
//       queue: network
//     - connector: desk
//
// Without connectors the agents' queue page is level 1.
#ifndef ZEROLINE_SERVER_CONFIG_HANDOVER_SETTINGS_H_
#define ZEROLINE_SERVER_CONFIG_HANDOVER_SETTINGS_H_

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace zeroline {

struct ConnectorSettings {
  enum class Type { kWebhook, kSmtp, kRequestTracker };

  std::string name;
  Type type = Type::kWebhook;
  std::string url;  // https://..., smtp://host:port, smtps://..., or of RT's root
  // Of the webhook's signature, the mailbox's password, RT's token; read from secret_file.
  std::string secret;
  std::string user;                            // smtp
  std::filesystem::path body_template;         // webhook; empty: our own JSON
  std::map<std::string, std::string> headers;  // webhook; values are Mustache templates
  std::string from;                            // smtp: the sender's address
  std::string to;                              // smtp: where level 1 reads
  bool require_tls = true;                     // smtp: refuse to speak in clear
  std::chrono::seconds timeout{20};            // of one attempt
};

struct RouteSettings {
  std::vector<std::string> categories;  // ids; empty: any
  std::vector<std::string> languages;   // empty: any
  std::vector<std::string> words;       // one of these in subject or text; empty: any
  std::string connector;                // "": the agents' queue page
  std::string queue;
};

struct HandoverSettings {
  std::vector<ConnectorSettings> connectors;
  std::vector<RouteSettings> routes;
  // The connector by which senders get confirmations: of type smtp; "" for the first of that type.
  std::string confirmations;
  std::chrono::milliseconds first_delay{5000};
  std::chrono::milliseconds longest_delay{60 * 60 * 1000};
  int max_attempts = 40;  // with the delays above, about a day and a half
  std::size_t parallel = 4;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_CONFIG_HANDOVER_SETTINGS_H_

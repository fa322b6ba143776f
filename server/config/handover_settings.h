// How requests reach level 1, as the configuration file says it:
//
//   connectors:
//     - name: desk
//       type: webhook              # or smtp, request_tracker
//       url: https://desk.example.com/api/tickets
//       secret_file: /etc/zeroline/desk.secret
//       template: desk.json.mustache
//       headers: {Authorization: "Bearer {{secret}}"}
//       receipt: /id
//     - name: mail
//       type: smtp
//       url: smtp://mail.example.com:587
//       user: zeroline
//       secret_file: /etc/zeroline/mail.secret
//       from: support@example.com
//       to: level1@example.com
//   routes:                        # the first that fits; if none does, the first connector
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
  // https://..., smtp://host:port, smtps://..., or of RT's root. Of a webhook: a Mustache template,
  // so that a key can stand in it.
  std::string url;
  // Of the webhook's signature, the mailbox's password, RT's token; read from secret_file.
  std::string secret;
  std::filesystem::path body_template;         // webhook; empty: our own JSON
  std::map<std::string, std::string> headers;  // webhook; values are Mustache templates
  // Webhook: where in the answer level 1 says what it calls the ticket, as a JSON pointer
  // (RFC 6901), "/ticket/id"; "" if nowhere.
  std::string receipt;
  std::string user;  // smtp; "": no login
  std::string from;  // smtp: the sender's address
  std::string to;    // smtp: where level 1 reads; "": for confirmations only
  std::map<std::string, std::string> custom_fields;  // request_tracker; values are templates
  std::filesystem::path ca_file;  // certificates to trust instead of the system's
  // Refuse to speak in clear: http:// other than to this machine, and mail without TLS. If false,
  // mail is encrypted where its server offers it, without asking who that is.
  bool require_tls = true;
  std::chrono::seconds timeout{20};  // of one attempt
};

struct RouteSettings {
  std::vector<std::string> categories;  // ids; empty: any
  std::vector<std::string> languages;   // empty: any
  // One of these in subject or text; empty: any. A whole word whatever its case, "vpn"; or with a
  // star its beginning, "router*", for languages that inflect; of Chinese and Japanese, any part.
  std::vector<std::string> words;
  std::string connector;  // "": the agents' queue page
  std::string queue;
};

struct HandoverSettings {
  std::vector<ConnectorSettings> connectors;
  std::vector<RouteSettings> routes;
  // The connector by which senders get confirmations: of type smtp; "" for the first of that type.
  std::string confirmations;
  std::chrono::milliseconds first_delay{5000};
  std::chrono::milliseconds longest_delay{60 * 60 * 1000};
  int max_attempts = 100;    // with the delays above, about two days
  std::size_t parallel = 4;  // deliveries at once, for each connector
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_CONFIG_HANDOVER_SETTINGS_H_

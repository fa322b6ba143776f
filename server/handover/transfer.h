// One call over the network, by libcurl: HTTP, or a mail to an SMTP server. Certificates are
// verified, redirects are not followed, answers are bounded.
//
// Thread-safe.
#ifndef ZEROLINE_SERVER_HANDOVER_TRANSFER_H_
#define ZEROLINE_SERVER_HANDOVER_TRANSFER_H_

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "server/handover/connector.h"

namespace zeroline {

inline constexpr std::size_t kMaxAnswerBytes = 64 * 1024;

struct HttpCall {
  std::string method = "POST";  // or "GET", without a body; "PUT"
  std::string url;
  std::vector<std::string> headers;  // "Name: value", without control characters
  std::string body;
  std::chrono::seconds timeout{20};  // of the whole call
  std::filesystem::path ca_file;     // certificates to trust; "" for the system's
};

struct HttpAnswer {
  int status = 0;     // 0 if none came
  std::string body;   // the first kMaxAnswerBytes of it
  std::string error;  // why none came; names no URL, as keys may stand in these
  std::optional<std::chrono::seconds> retry_after;
};

HttpAnswer Call(const HttpCall& call);

// What the answer means for a delivery; the receipt is left empty. 2xx is acceptance, and so is
// 409: what has this idempotency key is there already. No answer, 5xx, 3xx, 401, 407, 408, 425 and
// 429 are worth another attempt, as they are about the endpoint or its keys and not about the
// ticket; every other 4xx is a refusal.
Outcome OutcomeOf(const HttpAnswer& answer);

enum class Encryption {
  kRequired,     // with a verified certificate
  kWhereOffered  // without asking who the server is: better than in clear
};

struct MailCall {
  std::string url;  // smtp://host:port, or smtps:// for TLS from the first byte
  std::string user;
  std::string password;
  std::string from;
  std::string to;
  std::string message;  // with its headers, lines ending in CRLF
  Encryption encryption = Encryption::kRequired;
  std::chrono::seconds timeout{20};
  std::filesystem::path ca_file;
};

// Accepted once the server took responsibility. 5xx is a refusal, but for a failed login.
Outcome SendMail(const MailCall& call);

enum class UrlKind { kHttp, kSmtp };

// "" if `url` is one of that kind and speaks in clear only if it may; else what is wrong with it.
// HTTP to this machine itself (127.0.0.0/8, ::1, localhost) may always.
std::string FaultOfUrl(const std::string& url, UrlKind kind, bool require_tls);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_TRANSFER_H_

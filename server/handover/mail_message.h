// A mail as it travels: RFC 5322 with MIME, pure ASCII, whatever is in it.
#ifndef ZEROLINE_SERVER_HANDOVER_MAIL_MESSAGE_H_
#define ZEROLINE_SERVER_HANDOVER_MAIL_MESSAGE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/store/tickets.h"

namespace zeroline {

// Any member may hold any bytes: control characters become spaces, what is not ASCII is encoded
// (RFC 2047, RFC 2231), so that no value can begin a header of its own.
struct MailMessage {
  std::string from_name;
  std::string from;
  std::string to;
  std::string reply_to;  // "" for none
  std::string subject;
  std::string message_id;  // "ZL-10427.ticket@example.com", without the angle brackets
  std::string references;  // the id of the mail that this one follows, or ""
  std::string auto_submitted = "auto-generated";  // RFC 3834
  std::int64_t date = 0;                          // Unix seconds
  std::string text;
  std::vector<Upload> files;
};

// Lines end in CRLF and have at most 998 bytes.
std::string Encode(const MailMessage& message);

// The value of a header, as encoded words of at most 75 bytes where it has to be (RFC 2047),
// folded. Exposed for its table of tests.
std::string EncodeHeader(std::string_view text);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_MAIL_MESSAGE_H_

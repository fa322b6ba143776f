// Which texts are mail addresses that we dare to write to?
#ifndef ZEROLINE_SERVER_HANDOVER_MAIL_ADDRESS_H_
#define ZEROLINE_SERVER_HANDOVER_MAIL_ADDRESS_H_

#include <string_view>

namespace zeroline {

// True for one address that a mail can safely be sent to: a dot-atom at a host name (RFC 5321), at
// most 254 bytes of ASCII. No list, no control characters, no quoted local part; and no '%' or '!',
// by which some servers would be made to pass the mail on to somebody else.
bool IsMailAddress(std::string_view text);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_MAIL_ADDRESS_H_

// How a webhook proves that it comes from us.
#ifndef ZEROLINE_SERVER_HANDOVER_SIGNATURE_H_
#define ZEROLINE_SERVER_HANDOVER_SIGNATURE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace zeroline {

// "t=1767225600,v1=<hexadecimal>": HMAC-SHA256 with the secret over "<t>.<body>". The time is
// signed with the body, so that an endpoint can refuse what somebody recorded and sends again
// later.
std::string SignatureOf(std::string_view secret, std::int64_t unix_seconds, std::string_view body);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_HANDOVER_SIGNATURE_H_

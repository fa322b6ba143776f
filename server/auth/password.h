// Passwords: what one has to be like, and argon2id.
//
// Thread-safe. Hashing takes 64 MiB and about a tenth of a second on purpose, so only a few are
// hashed at a time: whoever sends passwords by the thousand waits, and the memory stays bounded.
#ifndef ZEROLINE_SERVER_AUTH_PASSWORD_H_
#define ZEROLINE_SERVER_AUTH_PASSWORD_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/error/result.h"

namespace zeroline {

inline constexpr std::size_t kMinPasswordCharacters = 12;
inline constexpr std::size_t kMaxPasswordBytes = 512;

enum class PasswordFault { kNone, kTooShort, kTooLong, kIsName };
// Length is what makes a password strong (NIST SP 800-63B, 5.1.1); no rules about its letters.
PasswordFault CheckPassword(std::string_view password, std::string_view account);
// For the command line, in English; "" for kNone.
std::string Describe(PasswordFault fault);

// What is stored: algorithm, cost, salt and hash in one line. kBusy if too many are waiting.
Result<std::string> HashPassword(std::string_view password);

// False as well for a `hash` that is none. kBusy if too many are waiting.
Result<bool> VerifyPassword(std::string_view password, const std::string& hash);

// A hash no password fits, of the same cost as any other: what a name nobody has is compared with,
// so that names cannot be told by the clock.
const std::string& HashOfNothing();

// True if the hash was made at another cost than today's.
bool NeedsRehash(const std::string& hash);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_AUTH_PASSWORD_H_

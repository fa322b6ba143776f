// Random secrets that people and browsers carry, and the hashes by which we know them again.
#ifndef ZEROLINE_SERVER_AUTH_SECRET_H_
#define ZEROLINE_SERVER_AUTH_SECRET_H_

#include <string>
#include <string_view>

namespace zeroline {

// 256 random bits as 43 letters, digits, '-' and '_'.
std::string NewSecret();

// A password for somebody else's first sign-in: 100 random bits as five groups of four letters and
// digits that are not mistaken for each other, so that it can be read out.
std::string NewPassword();

// True for the form of NewSecret(): whatever else a browser sends is not worth a look into the
// state.
bool LooksLikeSecret(std::string_view text);

// BLAKE2b-256 in hexadecimal. Fast on purpose: nobody guesses 256 random bits, so nothing is won by
// making each guess dear, as it is for passwords.
std::string HashSecret(std::string_view secret);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_AUTH_SECRET_H_

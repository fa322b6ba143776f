#include "server/handover/signature.h"

#include <sodium.h>

#include <array>

namespace zeroline {
namespace {

void Update(crypto_auth_hmacsha256_state* state, std::string_view text) {
  crypto_auth_hmacsha256_update(state, reinterpret_cast<const unsigned char*>(text.data()),
                                text.size());
}

}  // namespace

std::string SignatureOf(std::string_view secret, std::int64_t unix_seconds, std::string_view body) {
  const std::string time = std::to_string(unix_seconds);
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(secret.data()),
                              secret.size());
  Update(&state, time);
  Update(&state, ".");
  Update(&state, body);
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_final(&state, mac.data());
  std::array<char, crypto_auth_hmacsha256_BYTES * 2 + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
  return "t=" + time + ",v1=" + hex.data();
}

}  // namespace zeroline

#include "server/auth/secret.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace zeroline {
namespace {

constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretLetters = 43;
constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

bool IsSecretLetter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
         c == '_';
}

}  // namespace

std::string NewSecret() {
  std::array<unsigned char, kSecretBytes> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, kSecretLetters + 1> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
  return text.data();
}

std::string NewPassword() {
  // Without 0, 1, i, l and o, and one more, which leaves 5 bits for each.
  constexpr std::string_view kLetters = "23456789abcdefghjkmnpqrstuvwxyz+";
  static_assert(kLetters.size() == 32);
  constexpr int kGroups = 5;
  constexpr int kGroupLetters = 4;
  std::string password;
  for (int i = 0; i < kGroups * kGroupLetters; ++i) {
    if (i > 0 && i % kGroupLetters == 0) password += '-';
    password += kLetters[randombytes_uniform(kLetters.size())];
  }
  return password;
}

bool LooksLikeSecret(std::string_view text) {
  return text.size() == kSecretLetters && std::all_of(text.begin(), text.end(), &IsSecretLetter);
}

std::string HashSecret(std::string_view secret) {
  std::array<unsigned char, 32> hash{};
  const std::string bytes(secret);
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  std::array<char, 2 * hash.size() + 1> text{};
  sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
  return text.data();
}

}  // namespace zeroline

#include "server/auth/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "server/auth/secret.h"

namespace zeroline {
namespace {

constexpr auto kOperations = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto kMemory = crypto_pwhash_MEMLIMIT_INTERACTIVE;

// Two are hashed at a time. Others wait, though not for ever and not all of the server's threads.
class HashingPlaces {
 public:
  bool Enter() {
    std::unique_lock lock(mutex_);
    if (waiting_ >= kMaxWaiting) return false;
    ++waiting_;
    const bool entered =
        left_.wait_for(lock, kLongestWait, [this] { return hashing_ < kMaxHashing; });
    --waiting_;
    if (entered) ++hashing_;
    return entered;
  }

  void Leave() {
    {
      const std::lock_guard lock(mutex_);
      --hashing_;
    }
    left_.notify_one();
  }

 private:
  static constexpr int kMaxHashing = 2;
  static constexpr int kMaxWaiting = 16;
  static constexpr std::chrono::seconds kLongestWait{5};

  std::mutex mutex_;
  std::condition_variable left_;
  int hashing_ = 0;  // guarded by mutex_, as is waiting_
  int waiting_ = 0;
};

class Place {
 public:
  Place() : entered_(Places().Enter()) {}
  ~Place() {
    if (entered_) Places().Leave();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  bool entered() const { return entered_; }

 private:
  static HashingPlaces& Places() {
    static HashingPlaces places;
    return places;
  }

  const bool entered_;
};

tl::unexpected<Error> Busy() {
  return Fail(ErrorCode::kBusy, "too many passwords are being checked: try again in a minute");
}

std::size_t CountCharacters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace

PasswordFault CheckPassword(std::string_view password, std::string_view account) {
  if (password.size() > kMaxPasswordBytes) return PasswordFault::kTooLong;
  if (CountCharacters(password) < kMinPasswordCharacters) return PasswordFault::kTooShort;
  return password == account ? PasswordFault::kIsName : PasswordFault::kNone;
}

std::string Describe(PasswordFault fault) {
  switch (fault) {
    case PasswordFault::kNone:
      return "";
    case PasswordFault::kTooShort:
      return "a password has at least " + std::to_string(kMinPasswordCharacters) + " characters";
    case PasswordFault::kTooLong:
      return "a password has at most " + std::to_string(kMaxPasswordBytes) + " bytes";
    case PasswordFault::kIsName:
      return "a password is not the name of its account";
  }
  return "";
}

Result<std::string> HashPassword(std::string_view password) {
  if (sodium_init() < 0) return Fail(ErrorCode::kInternal, "libsodium does not start");
  const Place place;
  if (!place.entered()) return Busy();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), kOperations, kMemory) != 0) {
    return Fail(ErrorCode::kInternal, "there is not enough memory to hash a password");
  }
  return std::string(hash.data());
}

Result<bool> VerifyPassword(std::string_view password, const std::string& hash) {
  if (password.size() > kMaxPasswordBytes) return false;
  if (sodium_init() < 0) return Fail(ErrorCode::kInternal, "libsodium does not start");
  const Place place;
  if (!place.entered()) return Busy();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

const std::string& HashOfNothing() {
  static const std::string hash = HashPassword(NewSecret()).value_or("");
  return hash;
}

bool NeedsRehash(const std::string& hash) {
  return crypto_pwhash_str_needs_rehash(hash.c_str(), kOperations, kMemory) != 0;
}

}  // namespace zeroline

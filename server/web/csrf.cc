#include "server/web/csrf.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>
#include <vector>

#include "server/web/cookie.h"
#include "server/web/identity.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNonceBytes = 18;
constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

using Bytes = std::vector<unsigned char>;

std::string ToText(const Bytes& bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
  text.pop_back();  // the NUL that libsodium counts
  return text;
}

// Whom a token is for; "": a stranger. A program with a token of the API sends no forms, and counts
// as one.
std::string HolderOf(const WebRequest& request) {
  if (!request.identity) return "";
  switch (request.identity->proof) {
    case Proof::kSession:
      return "session " + SessionOf(request);
    case Proof::kProxy:
      return "proxy " + request.identity->name;
    case Proof::kToken:
      break;
  }
  return "";
}

Error IoError(const std::string& doing, const fs::path& file) {
  return {ErrorCode::kIo,
          "cannot " + doing + " the key of forms " + file.string() + ": " + std::strerror(errno)};
}

// Reads up to `size` bytes; the number read, or -1.
ssize_t ReadFile(const fs::path& file, unsigned char* out, std::size_t size) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): open() is declared this way.
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  const ssize_t got = ::read(fd, out, size);
  const int kept = errno;
  ::close(fd);
  errno = kept;
  return got;
}

// A new name is written, synced and linked into place, so that of two servers starting together one
// key wins and a crash leaves no half of one.
Status WriteNewFile(const fs::path& file, const unsigned char* data, std::size_t size) {
  std::string draft = file.string() + ".XXXXXX";
  const int fd = ::mkstemp(draft.data());  // mode 0600
  if (fd < 0) return tl::unexpected(IoError("make", file));
  const bool written = ::write(fd, data, size) == static_cast<ssize_t>(size) && ::fsync(fd) == 0;
  ::close(fd);
  const bool linked = written && (::link(draft.c_str(), file.c_str()) == 0 || errno == EEXIST);
  const Error error = linked ? Error{} : IoError("write", file);
  ::unlink(draft.c_str());
  if (!linked) return tl::unexpected(error);
  return {};
}

}  // namespace

Result<Csrf> Csrf::Open(const fs::path& key_file) {
  if (sodium_init() < 0) return Fail(ErrorCode::kInternal, "libsodium does not start");
  std::error_code ignored;
  fs::create_directories(key_file.parent_path(), ignored);
  if (!fs::exists(key_file, ignored)) {
    Key fresh;
    randombytes_buf(fresh.data(), fresh.size());
    if (Status made = WriteNewFile(key_file, fresh.data(), fresh.size()); !made) {
      return tl::unexpected(made.error());
    }
  }
  std::array<unsigned char, kKeyBytes + 1> content{};
  const ssize_t got = ReadFile(key_file, content.data(), content.size());
  if (got < 0) return tl::unexpected(IoError("read", key_file));
  if (got != static_cast<ssize_t>(kKeyBytes)) {
    return Fail(ErrorCode::kCorrupt, "the key of forms " + key_file.string() +
                                         " is damaged: delete it and a new one is made");
  }
  Key key;
  std::memcpy(key.data(), content.data(), key.size());
  return Csrf(key);
}

// Token: nonce, and keyed BLAKE2b of nonce and holder, in URL-safe base64.
Csrf::Mac Csrf::MacOf(const unsigned char* nonce, std::string_view holder) const {
  Bytes text(nonce, nonce + kNonceBytes);
  text.insert(text.end(), holder.begin(), holder.end());
  Mac mac;
  crypto_generichash(mac.data(), mac.size(), text.data(), text.size(), key_.data(), key_.size());
  return mac;
}

std::string Csrf::Sign(std::string_view holder) const {
  // A holder is secret or proven as it is, and so has one token, whatever page it stands in.
  Bytes bytes(kNonceBytes);
  if (holder.empty()) randombytes_buf(bytes.data(), bytes.size());
  const Mac mac = MacOf(bytes.data(), holder);
  bytes.insert(bytes.end(), mac.begin(), mac.end());
  return ToText(bytes);
}

bool Csrf::IsSigned(std::string_view token, std::string_view holder) const {
  Bytes bytes(kNonceBytes + kMacBytes);
  std::size_t length = 0;
  if (sodium_base642bin(bytes.data(), bytes.size(), token.data(), token.size(), nullptr, &length,
                        nullptr, kVariant) != 0 ||
      length != bytes.size()) {
    return false;
  }
  const Mac mac = MacOf(bytes.data(), holder);
  return sodium_memcmp(mac.data(), bytes.data() + kNonceBytes, mac.size()) == 0;
}

std::string Csrf::TokenFor(const WebRequest& request) const {
  const std::string holder = HolderOf(request);
  if (!holder.empty()) return Sign(holder);
  const auto cookie = request.cookies.find(std::string(kCsrfCookie));
  if (cookie != request.cookies.end() && IsSigned(cookie->second, "")) return cookie->second;
  return Sign("");
}

void Csrf::AddCookie(const std::string& token, const WebRequest& request,
                     WebResponse* response) const {
  if (!HolderOf(request).empty()) return;
  SetCookie({kCsrfCookie, token, SameSite::kStrict, {}}, request, response);
}

bool Csrf::IsGenuine(const WebRequest& request) const {
  const auto field = request.form.find(std::string(kCsrfField));
  if (field == request.form.end()) return false;
  const std::string& token = field->second;
  const std::string holder = HolderOf(request);
  if (!holder.empty()) return IsSigned(token, holder);
  const auto cookie = request.cookies.find(std::string(kCsrfCookie));
  if (cookie == request.cookies.end() || cookie->second.size() != token.size()) return false;
  return sodium_memcmp(cookie->second.data(), token.data(), token.size()) == 0 &&
         IsSigned(token, "");
}

}  // namespace zeroline

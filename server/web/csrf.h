// Proof that a form was filled in on our own page (cross-site request forgery, CWE-352).
//
// Somebody who is signed in gets tokens that are signed for their session, or for the name their
// proxy gives: worth nothing with any other, whatever cookies somebody may have planted, and
// needing none of their own, so that a page opened from a mail does not void the forms of other
// tabs.
//
// A stranger gets a signed token in a cookie and in the hidden field: another site can make a
// browser send the cookie, but cannot read it to fill the field, and cannot make up a token without
// the key. It is worth nothing once the stranger has signed in.
//
// Immutable after Open(), hence thread-safe.
#ifndef ZEROLINE_SERVER_WEB_CSRF_H_
#define ZEROLINE_SERVER_WEB_CSRF_H_

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "indexer/error/result.h"
#include "server/web/door.h"

namespace zeroline {

inline constexpr std::string_view kCsrfField = "csrf";  // name of the hidden form field
inline constexpr std::string_view kCsrfCookie = "zeroline_csrf";

class Csrf {
 public:
  // Reads the key file, or makes a key and keeps it there (mode 0600), so that forms open in a
  // browser survive a restart. A key of the wrong length is kCorrupt: an empty secret never passes
  // for one.
  static Result<Csrf> Open(const std::filesystem::path& key_file);

  // The token to write into the form. For a stranger, the one in the request's cookie if it is
  // genuine, so that several open tabs agree, else a new one.
  std::string TokenFor(const WebRequest& request) const;

  // Adds the Set-Cookie header that goes with `token`, if one does. For every page with a form.
  void AddCookie(const std::string& token, const WebRequest& request, WebResponse* response) const;

  // True if the form field holds a genuine token for whoever sent this, and a stranger's cookie
  // equals it. Every door that changes something on behalf of a form asks this first and answers
  // 403 otherwise. `request.identity` has to be known (Authenticated() in identity.h).
  bool IsGenuine(const WebRequest& request) const;

 private:
  static constexpr std::size_t kKeyBytes = 32;
  using Key = std::array<unsigned char, kKeyBytes>;

  static constexpr std::size_t kMacBytes = 24;
  using Mac = std::array<unsigned char, kMacBytes>;

  explicit Csrf(const Key& key) : key_(key) {}
  Mac MacOf(const unsigned char* nonce, std::string_view holder) const;
  // `holder` is whom the token is for, see HolderOf().
  std::string Sign(std::string_view holder) const;
  bool IsSigned(std::string_view token, std::string_view holder) const;

  Key key_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_CSRF_H_

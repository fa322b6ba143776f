// Whose request it is: the one place that decides it.
#ifndef ZEROLINE_SERVER_WEB_IDENTITY_H_
#define ZEROLINE_SERVER_WEB_IDENTITY_H_

#include <string>
#include <string_view>

#include "indexer/error/result.h"
#include "server/auth/identity.h"
#include "server/web/door.h"

namespace zeroline {

inline constexpr std::string_view kSessionCookie = "zl_session";

// By "Authorization: Bearer zl_..." if the request has that header, else by its session, with the
// rights of now. kNotFound for a stranger; other errors are the state's.
Result<Identity> IdentityOf(const Services& services, const WebRequest& request);

// True if the request proves itself by a header: then no other site can have made a browser send
// it, and it is a program that wants a status rather than a page.
bool HasAuthorization(const WebRequest& request);

// What the browser sent as its session, whatever it is; "" if nothing.
std::string SessionOf(const WebRequest& request);

// Out of scripts' reach, and not sent along when another site makes a browser post something (Lax:
// a link in a mail opens the page it leads to).
void SetSessionCookie(const std::string& session, const WebRequest& request, WebResponse* response);
void ClearSessionCookie(const WebRequest& request, WebResponse* response);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_IDENTITY_H_

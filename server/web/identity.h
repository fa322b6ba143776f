// Whose request it is: the one place that decides it.
#ifndef ZEROLINE_SERVER_WEB_IDENTITY_H_
#define ZEROLINE_SERVER_WEB_IDENTITY_H_

#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/auth/identity.h"
#include "server/web/door.h"

namespace zeroline {

inline constexpr std::string_view kSessionCookie = "zl_session";

// The same table with every door told who asks: `request.identity` is by "Authorization: Bearer
// zl_..." if the request has that, else by what a proxy of ours says (`sso_user_header`), else by
// its session, each with the rights of now. A proxy that names somebody who may not come in makes
// them a stranger, whatever session there is. A stranger has none, and so has a session that is
// over; a token that is not valid is refused with 401, as its sender is a program that would take
// the public's answer for its own. If the state cannot be asked, 503. Requests that prove nothing
// cost nothing.
std::vector<Route> Authenticated(const Services& services, ErrorDoor refuse,
                                 std::vector<Route> routes);

// The same of one door.
Door Authenticated(const Services& services, ErrorDoor refuse, Door door);

// What Authenticated() asks. kNotFound for a stranger, kInvalidArgument for a token that is not
// valid; other errors are the state's.
Result<Identity> IdentityOf(const Services& services, const WebRequest& request);

// What the browser sent as its session, whatever it is; "" if nothing.
std::string SessionOf(const WebRequest& request);

// Out of scripts' reach, and not sent along when another site makes a browser post something (Lax:
// a link in a mail opens the page it leads to).
void SetSessionCookie(const std::string& session, const WebRequest& request, WebResponse* response);
void ClearSessionCookie(const WebRequest& request, WebResponse* response);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_IDENTITY_H_

// Who a visitor is to us: a random number in a first-party cookie, and nothing else. It joins what
// somebody searched with the request they send, and says whether they came back.
#ifndef ZEROLINE_SERVER_WEB_VISITOR_H_
#define ZEROLINE_SERVER_WEB_VISITOR_H_

#include <string>
#include <string_view>

#include "server/web/door.h"

namespace zeroline {

inline constexpr std::string_view kVisitorCookie = "zl_visitor";

// 32 hexadecimal digits, small letters: the form of visitors, intents and upload tokens.
bool IsToken(std::string_view text);
// 128 random bits in that form.
std::string NewToken128();

// The visitor's id; "" if the browser sent none that we could have made.
std::string VisitorOf(const WebRequest& request);

// The visitor's id, and the cookie in `response` if there was none. For pages a person opens; not
// for what browsers fetch on their own.
std::string RememberVisitor(const WebRequest& request, WebResponse* response);

// True if a browser fetches the page in case its reader wants it: nobody has asked for it yet.
bool IsPrefetch(const WebRequest& request);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_VISITOR_H_

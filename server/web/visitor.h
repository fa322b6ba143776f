// Who a visitor is to us: a random number in a first-party cookie, and nothing else. It joins what
// somebody searched with the request they send, and says whether they came back.
#ifndef ZEROLINE_SERVER_WEB_VISITOR_H_
#define ZEROLINE_SERVER_WEB_VISITOR_H_

#include <string>
#include <string_view>

#include "server/web/door.h"

namespace zeroline {

inline constexpr std::string_view kVisitorCookie = "zl_visitor";

// The visitor's id; "" if the browser sent none that we could have made.
std::string VisitorOf(const WebRequest& request);

// The visitor's id, else a new one that RememberVisitor() can hand out; "" if nobody has asked for
// the page: a browser that fetches in advance, a crawler, a script.
std::string VisitorOrNew(const WebRequest& request);

// Adds the cookie unless the request came with it, or the visitor is "".
void RememberVisitor(const std::string& visitor, const WebRequest& request, WebResponse* response);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_VISITOR_H_

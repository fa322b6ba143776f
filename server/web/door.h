// What every door of the server is: a function from a request to a response, with no HTTP library
// in sight.
#ifndef ZEROLINE_SERVER_WEB_DOOR_H_
#define ZEROLINE_SERVER_WEB_DOOR_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/error/result.h"
#include "server/auth/identity.h"
#include "server/config/config.h"
#include "server/search/index_reader.h"
#include "server/search/searcher.h"
#include "server/store/store.h"

namespace zeroline {

class Csrf;         // server/web/csrf.h
class Deflection;   // server/deflection/deflection.h
class Handover;     // server/handover/handover.h
class Identities;   // server/auth/identities.h
class Metrics;      // server/telemetry/metrics.h
class RateLimit;    // server/web/rate_limit.h
class StaticFiles;  // server/web/static_files.h

// A file in a multipart body, as the sender named it.
struct UploadedFile {
  std::string field;
  std::string name;
  std::string content;
};

// One request, bounded by the HTTP server before a door sees it. Everything is decoded once;
// nothing is trusted to be valid UTF-8.
struct WebRequest {
  std::string method;  // "GET", "POST"; HEAD arrives as GET
  std::string path;    // decoded, starts with '/'
  std::multimap<std::string, std::string> query;
  std::map<std::string, std::string> headers;  // lower-case names
  std::map<std::string, std::string> cookies;
  std::map<std::string, std::string> form;  // fields of a multipart or URL-encoded body
  std::vector<UploadedFile> files;  // of a multipart body; those without a name are left out
  std::string body;                 // of JSON requests
  std::string remote_address;       // of the socket, or from a configured proxy
  bool is_from_proxy = false;       // the socket is a configured proxy's
  // Where readers see us, "https://help.example.com": for places where only absolute URLs will do.
  // "" if nobody can tell. Safe to write into a page.
  std::string origin;

  // Who sent it, once Authenticated() (identity.h) has looked; nothing: a stranger.
  std::optional<Identity> identity;

  // Variables of the matched route: "/{lang}/{path...}" gives lang and path.
  std::map<std::string, std::string> variables;

  std::optional<std::string> Query(const std::string& name) const;
  std::string QueryOr(const std::string& name, std::string fallback) const;
  std::string Header(const std::string& lower_case_name) const;  // "" if absent
  // What cookies end with: "; Secure" if readers come by https, so that they never travel in clear.
  std::string_view CookieSecurity() const;
};

struct WebResponse {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;

  static WebResponse Html(std::string body, int status = 200);
  static WebResponse Json(std::string body, int status = 200);
  static WebResponse Redirect(std::string location, int status = 303);
};

// What doors work with. Outlives every request; all members are thread-safe.
struct Services {
  const Config* config = nullptr;
  IndexReader* index = nullptr;
  Searcher* searcher = nullptr;
  Store* store = nullptr;
  const StaticFiles* static_files = nullptr;
  const Csrf* csrf = nullptr;
  RateLimit* ticket_limit = nullptr;  // asked by a door before it stores a new ticket
  // Asked before a text is looked for or an event recorded: generous, as people type. May be null.
  RateLimit* deflect_limit = nullptr;
  Metrics* metrics = nullptr;
  // May be null: then nothing is suggested and recorded, and level 1 is the agents' queue page.
  Deflection* deflection = nullptr;
  Handover* handover = nullptr;
  Identities* identities = nullptr;  // may be null: then nobody is signed in
};

// What everybody may read, and all that goes to somebody else than who asks (a mail, a file that
// caches keep) may contain.
Audiences PublicAudience();

// The audiences this request may read: the one place that decides it. "public", and what the
// identity is given besides.
Audiences AudiencesOf(const WebRequest& request);

using Door = std::function<WebResponse(const WebRequest&)>;

// Renders 404, 405, 413, 500 and the like for the reader of this URL. `detail` is a sentence in
// English.
using ErrorDoor =
    std::function<WebResponse(const WebRequest&, int status, const std::string& detail)>;

// "/{lang}/search": a variable matches one path segment; "{path...}" at the end matches the rest
// (at least one character). The first route that matches wins, so the table's order is its meaning.
struct Route {
  std::string method;
  std::string pattern;
  Door door;
  std::size_t max_body_bytes = 0;  // of a request to this door; 0: what the configuration says
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_DOOR_H_

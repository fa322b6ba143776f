// A link that remembers what its maker read: whoever follows it is told what has changed since.
//
// "?v=1a2b3c4d" names the version, "?build=41" the build that was read.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_LINKED_VERSION_H_
#define ZEROLINE_SERVER_WEB_PORTAL_LINKED_VERSION_H_

#include <string>

#include "server/search/index_reader.h"
#include "server/web/portal/page.h"

namespace zeroline {

// "?v=1a2b3c4d" or "?build=41" as the request has it, for a redirect to keep; "" if it names no
// version.
std::string VersionQuery(const WebRequest& request);

// Sets "changed" if the request's link was made for another version than `found`: a notice, and the
// difference where that version is known. Nothing for an article in another language than the
// page: the version was of what is not there.
void AddLinkedVersion(const Page& page, const FoundArticle& found, View* view);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_LINKED_VERSION_H_

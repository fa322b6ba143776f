// What may help somebody who is about to send a request, and was not looked at yet.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_REQUEST_HELP_H_
#define ZEROLINE_SERVER_WEB_PORTAL_REQUEST_HELP_H_

#include <optional>
#include <string>
#include <vector>

#include "server/search/searcher.h"
#include "server/web/portal/page.h"
#include "server/web/portal/request_form.h"

namespace zeroline {

struct UnreadHelp {
  std::vector<SearchHit> articles;
  std::vector<std::string> incidents;  // what is known and being worked on; then no articles

  bool empty() const { return articles.empty() && incidents.empty(); }
};

// Nothing if nothing is likely to help, or if that cannot be told now: no request waits for a
// search that fails.
UnreadHelp FindUnreadHelp(const Page& page, const RequestForm& form);

// An article in a form's field: "en accounts/password".
std::string ArticleReference(std::string_view language, std::string_view id);
// The article that the field refers to, if this reader may see it.
std::optional<FoundArticle> FindReference(const Page& page, const std::string& reference);
// A step of the trail about it.
TrailStep StepAbout(const Page& page, const FoundArticle& found, TrailStep::Kind kind);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_REQUEST_HELP_H_

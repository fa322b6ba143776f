// What agents and writers see on an article's page besides the article: who may read it, its link,
// where to flag and to change it. Strangers' pages do not differ by a byte.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_AGENT_BAR_H_
#define ZEROLINE_SERVER_WEB_PORTAL_AGENT_BAR_H_

#include "server/web/portal/page.h"

namespace zeroline {

// Sets "agent_bar", what partials/agent_bar.html expects; false for whoever is neither.
void AddAgentBar(const Page& page, const FoundArticle& found, View* view);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_AGENT_BAR_H_

// What readers do before they ask for a person, told to the ledger. Never delays a page. What
// crawlers and scripts read, and what a browser fetches in advance, leaves nothing.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_VISITS_H_
#define ZEROLINE_SERVER_WEB_PORTAL_VISITS_H_

#include <string_view>

#include "indexer/index_format/stored_article.h"
#include "server/search/searcher.h"
#include "server/web/portal/page.h"

namespace zeroline {

// `answer` is null if the search failed.
void RecordSearched(const Page& page, std::string_view typed, const SearchAnswer* answer);
void RecordOpened(const Page& page, const ArticleView& article);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_VISITS_H_

// Where a writer changes an article: its source at the Git host, as `edit_url` of the configuration
// says.
#ifndef ZEROLINE_SERVER_WEB_EDIT_URL_H_
#define ZEROLINE_SERVER_WEB_EDIT_URL_H_

#include <string>

#include "indexer/index_format/stored_article.h"
#include "server/config/config.h"

namespace zeroline {

// Percent-encoded; "" if nothing is configured, or if it is no address of the web.
std::string EditUrl(const Config& config, const ArticleView& article);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_EDIT_URL_H_

// Who may see who wrote an article, as `show_authors` of the configuration says.
#ifndef ZEROLINE_SERVER_WEB_AUTHORS_H_
#define ZEROLINE_SERVER_WEB_AUTHORS_H_

#include <string>
#include <vector>

#include "indexer/index_format/stored_article.h"
#include "server/config/config.h"
#include "server/web/http_server.h"

namespace zeroline {

// Whether the request comes from the support team: an agent or a writer.
bool IsFromTeam(const WebRequest& request);

// The most recent first; none if whoever asks may not know.
std::vector<std::string> VisibleAuthors(const Config& config, const WebRequest& request,
                                        const ArticleView& article);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AUTHORS_H_

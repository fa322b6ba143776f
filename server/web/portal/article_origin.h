// Where an article's words come from: who wrote them, and which original they were translated from.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_ARTICLE_ORIGIN_H_
#define ZEROLINE_SERVER_WEB_PORTAL_ARTICLE_ORIGIN_H_

#include "server/web/portal/page.h"

namespace zeroline {

// Sets "outdated", what partials/outdated.html expects: which sections of the original changed
// after they were translated; false if none did.
void AddOutdated(const Page& page, const FoundArticle& found, View* view);

// Sets "authors" as one phrase if everybody may know them, else "".
void AddAuthors(const Page& page, const FoundArticle& found, View* view);

// "Ada, Ben": as the page's language strings names together; "" if whoever asks may not know.
std::string AuthorNames(const Page& page, const ArticleView& article);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_ARTICLE_ORIGIN_H_

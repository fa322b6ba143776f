// The page of one article.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_ARTICLE_PAGE_H_
#define ZEROLINE_SERVER_WEB_PORTAL_ARTICLE_PAGE_H_

#include <string>

#include "server/search/index_reader.h"
#include "server/web/portal/feedback.h"
#include "server/web/portal/page.h"

namespace zeroline {

// Shows `found`, which may be in another language than the page: then with a notice, the canonical
// link to the original, and its language marked on everything that comes from it.
WebResponse ArticlePage(const Page& page, const FoundArticle& found,
                        const FeedbackNotice& notice = {});

// "Not available in Polish yet. You are reading it in English."
void AddMissingTranslationNotice(const Page& page, const std::string& shown_language, View* view);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_ARTICLE_PAGE_H_

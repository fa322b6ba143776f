// "Did this help?" below every article. Works without a script: a button posts the answer, and the
// way back shows the article again with thanks, or with the question what was wrong.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_FEEDBACK_H_
#define ZEROLINE_SERVER_WEB_PORTAL_FEEDBACK_H_

#include <string>

#include "server/search/index_reader.h"
#include "server/web/portal/page.h"

namespace zeroline {

// What the article's page says about the answer of its reader.
struct FeedbackNotice {
  std::string problem;  // a message's key; "": there is none
  int status = 200;     // of the page
};

// Whether the request is the way back from an answer: the article was opened before.
bool IsAfterFeedback(const WebRequest& request);

// Sets "feedback", for everybody but the support team, who tell the writers by notes. Returns the
// token of its form, for Csrf::AddCookie(); "" if there is no form.
std::string AddFeedback(const Page& page, const FoundArticle& found, const FeedbackNotice& notice,
                        View* view);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_FEEDBACK_H_

// "Did this help?": an opinion on an article as both doors take it, the page's form and the API.
#ifndef ZEROLINE_SERVER_WEB_FEEDBACK_H_
#define ZEROLINE_SERVER_WEB_FEEDBACK_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "indexer/error/result.h"
#include "indexer/index_format/stored_article.h"
#include "server/store/feedback.h"
#include "server/web/door.h"
#include "server/web/rate_limit.h"

namespace zeroline {

// What somebody says of an article that they may read.
struct Opinion {
  std::string visitor;  // "": of nobody, and not kept
  bool helped = false;
  std::string reason;  // of a no
  std::string text;
  // Of what was read; "": what is there now.
  std::string version;
};

// Who reads a whole knowledge base says so of a few articles an hour; an office shares an address.
class FeedbackLimit {
 public:
  FeedbackLimit();
  // Nothing if it is in time; else how long to wait.
  std::optional<std::chrono::seconds> Take(const WebRequest& request) const;

 private:
  std::shared_ptr<RateLimit> limit_;
};

// Everybody but the support team, who tell the writers by notes.
bool IsAskedForFeedback(const WebRequest& request);

// Keeps it, cleaned: white space collapsed, what tells who somebody is masked, the text cut to what
// is kept. kInvalidArgument for a reason that is none. Of somebody of the team nothing is kept.
Status KeepOpinion(const Services& services, const WebRequest& request, const ArticleView& article,
                   Opinion opinion);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_FEEDBACK_H_

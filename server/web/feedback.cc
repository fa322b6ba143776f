#include "server/web/feedback.h"

#include <utility>

#include "indexer/language/text.h"
#include "server/analytics/redaction.h"
#include "server/auth/attempt_limit.h"
#include "server/web/article_link.h"

namespace zeroline {
namespace {

constexpr int kBurst = 60;
constexpr std::chrono::seconds kRefill{5};

}  // namespace

FeedbackLimit::FeedbackLimit() : limit_(std::make_shared<RateLimit>(kBurst, kRefill)) {}

std::optional<std::chrono::seconds> FeedbackLimit::Take(const WebRequest& request) const {
  return limit_->Take(NetworkOf(request.remote_address));
}

bool IsAskedForFeedback(const WebRequest& request) {
  return !request.identity || request.identity->roles.empty();
}

Status KeepOpinion(const Services& services, const WebRequest& request, const ArticleView& article,
                   Opinion opinion) {
  if (opinion.visitor.empty() || !IsAskedForFeedback(request)) return {};
  ArticleFeedback feedback;
  feedback.visitor = std::move(opinion.visitor);
  feedback.article = article.id();
  feedback.language = article.language();
  feedback.version =
      IsArticleVersion(opinion.version) ? std::move(opinion.version) : ArticleVersion(article);
  feedback.helped = opinion.helped;
  feedback.reason = std::move(opinion.reason);
  feedback.text =
      TruncateUtf8(Redacted(CollapseWhiteSpace(RepairUtf8(opinion.text))), kMaxFeedbackTextBytes);
  return services.store->feedback().Record(feedback);
}

}  // namespace zeroline

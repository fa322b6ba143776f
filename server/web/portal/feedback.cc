#include "server/web/portal/feedback.h"

#include <iterator>
#include <utility>
#include <vector>

#include "server/store/token.h"
#include "server/telemetry/log.h"
#include "server/web/csrf.h"
#include "server/web/escape.h"
#include "server/web/feedback.h"
#include "server/web/portal/article_page.h"
#include "server/web/portal/portal.h"
#include "server/web/portal/request_form.h"
#include "server/web/portal/request_help.h"
#include "server/web/visitor.h"

namespace zeroline {
namespace {

// "?feedback=": what was answered.
constexpr const char* kParameter = "feedback";
constexpr const char* kYes = "yes";
constexpr const char* kNo = "no";      // and now: why?
constexpr const char* kTold = "told";  // it was said why

std::string FeedbackUrl(const Page& page) { return "/" + EscapeUrl(page.language) + "/feedback"; }

std::vector<View> ReasonViews(const Page& page) {
  std::vector<View> reasons;
  for (const std::string_view reason : kFeedbackReasons) {
    View item;
    item.Text("value", std::string(reason));
    item.Text("name", page.messages().Say("feedback_reason_" + std::string(reason)));
    reasons.push_back(std::move(item));
  }
  return reasons;
}

std::string WayBack(const Page& page, const FoundArticle& found, const std::string& answer) {
  return ArticleUrl(page.language, found.article.path()) + "?" + kParameter + "=" + answer +
         "#feedback";
}

WebResponse Refuse(const Page& page, const FoundArticle& found, const std::string& problem,
                   int status) {
  return ArticlePage(page, found, {problem, status});
}

// Whoever answers a form of ours is somebody, whatever their browser calls itself.
std::string VisitorWhoAnswers(const Page& page) {
  if (!IsAskedForFeedback(page.request)) return "";
  const std::string known = VisitorOf(page.request);
  return known.empty() ? NewToken() : known;
}

WebResponse Keep(const Page& page, const FoundArticle& found) {
  Opinion opinion;
  opinion.visitor = VisitorWhoAnswers(page);
  opinion.helped = FormField(page, "helped") == kYes;
  opinion.reason = opinion.helped ? "" : FormField(page, "reason");
  opinion.text = opinion.helped ? "" : FormField(page, "text");
  opinion.version = FormField(page, "version");
  const bool is_told = !FormField(page, "why").empty();
  const std::string visitor = opinion.visitor;
  const bool helped = opinion.helped;
  if (Status kept = KeepOpinion(page.services, page.request, found.article, std::move(opinion));
      !kept) {
    if (kept.error().code == ErrorCode::kInvalidArgument) {
      return Refuse(page, found, "feedback_problem", 400);
    }
    LogError(kept.error().message);
    return Refuse(page, found, "feedback_problem", 503);
  }
  WebResponse response = WebResponse::Redirect(WayBack(page, found,
                                                       helped    ? kYes
                                                       : is_told ? kTold
                                                                 : kNo),
                                               303);
  RememberVisitor(visitor, page.request, &response);
  return response;
}

WebResponse Take(const Page& page, const FeedbackLimit& limit) {
  const auto found = FindReference(page, FormField(page, "article"));
  if (!found) return ErrorPage(page.services, page.templates, page.request, 404);
  if (!page.services.csrf->IsGenuine(page.request)) {
    return Refuse(page, *found, "error_expired_button", 403);
  }
  if (const auto wait = limit.Take(page.request)) {
    WebResponse response = Refuse(page, *found, "feedback_limit", 429);
    response.headers.emplace_back("Retry-After", std::to_string(wait->count()));
    return response;
  }
  const std::string helped = FormField(page, "helped");
  if (helped != kYes && helped != kNo) return Refuse(page, *found, "feedback_problem", 400);
  return Keep(page, *found);
}

}  // namespace

bool IsAfterFeedback(const WebRequest& request) {
  return request.method == "POST" || !request.QueryOr(kParameter, "").empty();
}

std::string AddFeedback(const Page& page, const FoundArticle& found, const FeedbackNotice& notice,
                        View* view) {
  view->Flag("feedback", false);
  const bool can_be_kept = page.services.csrf != nullptr && page.services.store != nullptr;
  if (!can_be_kept || !IsAskedForFeedback(page.request)) return "";
  const std::string answer = page.request.QueryOr(kParameter, "");
  const std::string token = page.services.csrf->TokenFor(page.request);
  View feedback;
  feedback.Text("action", FeedbackUrl(page));
  feedback.Text("csrf", token).Text("csrf_field", std::string(kCsrfField));
  feedback.Text("reference", ArticleReference(found.article.language(), found.article.id()));
  feedback.Text("version", ArticleVersion(found.article));
  feedback.Text("problem", notice.problem.empty() ? "" : page.messages().Say(notice.problem));
  feedback.Text("max_characters", std::to_string(kMaxFeedbackTextBytes / 4));
  feedback.Flag("is_yes", answer == kYes).Flag("is_no", answer == kNo);
  feedback.Flag("is_told", answer == kTold);
  feedback.Flag("is_open", answer != kYes && answer != kNo && answer != kTold);
  feedback.List("reasons", ReasonViews(page));
  view->Child("feedback", std::move(feedback));
  return token;
}

Door FeedbackDoor(const Services& services, const Templates& templates) {
  const FeedbackLimit limit;
  return [services, &templates, limit](const WebRequest& request) {
    const auto page = OpenPage(services, templates, request);
    return page ? Take(*page, limit) : NoSuchLanguage(services, templates, request);
  };
}

}  // namespace zeroline

#include "server/web/portal/request_step.h"

#include <array>
#include <charconv>
#include <utility>

#include "server/web/csrf.h"
#include "server/web/escape.h"
#include "server/web/portal/portal.h"
#include "server/web/portal/request_intent.h"
#include "server/web/portal/section_html.h"
#include "server/web/rate_limit.h"

namespace zeroline {
namespace {

// What the step showed, in fields "shown0" up to this many.
constexpr int kMaxShown = 3;
constexpr std::int64_t kMaxReadSeconds = 4 * 60 * 60;

// Why an article did not help: as the trail says it to whoever reads it, and the message for
// whoever chooses.
struct Reason {
  const char* text;
  const char* message;
};
constexpr std::array<Reason, 3> kReasons = {{
    {"tried it", "reason_tried"},
    {"not my problem", "reason_other_problem"},
    {"not understood", "reason_not_understood"},
}};

std::string KnownReason(const std::string& text) {
  for (const Reason& reason : kReasons) {
    if (text == reason.text) return text;
  }
  return "";
}

std::string ShownField(int i) { return "shown" + std::to_string(i); }

std::vector<View> ArticleViews(const Page& page, const std::vector<SearchHit>& hits) {
  std::vector<View> articles;
  for (const SearchHit& hit : hits) {
    const auto found = page.snapshot->FindId(hit.language, hit.id, page.audiences);
    if (!found || articles.size() >= kMaxShown) continue;
    View item;
    item.Text("name", hit.title).Text("heading", hit.heading);
    item.Text("url", ArticleUrl(hit.language, hit.path, hit.anchor));
    item.Text("html", std::string(HtmlFromSection(found->article.html(), hit.anchor)));
    item.Text("shown_lang", hit.language);
    item.Text("shown_dir", std::string(TextDirection(hit.language)));
    item.Text("reference", ArticleReference(hit.language, hit.id));
    item.Text("field", ShownField(static_cast<int>(articles.size())));
    item.Flag("is_first", articles.empty());
    articles.push_back(std::move(item));
  }
  return articles;
}

Frame QuietFrame(const Page& page, const std::string& title_key) {
  Frame frame;
  frame.title = page.messages().Say(title_key);
  frame.indexing = Indexing::kForbidden;
  frame.languages = LanguageLinks(page, &RequestUrl);
  return frame;
}

std::int64_t ReadSeconds(const Page& page) {
  const std::string text = FormField(page, "seconds");
  std::int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return std::clamp<std::int64_t>(seconds, 0, kMaxReadSeconds);
}

// Somebody who waits for the end of an incident was not helped by an article, and does not count as
// solved.
void RecordEnd(const Page& page, const std::string& intent) {
  const auto found = FindReference(page, FormField(page, "solved"));
  const bool waits = !FormField(page, "waits").empty();
  TrailStep step;
  if (found) {
    step = StepAbout(page, *found, TrailStep::Kind::kOpened);
    RecordIntent(page, intent, IntentEvent::Kind::kStep, step);
  }
  RecordIntent(page, intent, waits ? IntentEvent::Kind::kLeft : IntentEvent::Kind::kSolved, step,
               ReadSeconds(page));
}

WebResponse EndWithoutRequest(const Page& page) {
  const RequestForm form = ReadRequestForm(page);
  if (!page.services.csrf->IsGenuine(page.request)) return Refuse(page, form, "error_expired", 403);
  RecordEnd(page, form.intent);
  const bool waits = !FormField(page, "waits").empty();
  WebResponse response =
      WebResponse::Redirect(RequestUrl(page.language) + "/solved" + (waits ? "?waits=1" : ""), 303);
  ForgetIntent(page.request, &response);
  return response;
}

}  // namespace

WebResponse StepPage(const Page& page, const RequestForm& form, const UnreadHelp& help) {
  View view = FrameView(page, QuietFrame(page, "step_title"));
  view.Text("solved_action", RequestUrl(page.language) + "/solved");
  view.Text("article_id", form.article);
  std::vector<View> articles = ArticleViews(page, help.articles);
  view.Flag("has_articles", !articles.empty());
  view.List("articles", std::move(articles));
  std::vector<View> known;
  for (const std::string& text : help.incidents) {
    View item;
    item.Text("text", text);
    known.push_back(std::move(item));
  }
  view.Flag("is_known", !known.empty());
  view.List("known", std::move(known));
  std::vector<View> reasons;
  for (const Reason& reason : kReasons) {
    View item;
    item.Text("value", reason.text).Text("name", page.messages().Say(reason.message));
    reasons.push_back(std::move(item));
  }
  view.List("reasons", std::move(reasons));
  WebResponse response = AnswerWithForm(page, form, "request_step", std::move(view), 200);
  RememberIntent(kStepCookie, form.intent, page.request, &response);
  return response;
}

void RecordStepAnswer(const Page& page, const RequestForm& form) {
  const std::string reason = KnownReason(FormField(page, "reason"));
  for (int i = 0; i < kMaxShown; ++i) {
    const auto found = FindReference(page, FormField(page, ShownField(i)));
    if (!found) continue;
    // The first one lies open above the buttons, and "No" is said of it.
    if (i == 0) {
      RecordIntent(page, form.intent, IntentEvent::Kind::kStep,
                   StepAbout(page, *found, TrailStep::Kind::kOpened));
    } else if (reason.empty()) {
      continue;
    }
    TrailStep step = StepAbout(page, *found, TrailStep::Kind::kRejected);
    step.text = reason;
    RecordIntent(page, form.intent, IntentEvent::Kind::kStep, step);
  }
}

Door RequestSolvedDoor(const Services& services, const Templates& templates) {
  return [services, &templates](const WebRequest& request) {
    const auto page = OpenPage(services, templates, request);
    if (!page) return NoSuchLanguage(services, templates, request);
    if (request.method == "POST") return EndWithoutRequest(*page);
    const bool waits = !request.QueryOr("waits", "").empty();
    View view = FrameView(*page, QuietFrame(*page, waits ? "waiting_title" : "solved_title"));
    view.Text("lead", page->messages().Say(waits ? "waiting_lead" : "solved_lead"));
    view.Text("request_url", RequestUrl(page->language));
    return Answer(*page, "solved", view);
  };
}

}  // namespace zeroline

#include "server/web/agent/report_view.h"

#include <array>
#include <chrono>

#include "server/web/agent/shown_text.h"
#include "server/web/agent/ticket_view.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

// What one page can show; the command line has it all.
constexpr std::size_t kMaxArticles = 100;
constexpr std::size_t kMaxCases = 20;
constexpr std::size_t kMaxReasons = 3;

std::string CountOf(const AgentPage& page, const Proportion& share) {
  return page.messages().Say("agent_rate_of", {{"count", std::to_string(share.count)},
                                               {"total", std::to_string(share.total)}});
}

std::string IntervalText(const AgentPage& page, const std::string& low, const std::string& high) {
  return page.messages().Say("agent_interval", {{"low", low}, {"high", high}});
}

// "" for none.
std::string CountOrNothing(const AgentPage& page, const char* key, std::size_t count) {
  return count == 0 ? "" : page.messages().Count(key, count);
}

void AddRate(const AgentPage& page, const DeflectionReport& report, View* view) {
  const Messages& messages = page.messages();
  const auto percent = [&](double share) { return PercentText(messages, share); };
  const Proportion& confirmed = report.confirmed;
  view->Text("rate", percent(confirmed.share)).Text("rate_of", CountOf(page, confirmed));
  view->Text("rate_interval", IntervalText(page, percent(confirmed.low), percent(confirmed.high)));
  view->Text("rate_open", CountOrNothing(page, "agent_rate_open", report.confirmed_open));
  view->Text("rate_unknown", CountOrNothing(page, "agent_rate_unknown", report.confirmed_unknown));
  view->Text("probable", percent(report.probable.share));
  view->Text("probable_of", CountOf(page, report.probable));
}

void AddRule(const AgentPage& page, const DeflectionReport& report, View* view) {
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(report.period.window).count();
  view->Text("rule_confirmed",
             page.messages().Say("agent_rule_confirmed", {{"hours", std::to_string(hours)}}));
  view->Text("rule_probable",
             page.messages().Say("agent_rule_probable",
                                 {{"seconds", std::to_string(kMinReadingTime.count())}}));
}

void AddFunnel(const AgentPage& page, const DeflectionReport::Funnel& funnel, View* view) {
  const std::array<std::pair<const char*, std::size_t>, 6> stages = {{
      {"forms", funnel.forms},
      {"eligible", funnel.eligible},
      {"offered", funnel.offered},
      {"opened", funnel.opened},
      {"solved", funnel.solved},
      {"sent", funnel.sent},
  }};
  std::vector<View> items;
  for (const auto& [name, count] : stages) {
    const Proportion share = ProportionOf(count, funnel.forms);
    View item;
    item.Text("stage", page.messages().Say("agent_funnel_" + std::string(name)));
    item.Text("count", std::to_string(count));
    item.Text("share", PercentText(page.messages(), share.share));
    item.Text("width", std::to_string(static_cast<int>(100 * share.share + .5)));
    item.Flag("is_sent", std::string_view(name) == "sent");
    items.push_back(std::move(item));
  }
  view->List("funnel", std::move(items));
}

void AddHoldout(const AgentPage& page, const DeflectionReport::Holdout& holdout, View* view) {
  const Messages& messages = page.messages();
  view->Text("avoided", "").Text("avoided_interval", "");
  if (!holdout.avoided) {
    const bool is_off = page.services().config->holdout_percent == 0 && holdout.withheld.total == 0;
    view->Text("holdout",
               is_off ? messages.Say("agent_holdout_off")
                      : messages.Say("agent_holdout_few",
                                     {{"needed", std::to_string(kMinHoldoutArm)},
                                      {"offered", std::to_string(holdout.offered.total)},
                                      {"withheld", std::to_string(holdout.withheld.total)}}));
    return;
  }
  // The sentence says by how much the share of those who ask a person changes: avoided ones lower
  // it, so the signs turn and the ends of the interval change places.
  const auto points = [&](double share) { return PointsText(messages, share); };
  const Difference& avoided = *holdout.avoided;
  view->Text("avoided", messages.Say("agent_points", {{"value", points(-avoided.value)}}));
  view->Text("avoided_interval", IntervalText(page, points(-avoided.high), points(-avoided.low)));
  view->Text("holdout",
             messages.Say("agent_holdout_arms",
                          {{"offered", PercentText(messages, holdout.offered.share)},
                           {"withheld", PercentText(messages, holdout.withheld.share)}}));
}

void AddOutcomes(const AgentPage& page, const OutcomeCounts& counts, View* view) {
  std::vector<View> items;
  for (const Outcome outcome : kOutcomes) {
    const Proportion share = ProportionOf(counts.Of(outcome), counts.total());
    View item;
    item.Text("outcome", page.messages().Say("agent_outcome_" + std::string(NameOf(outcome))));
    item.Text("count", std::to_string(share.count));
    item.Text("share", PercentText(page.messages(), share.share));
    items.push_back(std::move(item));
  }
  view->List("outcomes", std::move(items));
}

void AddLanguages(const AgentPage& page, const DeflectionReport& report, View* view) {
  std::vector<View> items;
  for (const DeflectionReport::Language& language : report.languages) {
    View item;
    item.Text("name", LanguageText(language.language));
    item.Text("forms", std::to_string(language.confirmed.total));
    item.Text("confirmed", std::to_string(language.confirmed.count));
    item.Text("share", PercentText(page.messages(), language.confirmed.share));
    items.push_back(std::move(item));
  }
  view->List("by_language", std::move(items));
}

// An article as it is now, in the language it was shown in.
void AddArticle(const std::string& id, const std::string& language, const std::string& title,
                View* view) {
  TrailStep step;
  step.article = id;
  step.language = language;
  view->Text("article_url", id.empty() ? "" : PinnedUrl(step));
  view->Text("article", HarmlessLine(title, id)).Text("article_lang", language);
  view->Text("article_tag", LanguageText(language));
}

void AddArticles(const DeflectionReport& report, View* view) {
  std::vector<View> items;
  for (const DeflectionReport::Article& article : report.articles) {
    if (items.size() == kMaxArticles) break;
    View item;
    AddArticle(article.article, article.language, article.title, &item);
    const std::array<std::pair<const char*, std::size_t>, 6> counts = {{
        {"shown", article.shown},
        {"opened", article.opened},
        {"solved", article.solved},
        {"rejected", article.rejected},
        {"reversed_count", article.reversed},
        {"sent", article.sent_anyway},
    }};
    for (const auto& [name, count] : counts) item.Text(name, std::to_string(count));
    std::vector<View> reasons;
    for (const auto& [reason, times] : article.reasons) {
      if (reason.empty() || reasons.size() == kMaxReasons) continue;
      View said;
      said.Text("reason", HarmlessLine(reason, "")).Text("times", std::to_string(times));
      reasons.push_back(std::move(said));
    }
    item.List("reasons", std::move(reasons));
    items.push_back(std::move(item));
  }
  view->Flag("has_articles", !items.empty());
  view->List("articles", std::move(items));
}

void AddReversed(const AgentPage& page, const DeflectionReport& report, View* view) {
  std::vector<View> items;
  for (const DeflectionReport::Reversed& reversed : report.reversed) {
    if (items.size() == kMaxCases) break;
    View item;
    AddArticle(reversed.article, reversed.language, reversed.title, &item);
    item.Text("solved", TimeText(page.messages(), reversed.solved));
    item.Text("solved_iso", IsoTime(reversed.solved));
    item.Text("sent", TimeText(page.messages(), reversed.ticket));
    item.Text("sent_iso", IsoTime(reversed.ticket));
    items.push_back(std::move(item));
  }
  view->Flag("has_reversed", !items.empty());
  view->List("reversed", std::move(items));
}

View ShownArticle(const AgentPage& page, const DeflectionReport::SentAnyway::Shown& shown) {
  View item;
  AddArticle(shown.article, shown.language, shown.title, &item);
  item.Text("reason", HarmlessLine(shown.reason, ""));
  std::vector<View> marks;
  for (const auto& [is_marked, key] : {std::pair(shown.opened, "agent_flag_opened"),
                                       std::pair(shown.rejected, "agent_flag_rejected")}) {
    if (!is_marked) continue;
    View mark;
    mark.Text("mark", page.messages().Say(key));
    marks.push_back(std::move(mark));
  }
  item.List("marks", std::move(marks));
  return item;
}

void AddSentAnyway(const AgentPage& page, const DeflectionReport& report, View* view) {
  std::vector<View> items;
  for (const DeflectionReport::SentAnyway& sent : report.sent_anyway) {
    if (items.size() == kMaxCases) break;
    View item;
    item.Text("ticket", sent.ticket);
    item.Text("ticket_url", sent.ticket.empty() ? "" : TicketUrl(sent.ticket));
    item.Text("sent", TimeText(page.messages(), sent.sent)).Text("sent_iso", IsoTime(sent.sent));
    item.Text("outcome", page.messages().Say("agent_outcome_" + std::string(NameOf(sent.outcome))));
    std::vector<View> shown;
    for (const auto& article : sent.articles) shown.push_back(ShownArticle(page, article));
    item.List("shown", std::move(shown));
    items.push_back(std::move(item));
  }
  view->Flag("has_sent_anyway", !items.empty());
  view->List("sent_anyway", std::move(items));
}

}  // namespace

void AddReport(const AgentPage& page, const DeflectionReport& report, View* view) {
  view->Flag("has_forms", report.outcomes.total() > 0);
  AddRate(page, report, view);
  AddRule(page, report, view);
  AddFunnel(page, report.funnel, view);
  AddHoldout(page, report.holdout, view);
  AddOutcomes(page, report.outcomes, view);
  AddLanguages(page, report, view);
  AddArticles(report, view);
  AddReversed(page, report, view);
  AddSentAnyway(page, report, view);
}

}  // namespace zeroline

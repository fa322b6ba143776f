#include "server/web/agent/writers_report_view.h"

#include <algorithm>
#include <array>

#include "server/web/agent/shown_text.h"
#include "server/web/agent/ticket_view.h"
#include "server/web/edit_url.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

// What one page can show; the downloads have it all.
constexpr std::size_t kMaxRows = 40;
constexpr std::size_t kMaxAlso = 2;

using Problem = QuestionCluster::Problem;

std::string Number(std::size_t count) { return std::to_string(count); }

std::string TitleOf(const QuestionCluster& cluster) {
  return cluster.wordings.empty() ? "…" : HarmlessLine(cluster.wordings.front().text, "…");
}

// The article in its own language as it is now.
std::string ArticlePath(const std::string& id, const std::string& language) {
  return "/a/" + EscapeUrlPath(id) + "?lang=" + EscapeUrl(language);
}

void AddArticle(const std::string& id, const std::string& language, const std::string& title,
                View* row) {
  row->Text("article_url", ArticlePath(id, language));
  row->Text("article", HarmlessLine(title, id)).Text("article_lang", language);
  row->Text("article_tag", LanguageText(language));
}

View RowOf(const AgentPage& page, const QuestionCluster& cluster, const ReportChoice& choice) {
  const Messages& messages = page.messages();
  const bool has_problem = cluster.problem != Problem::kNone;
  View row;
  row.Text("url", ReportUrl("/agent/report/" + cluster.id, choice));
  row.Text("question", TitleOf(cluster)).Text("question_lang", cluster.language);
  row.Text("question_tag", LanguageText(cluster.language));
  row.Text("lost", Number(cluster.lost)).Text("asked", Number(cluster.intents));
  row.Text("problem", has_problem
                          ? messages.Say("report_problem_" + std::string(NameOf(cluster.problem)))
                          : "");
  row.Text("advice", has_problem ? AdviceText(messages, cluster) : "");
  row.Text("single", cluster.visitors == 1 ? messages.Say("report_single") : "");
  std::vector<View> also;
  for (std::size_t i = 1; i < cluster.wordings.size() && i <= kMaxAlso; ++i) {
    View item;
    item.Text("wording", HarmlessLine(cluster.wordings[i].text, "…"));
    also.push_back(std::move(item));
  }
  row.List("also", std::move(also));
  return row;
}

std::vector<View> RowsOf(const AgentPage& page, const std::vector<QuestionCluster>& clusters,
                         const ReportChoice& choice) {
  std::vector<View> rows;
  for (const QuestionCluster& cluster : clusters) {
    if (rows.size() == kMaxRows) break;
    rows.push_back(RowOf(page, cluster, choice));
  }
  return rows;
}

std::vector<View> RowsOf(const std::vector<MissingTranslation>& lines) {
  std::vector<View> rows;
  for (const MissingTranslation& line : lines) {
    if (rows.size() == kMaxRows) break;
    View row;
    AddArticle(line.article, line.available.empty() ? "" : line.available.front(), line.title,
               &row);
    row.Text("wanted", LanguageText(line.language));
    std::string available;
    for (const std::string& language : line.available) {
      available += (available.empty() ? "" : ", ") + LanguageText(language);
    }
    row.Text("available", available);
    row.Text("people", Number(line.visitors)).Text("asked", Number(line.intents));
    rows.push_back(std::move(row));
  }
  return rows;
}

View RowOf(const AgentPage& page, const ArticleLine& line) {
  const Messages& messages = page.messages();
  View row;
  AddArticle(line.article, line.language, line.title, &row);
  const auto found = page.page.snapshot->FindId(line.language, line.article, page.page.audiences);
  row.Text("edit_url", found ? EditUrl(*page.services().config, found->article) : "");
  row.Text("found", Number(line.found)).Text("opened", Number(line.opened));
  row.Text("helped", Number(line.helped)).Text("not_helped", Number(line.not_helped));
  row.Text("sent", Number(line.sent_anyway)).Text("advice", AdviceText(messages, line));
  std::vector<View> problems;
  for (const ArticleLine::Problem problem : line.problems) {
    View item;
    item.Text("mark", messages.Say("report_article_" + std::string(NameOf(problem))));
    problems.push_back(std::move(item));
  }
  row.List("marks", std::move(problems));
  std::vector<View> reasons;
  for (const auto& [reason, count] : line.reasons) {
    const std::string* said = messages.Find("feedback_reason_" + reason);
    View item;
    item.Text("reason", said == nullptr ? HarmlessLine(reason, "…") : *said);
    item.Text("times", Number(count));
    reasons.push_back(std::move(item));
  }
  row.List("reasons", std::move(reasons));
  return row;
}

std::vector<View> RowsOf(const AgentPage& page, const std::vector<ArticleLine>& lines) {
  std::vector<View> rows;
  for (const ArticleLine& line : lines) {
    if (rows.size() == kMaxRows) break;
    rows.push_back(RowOf(page, line));
  }
  return rows;
}

std::string ShareOf(const AgentPage& page, std::size_t count, std::size_t total) {
  if (total == 0) return "—";
  return page.messages().Say("agent_rate_of", {{"count", Number(count)}, {"total", Number(total)}});
}

std::vector<View> RowsOf(const AgentPage& page, const std::vector<LearnedQuestion>& lines) {
  std::vector<View> rows;
  for (const LearnedQuestion& line : lines) {
    if (rows.size() == kMaxRows) break;
    View row;
    AddArticle(line.article, line.language, line.title, &row);
    row.Text("question", HarmlessLine(line.question, "…")).Text("question_lang", line.language);
    row.Text("people", Number(line.visitors));
    row.Text("when", line.is_in_build ? TimeText(page.messages(), line.since)
                                      : page.messages().Say("report_next_build"));
    row.Text("before", ShareOf(page, line.opened_before, line.intents_before));
    row.Text("since", ShareOf(page, line.opened_since, line.intents_since));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::size_t SizeOf(const WritersReport& report, std::string_view part) {
  return part == "gaps"           ? report.gaps.size()
         : part == "top"          ? report.top.size()
         : part == "translations" ? report.missing_translations.size()
         : part == "articles"     ? report.articles.size()
                                  : report.learned.size();
}

constexpr std::array<std::string_view, 5> kParts = {"gaps", "top", "translations", "articles",
                                                    "learned"};

void AddParts(const AgentPage& page, const WritersReport& report, const ReportChoice& choice,
              std::string_view part, View* view) {
  std::vector<View> items;
  for (const std::string_view name : kParts) {
    View item;
    item.Text("url", ReportUrl("/agent/report", choice) + "&show=" + std::string(name) + "#part");
    item.Text("name", page.messages().Say("report_show_" + std::string(name)));
    item.Text("count", Number(SizeOf(report, name)));
    item.Flag("is_current", name == part);
    items.push_back(std::move(item));
  }
  view->List("parts", std::move(items));
}

}  // namespace

bool IsReportPart(std::string_view name) {
  return std::find(kParts.begin(), kParts.end(), name) != kParts.end();
}

std::string ReportUrl(const std::string& path, const ReportChoice& choice) {
  std::string url = path + "?days=" + std::to_string(choice.days);
  if (!choice.language.empty()) url += "&in=" + EscapeUrl(choice.language);
  return url;
}

void AddPart(const AgentPage& page, const WritersReport& report, const ReportChoice& choice,
             std::string_view part, View* view) {
  AddParts(page, report, choice, part, view);
  view->Text("part_title", page.messages().Say("report_show_" + std::string(part)));
  view->Flag("is_questions", part == "gaps" || part == "top").Flag("is_gaps", part == "gaps");
  view->Flag("is_translations", part == "translations").Flag("is_articles", part == "articles");
  view->Flag("is_learned", part == "learned");
  std::vector<View> rows = part == "gaps"           ? RowsOf(page, report.gaps, choice)
                           : part == "top"          ? RowsOf(page, report.top, choice)
                           : part == "translations" ? RowsOf(report.missing_translations)
                           : part == "articles"     ? RowsOf(page, report.articles)
                                                    : RowsOf(page, report.learned);
  view->Flag("has_rows", !rows.empty());
  view->List("rows", std::move(rows));
}

void AddQuestion(const AgentPage& page, const QuestionCluster& cluster, View* view) {
  const Messages& messages = page.messages();
  view->Text("question", TitleOf(cluster)).Text("question_lang", cluster.language);
  view->Text("question_tag", LanguageText(cluster.language)).Text("question_id", cluster.id);
  view->Text("questions", messages.Count("report_questions", cluster.intents));
  view->Text("visitors", messages.Count("report_visitors", cluster.visitors));
  view->Text("last_asked", TimeText(messages, cluster.last_asked));
  view->Text("last_asked_iso", IsoTime(cluster.last_asked));
  const bool has_problem = cluster.problem != Problem::kNone;
  view->Flag("has_problem", has_problem);
  view->Text("problem", messages.Say("report_problem_" + std::string(NameOf(cluster.problem))));
  view->Text("advice", has_problem ? AdviceText(messages, cluster) : "");
  std::vector<View> wordings;
  for (const QuestionCluster::Wording& wording : cluster.wordings) {
    View item;
    item.Text("wording", HarmlessLine(wording.text, "…")).Text("times", Number(wording.count));
    wordings.push_back(std::move(item));
  }
  view->List("wordings", std::move(wordings));
  std::vector<View> opened;
  for (const QuestionCluster::Opened& one : cluster.opened) {
    View item;
    AddArticle(one.article, one.language, one.title, &item);
    item.Text("opened_count", Number(one.intents)).Text("helped_count", Number(one.helped));
    opened.push_back(std::move(item));
  }
  view->Flag("has_opened", !opened.empty());
  view->List("opened", std::move(opened));
  view->Flag("has_nearest", cluster.nearest.has_value()).Text("edit_url", "");
  if (!cluster.nearest) return;
  const QuestionCluster::Nearest& nearest = *cluster.nearest;
  AddArticle(nearest.article, nearest.language, nearest.title, view);
  view->Text("confidence", messages.Say("report_confidence",
                                        {{"percent", PercentText(messages, nearest.confidence)}}));
  const auto found =
      page.page.snapshot->FindId(nearest.language, nearest.article, page.page.audiences);
  if (found) view->Text("edit_url", EditUrl(*page.services().config, found->article));
}

std::string AdviceText(const Messages& messages, const QuestionCluster& cluster) {
  const Advice advice = AdviceFor(cluster);
  const std::string key = "report_advice_" + std::string(NameOf(advice));
  if (!cluster.nearest) return messages.Say(key);
  const std::string title = HarmlessLine(cluster.nearest->title, cluster.nearest->article);
  const std::string percent = PercentText(messages, cluster.nearest->confidence);
  const std::string language = LanguageText(cluster.language);
  return messages.Say(advice == Advice::kWriteArticle ? "report_advice_write_near" : key,
                      {{"title", title}, {"percent", percent}, {"language", language}});
}

std::string AdviceText(const Messages& messages, const ArticleLine& line) {
  const Advice advice = AdviceFor(line);
  if (advice == Advice::kUpdateTranslation) {
    return messages.Count("report_advice_update_translation", line.outdated_sections);
  }
  if (advice == Advice::kMendArticle) {
    return messages.Say("report_advice_mend_counts",
                        {{"no", Number(line.not_helped)}, {"sent", Number(line.sent_anyway)}});
  }
  return messages.Say("report_advice_" + std::string(NameOf(advice)));
}

}  // namespace zeroline

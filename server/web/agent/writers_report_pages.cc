// The writers' report: its pages, and the same for programs and spreadsheets.
#include <algorithm>
#include <array>

#include "indexer/language/text.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"
#include "server/web/agent/shown_text.h"
#include "server/web/agent/ticket_view.h"
#include "server/web/agent/writers_report_view.h"
#include "server/web/writers_reports.h"

namespace zeroline {
namespace {

constexpr std::array<std::size_t, 4> kPeriods = {7, 30, 90, 365};

using Reports = std::shared_ptr<WritersReports>;

View Chip(const std::string& url, const std::string& name, bool is_current) {
  View item;
  item.Text("url", url).Text("name", name).Flag("is_current", is_current);
  return item;
}

void AddFilters(const AgentPage& page, const ReportChoice& choice, const std::string& part,
                View* view) {
  const std::string show = "&show=" + part;
  std::vector<View> periods;
  for (const std::size_t days : kPeriods) {
    periods.push_back(Chip(ReportUrl("/agent/report", {days, choice.language}) + show,
                           page.messages().Count("agent_days", days), days == choice.days));
  }
  view->List("periods", std::move(periods));
  std::vector<View> languages;
  languages.push_back(Chip(ReportUrl("/agent/report", {choice.days, ""}) + show,
                           page.messages().Say("report_all_languages"), choice.language.empty()));
  for (const std::string& language : page.page.snapshot->languages(page.page.audiences)) {
    languages.push_back(Chip(ReportUrl("/agent/report", {choice.days, language}) + show,
                             LanguageName(language), language == choice.language));
  }
  view->List("in_languages", std::move(languages));
}

// `answer` gets the report that the address asks for.
template <typename Answer>
WebResponse WithReport(const AgentPage& page, const Reports& reports, const Answer& answer) {
  const auto choice = ReportChoiceOf(page.request());
  if (!choice) return MessagePage(page, "report_no_language", 404);
  const auto report = reports->Find(*choice, AudiencesOf(page.request()));
  if (!report) return Unavailable(page, report.error());
  return answer(**report, *choice);
}

WebResponse ShowReport(const AgentPage& page, const WritersReport& report,
                       const ReportChoice& choice) {
  const std::string asked = page.request().QueryOr("show", "gaps");
  const std::string part = IsReportPart(asked) ? asked : "gaps";
  View view = AgentView(page, page.messages().Say("report_title"), "report");
  AddFilters(page, choice, part, &view);
  AddOverview(page, report, &view);
  AddPart(page, report, choice, part, &view);
  view.Text("csv_url", ReportUrl("/agent/report.csv", choice));
  view.Text("json_url", ReportUrl("/agent/report.json", choice));
  return AgentAnswer(page, "writers_report", view);
}

WebResponse ShowQuestion(const AgentPage& page, const WritersReport& report,
                         const ReportChoice& choice) {
  const std::string& id = page.request().variables.at("id");
  for (const auto* list : {&report.gaps, &report.top}) {
    for (const QuestionCluster& cluster : *list) {
      if (cluster.id != id) continue;
      const std::string title =
          cluster.wordings.empty() ? id : HarmlessLine(cluster.wordings.front().text, id);
      View view = AgentView(page, title, "report");
      AddQuestion(page, cluster, &view);
      view.Text("back_url", ReportUrl("/agent/report", choice));
      view.Text("json_url", ReportUrl("/agent/report.json", choice));
      return AgentAnswer(page, "writers_question", view);
    }
  }
  const Messages& messages = page.messages();
  return MessagePage(page,
                     {messages.Say("report_gone_title"),
                      messages.Say("report_gone_text"),
                      {{messages.Say("report_back"), ReportUrl("/agent/report", choice)}}},
                     404);
}

WebResponse Download(std::string body, const std::string& name, const std::string& type) {
  WebResponse response;
  response.content_type = type + "; charset=utf-8";
  response.body = std::move(body);
  response.headers = {{"Content-Disposition", AttachmentDisposition(name, name)},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Cache-Control", "no-store"},
                      {"X-Robots-Tag", "noindex"}};
  return response;
}

template <typename Answer>
Door ReportDoor(const Services& services, const Templates& templates, const Reports& reports,
                Answer answer) {
  return ForRoles(services, templates, {kAgentRole, kWriterRole, kAdminRole},
                  [reports, answer](const AgentPage& page) {
                    return WithReport(page, reports,
                                      [&](const WritersReport& report, const ReportChoice& choice) {
                                        return answer(page, report, choice);
                                      });
                  });
}

}  // namespace

Door WritersReportDoor(const Services& services, const Templates& templates,
                       const Reports& reports) {
  return ReportDoor(services, templates, reports, &ShowReport);
}

Door WritersQuestionDoor(const Services& services, const Templates& templates,
                         const Reports& reports) {
  return ReportDoor(services, templates, reports, &ShowQuestion);
}

Door WritersReportTableDoor(const Services& services, const Templates& templates,
                            const Reports& reports) {
  return ReportDoor(services, templates, reports,
                    [](const AgentPage&, const WritersReport& report, const ReportChoice&) {
                      return Download("\xEF\xBB\xBF" + ToCsv(report), "report.csv", "text/csv");
                    });
}

Door WritersReportJsonDoor(const Services& services, const Templates& templates,
                           const Reports& reports) {
  return ReportDoor(services, templates, reports,
                    [](const AgentPage&, const WritersReport& report, const ReportChoice&) {
                      return Download(ToJson(report), "report.json", "application/json");
                    });
}

}  // namespace zeroline

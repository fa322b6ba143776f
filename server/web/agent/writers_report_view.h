// The writers' report in the words of its pages: everything writers_report.html and
// writers_question.html expect besides the frame.
#ifndef ZEROLINE_SERVER_WEB_AGENT_WRITERS_REPORT_VIEW_H_
#define ZEROLINE_SERVER_WEB_AGENT_WRITERS_REPORT_VIEW_H_

#include <string>
#include <string_view>

#include "server/analytics/writers_report.h"
#include "server/web/agent/agent_page.h"
#include "server/web/writers_reports.h"

namespace zeroline {

// "gaps", "top", "translations", "articles" or "learned".
bool IsReportPart(std::string_view name);

// "/agent/report?days=30&in=pl&" and so on; `path` as it stands.
std::string ReportUrl(const std::string& path, const ReportChoice& choice);

// The figures above all parts, and the charts.
void AddOverview(const AgentPage& page, const WritersReport& report, View* view);
// The rows of one part.
void AddPart(const AgentPage& page, const WritersReport& report, const ReportChoice& choice,
             std::string_view part, View* view);
// One question with all that is known of it.
void AddQuestion(const AgentPage& page, const QuestionCluster& cluster, View* view);

// What to do about a line, in the page's language.
std::string AdviceText(const Messages& messages, const QuestionCluster& cluster);
std::string AdviceText(const Messages& messages, const ArticleLine& line);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AGENT_WRITERS_REPORT_VIEW_H_

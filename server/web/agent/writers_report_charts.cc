// The figures and pictures above the writers' report.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "server/web/agent/shown_text.h"
#include "server/web/agent/ticket_view.h"
#include "server/web/agent/writers_report_view.h"

namespace zeroline {
namespace {

// The picture's own units; it is stretched to the page's width.
constexpr double kChartWidth = 1000;
constexpr double kChartHeight = 160;
constexpr double kGap = .2;  // of a column
// More columns than these could not be told apart.
constexpr std::size_t kMaxColumns = 100;

struct Column {
  std::int64_t day = 0;
  std::size_t questions = 0;
  std::size_t answered = 0;
};

std::size_t DaysPerColumn(std::size_t days) {
  return std::max<std::size_t>(1, (days + kMaxColumns - 1) / kMaxColumns);
}

std::vector<Column> ColumnsOf(const WritersReport& report) {
  const std::size_t per_column = DaysPerColumn(report.days.size());
  std::vector<Column> columns;
  for (std::size_t i = 0; i < report.days.size(); ++i) {
    if (i % per_column == 0) columns.push_back({report.days[i].day, 0, 0});
    columns.back().questions += report.days[i].intents;
    columns.back().answered += report.days[i].answered;
  }
  return columns;
}

std::string Unit(double value) { return std::to_string(std::lround(value)); }

View ViewOf(const AgentPage& page, const Column& column, double x, std::size_t most) {
  const double scale = kChartHeight / static_cast<double>(std::max<std::size_t>(most, 1));
  const double all = static_cast<double>(column.questions) * scale;
  const double answered = static_cast<double>(column.answered) * scale;
  View view;
  view.Text("x", Unit(x));
  view.Text("y_all", Unit(kChartHeight - all)).Text("height_all", Unit(all));
  view.Text("y_answered", Unit(kChartHeight - answered)).Text("height_answered", Unit(answered));
  view.Text("day", page.messages().Date(column.day));
  view.Text("day_questions", std::to_string(column.questions));
  view.Text("day_answered", std::to_string(column.answered));
  return view;
}

void AddDays(const AgentPage& page, const WritersReport& report, View* view) {
  const std::vector<Column> columns = ColumnsOf(report);
  std::size_t most = 0;
  std::size_t answered = 0;
  for (const Column& column : columns) {
    most = std::max(most, column.questions);
    answered += column.answered;
  }
  const double width = kChartWidth / static_cast<double>(std::max<std::size_t>(columns.size(), 1));
  std::vector<View> items;
  double x = 0;
  for (const Column& column : columns) {
    items.push_back(ViewOf(page, column, x, most));
    x += width;
  }
  const Messages& messages = page.messages();
  const std::size_t per_column = DaysPerColumn(report.days.size());
  view->Text("column_width", Unit(std::max(1.0, width * (1 - kGap))));
  view->Text("per_column", per_column > 1 ? messages.Count("report_per_days", per_column) : "");
  view->Text("chart_desc",
             messages.Say("report_chart_desc", {{"most", std::to_string(most)},
                                                {"count", std::to_string(report.intents)},
                                                {"answered", std::to_string(answered)}}));
  view->Text("chart_from", messages.Date(columns.empty() ? 0 : columns.front().day));
  view->Text("chart_to", messages.Date(report.to - 1));
  view->List("columns", std::move(items));
}

void AddOutcomes(const AgentPage& page, const WritersReport& report, View* view) {
  const std::size_t rest = report.helped + report.sent + report.unanswered + report.unopened;
  const std::array<std::pair<const char*, std::size_t>, 5> outcomes = {{
      {"helped", report.helped},
      {"opened", report.intents - std::min(report.intents, rest)},
      {"unopened", report.unopened},
      {"unanswered", report.unanswered},
      {"sent", report.sent},
  }};
  std::vector<View> items;
  for (const auto& [name, count] : outcomes) {
    const double share =
        static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(report.intents, 1));
    View item;
    item.Text("stage", page.messages().Say("report_outcome_" + std::string(name)));
    item.Text("count", std::to_string(count));
    item.Text("share", PercentText(page.messages(), share));
    item.Text("width", Unit(100 * share));
    item.Flag("is_sent", std::string_view(name) != "helped" && std::string_view(name) != "opened");
    items.push_back(std::move(item));
  }
  view->List("outcomes", std::move(items));
}

}  // namespace

void AddOverview(const AgentPage& page, const WritersReport& report, View* view) {
  const Messages& messages = page.messages();
  view->Flag("has_questions", report.intents > 0);
  view->Text("total", messages.Count("report_questions", report.intents));
  view->Text("total_visitors", messages.Count("report_visitors", report.visitors));
  view->Text("reformulated", report.reformulated == 0
                                 ? ""
                                 : messages.Count("report_reformulated", report.reformulated));
  std::vector<View> languages;
  for (const auto& [language, count] : report.intents_by_language) {
    View item;
    item.Text("name", LanguageText(language)).Text("count", std::to_string(count));
    languages.push_back(std::move(item));
  }
  view->List("by_language", std::move(languages));
  AddDays(page, report, view);
  AddOutcomes(page, report, view);
}

}  // namespace zeroline

// The report of deflection as a page.
#include <algorithm>
#include <array>
#include <cmath>

#include "server/deflection/report.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"
#include "server/web/agent/report_view.h"
#include "server/web/agent/shown_text.h"

namespace zeroline {
namespace {

constexpr std::array<std::size_t, 4> kPeriods = {7, 30, 90, 365};
constexpr std::size_t kDefaultDays = 30;
constexpr std::size_t kMaxDays = 3660;

ReportPeriod PeriodOf(const AgentPage& page, std::size_t days) {
  ReportPeriod period;
  period.now = SystemSeconds();
  period.to = period.now + 1;
  period.from = period.to - static_cast<std::int64_t>(days) * 24 * 60 * 60;
  period.window = page.services().config->reversal_window;
  return period;
}

void AddPeriods(const AgentPage& page, std::size_t days, View* view) {
  std::vector<View> items;
  for (const std::size_t choice : kPeriods) {
    View item;
    item.Text("url", "/agent/deflection?days=" + std::to_string(choice));
    item.Text("name", page.messages().Count("agent_days", choice));
    item.Flag("is_current", choice == days);
    items.push_back(std::move(item));
  }
  view->List("periods", std::move(items));
}

WebResponse ShowReport(const AgentPage& page) {
  const std::size_t days =
      std::max<std::size_t>(1, NumberFromQuery(page.request(), "days", kDefaultDays, kMaxDays));
  const ReportPeriod period = PeriodOf(page, days);
  const auto facts = page.store().intents().Facts(period.from, period.to);
  if (!facts) return Unavailable(page, facts.error());
  const auto articles = page.store().intents().ArticlesBetween(period.from, period.to);
  if (!articles) return Unavailable(page, articles.error());
  View view = AgentView(page, page.messages().Say("agent_deflection_title"), "deflection");
  AddPeriods(page, days, &view);
  AddReport(page, BuildReport(*facts, *articles, period), &view);
  return AgentAnswer(page, "agent_deflection", view);
}

}  // namespace

Door DeflectionReportDoor(const Services& services, const Templates& templates) {
  return ForAgents(services, templates, &ShowReport);
}

}  // namespace zeroline

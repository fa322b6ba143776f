#include "server/app/deflection_command.h"

#include <CLI/CLI.hpp>
#include <ostream>

#include "server/app/state_file.h"
#include "server/deflection/report.h"

namespace zeroline {
namespace {

constexpr std::int64_t kSecondsPerDay = 24 * 60 * 60;
constexpr int kMaxDays = 36'500;

}  // namespace

void AddDeflection(CLI::App* app, DeflectionCommand* command) {
  app->add_option("--state", command->state, "SQLite file the server runs with")->required();
  app->add_option("--since", command->days, "Forms opened in the last DAYS (30)")
      ->check(CLI::Range(1, kMaxDays));
  app->add_option("--window", command->window_hours,
                  "Hours within which a request reverses \"solved\"; as the server is configured"
                  " (72)")
      ->check(CLI::Range(1, 24 * kMaxDays));
  app->add_option("--format", command->format, "text; json; csv: one row per article")
      ->check(CLI::IsMember({"text", "json", "csv"}));
}

Status RunDeflection(const DeflectionCommand& command, std::ostream& out) {
  const auto store = OpenExistingState(command.state);
  if (!store) return tl::unexpected(store.error());
  ReportPeriod period;
  period.now = SystemSeconds();
  period.from = period.now - command.days * kSecondsPerDay;
  period.to = period.now + 1;
  period.window = std::chrono::hours(command.window_hours);
  const auto facts = (*store)->intents().Facts(period.from, period.to);
  if (!facts) return tl::unexpected(facts.error());
  const auto articles = (*store)->intents().ArticlesBetween(period.from, period.to);
  if (!articles) return tl::unexpected(articles.error());
  const DeflectionReport report = BuildReport(*facts, *articles, period);
  out << (command.format == "json"  ? ToJson(report)
          : command.format == "csv" ? ToCsv(report)
                                    : ToText(report));
  return {};
}

}  // namespace zeroline

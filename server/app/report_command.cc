#include "server/app/report_command.h"

#include <CLI/CLI.hpp>
#include <fstream>
#include <ostream>

#include "server/analytics/report_facts.h"
#include "server/analytics/writers_report.h"
#include "server/app/state_file.h"
#include "server/search/index_reader.h"
#include "server/search/searcher.h"
#include "server/web/door.h"

namespace zeroline {
namespace {

constexpr std::int64_t kSecondsPerDay = 24 * 60 * 60;
constexpr int kMaxDays = 3660;

Result<WritersReport> Compute(const ReportCommand& command) {
  const auto store = OpenExistingState(command.state);
  if (!store) return tl::unexpected(store.error());
  const auto index = IndexReader::Open(command.index);
  if (!index) return tl::unexpected(index.error());
  FactsPeriod period;
  period.to = SystemSeconds() + 1;
  period.from = period.to - command.days * kSecondsPerDay;
  period.reversal_window = std::chrono::hours(command.window_hours);
  const auto facts = ReadReportFacts(store->get(), period);
  if (!facts) return tl::unexpected(facts.error());
  WritersReportScope scope;
  scope.audiences = PublicAudience();
  scope.audiences.insert(scope.audiences.end(), command.audiences.begin(), command.audiences.end());
  scope.language = command.language;
  const Searcher searcher;
  return ComputeWritersReport(*facts, *(*index)->snapshot(), searcher, scope);
}

}  // namespace

void AddReport(CLI::App* app, ReportCommand* command) {
  app->add_option("--state", command->state, "SQLite file the server runs with")->required();
  app->add_option("--index", command->index, "Folder of builds")->required();
  app->add_option("--since", command->days, "Searches of the last DAYS (30)")
      ->check(CLI::Range(1, kMaxDays));
  app->add_option("--lang", command->language, "Only questions and articles of this language");
  app->add_option("--audience", command->audiences,
                  "Who reads the report may read this audience's articles, not only public ones;"
                  " repeat it");
  app->add_option("--window", command->window_hours,
                  "Hours within which a request reverses \"solved\"; as the server is configured"
                  " (72)")
      ->check(CLI::Range(1, 24 * kMaxDays));
  app->add_option("--format", command->format,
                  "text; json, for zeroline-indexer propose and translations; csv")
      ->check(CLI::IsMember({"text", "json", "csv"}));
  app->add_option("--out", command->out, "Write it there instead of printing it");
}

Status RunReport(const ReportCommand& command, std::ostream& out) {
  const Result<WritersReport> report = Compute(command);
  if (!report) return tl::unexpected(report.error());
  const std::string text = command.format == "json"  ? ToJson(*report)
                           : command.format == "csv" ? ToCsv(*report)
                                                     : ToText(*report);
  if (command.out.empty()) {
    out << text;
    return {};
  }
  std::ofstream file(command.out, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file) return {};
  return Fail(ErrorCode::kIo, "cannot write the report to " + command.out.string());
}

}  // namespace zeroline

#include "server/web/writers_reports.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "indexer/language/text.h"
#include "server/analytics/report_facts.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxKept = 8;
constexpr std::int64_t kSecondsPerDay = 24 * 60 * 60;

}  // namespace

std::optional<ReportChoice> ReportChoiceOf(const WebRequest& request) {
  ReportChoice choice;
  const std::string days = request.QueryOr("days", "");
  const char* const end = days.data() + days.size();
  std::size_t number = 0;
  const auto [stop, error] = std::from_chars(days.data(), end, number);
  if (error == std::errc() && stop == end) {
    choice.days = std::clamp<std::size_t>(number, 1, kMaxReportDays);
  }
  const std::string language = request.QueryOr("in", "");
  if (language.empty()) return choice;
  const auto tag = CanonicalLanguageTag(language);
  if (!tag) return std::nullopt;
  choice.language = *tag;
  return choice;
}

Result<std::shared_ptr<const WritersReport>> WritersReports::Find(const ReportChoice& choice,
                                                                  const Audiences& audiences) {
  const auto snapshot = services_.index->snapshot();
  Audiences own = audiences;
  std::sort(own.begin(), own.end());
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  for (const Kept& kept : kept_) {
    const bool is_it = kept.choice.days == choice.days && kept.choice.language == choice.language &&
                       kept.audiences == own && kept.build == snapshot->build_number() &&
                       now - kept.at < kReportAge;
    if (is_it) return kept.report;
  }
  FactsPeriod period;
  period.to = SystemSeconds() + 1;
  period.from = period.to - static_cast<std::int64_t>(choice.days) * kSecondsPerDay;
  period.reversal_window = services_.config->reversal_window;
  const auto facts = ReadReportFacts(services_.store, period);
  if (!facts) return tl::unexpected(facts.error());
  auto report =
      ComputeWritersReport(*facts, *snapshot, *services_.searcher, {own, choice.language});
  if (!report) return tl::unexpected(report.error());
  kept_.push_front({choice, own, snapshot->build_number(), now,
                    std::make_shared<const WritersReport>(*std::move(report))});
  if (kept_.size() > kMaxKept) kept_.pop_back();
  return kept_.front().report;
}

}  // namespace zeroline

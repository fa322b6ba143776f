#include "server/analytics/writers_report.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "server/analytics/report_articles.h"
#include "server/analytics/report_clusters.h"
#include "server/analytics/report_reader.h"

namespace zeroline {
namespace {

constexpr std::int64_t kSecondsPerDay = 24 * 60 * 60;
// What a period may be, so that its days are a picture.
constexpr std::int64_t kMaxDays = 3660;

using IntentList = std::vector<const SearchIntent*>;

// Those that the reader may know of and asked for.
IntentList IntentsFor(const WritersReportFacts& facts, ReportReader* reader) {
  IntentList intents;
  for (const SearchIntent& intent : facts.intents) {
    const bool is_of_period = intent.at >= facts.from && intent.at < facts.to;
    if (!is_of_period || !reader->WantsLanguage(intent.language)) continue;
    if (!reader->IsHidden(intent)) intents.push_back(&intent);
  }
  return intents;
}

void AddDays(const WritersReportFacts& facts, WritersReport* report) {
  const std::int64_t first = facts.from / kSecondsPerDay * kSecondsPerDay;
  for (std::int64_t day = first; day < facts.to; day += kSecondsPerDay) {
    report->days.push_back({day, 0, 0});
    if (std::ssize(report->days) == kMaxDays) break;
  }
}

void CountIntents(const IntentList& intents, WritersReport* report) {
  using Outcome = SearchIntent::Outcome;
  std::set<std::string> visitors;
  for (const SearchIntent* intent : intents) {
    visitors.insert(intent->visitor);
    ++report->intents_by_language[intent->language];
    report->unanswered += intent->outcome == Outcome::kUnanswered;
    report->unopened += intent->outcome == Outcome::kUnopened;
    report->helped += intent->outcome == Outcome::kHelped;
    report->sent += intent->outcome == Outcome::kSent;
    report->reformulated += intent->is_reformulated;
    const auto day =
        static_cast<std::size_t>((intent->at - report->days.front().day) / kSecondsPerDay);
    if (day >= report->days.size()) continue;
    ++report->days[day].intents;
    report->days[day].answered +=
        intent->outcome == Outcome::kOpened || intent->outcome == Outcome::kHelped;
  }
  report->intents = intents.size();
  report->visitors = visitors.size();
}

Result<std::vector<QuestionCluster>> AllClusters(const IntentList& intents, ReportReader* reader) {
  std::map<std::string, IntentList> by_language;
  for (const SearchIntent* intent : intents) by_language[intent->language].push_back(intent);
  std::vector<QuestionCluster> all;
  for (const auto& [language, own] : by_language) {
    auto clusters = MakeClusters(own, language, reader);
    if (!clusters) return tl::unexpected(clusters.error());
    std::move(clusters->begin(), clusters->end(), std::back_inserter(all));
  }
  return all;
}

// What one visitor asked stands behind what several did, however often it was asked.
template <typename Measure>
std::vector<QuestionCluster> First(std::vector<const QuestionCluster*> clusters, Measure measure) {
  std::sort(clusters.begin(), clusters.end(),
            [&](const QuestionCluster* a, const QuestionCluster* b) {
              const auto rank = [&](const QuestionCluster& one) {
                return std::tuple(one.visitors > 1, measure(one), one.intents);
              };
              if (rank(*a) != rank(*b)) return rank(*a) > rank(*b);
              return std::tie(a->language, a->id) < std::tie(b->language, b->id);
            });
  if (clusters.size() > kMaxReportLines) clusters.resize(kMaxReportLines);
  std::vector<QuestionCluster> first;
  for (const QuestionCluster* cluster : clusters) first.push_back(*cluster);
  return first;
}

void ListClusters(const std::vector<QuestionCluster>& clusters, WritersReport* report) {
  std::vector<const QuestionCluster*> all;
  std::vector<const QuestionCluster*> troubled;
  for (const QuestionCluster& cluster : clusters) {
    all.push_back(&cluster);
    if (cluster.problem != QuestionCluster::Problem::kNone) troubled.push_back(&cluster);
  }
  report->top = First(std::move(all), [](const QuestionCluster& one) { return one.intents; });
  report->gaps = First(std::move(troubled), [](const QuestionCluster& one) { return one.lost; });
}

// The same cluster may stand in both lists and is asked for once.
Status FindAllNearest(const Searcher& searcher, ReportReader* reader, WritersReport* report) {
  std::map<std::string, const QuestionCluster*> known;
  for (auto* list : {&report->gaps, &report->top}) {
    for (QuestionCluster& cluster : *list) {
      const QuestionCluster*& found = known[cluster.language + cluster.id];
      if (found != nullptr) {
        cluster.nearest = found->nearest;
        continue;
      }
      if (Status status = FindNearest(searcher, reader, &cluster); !status) return status;
      found = &cluster;
    }
  }
  return {};
}

}  // namespace

Result<WritersReport> ComputeWritersReport(const WritersReportFacts& facts,
                                           const Snapshot& snapshot, const Searcher& searcher,
                                           const WritersReportScope& scope) {
  if (facts.from < 0 || facts.to <= facts.from) {
    return Fail(ErrorCode::kInvalidArgument, "a report's period must not be empty");
  }
  ReportReader reader(snapshot, scope);
  const IntentList intents = IntentsFor(facts, &reader);
  WritersReport report;
  report.from = facts.from;
  report.to = facts.to;
  AddDays(facts, &report);
  CountIntents(intents, &report);
  const auto clusters = AllClusters(intents, &reader);
  if (!clusters) return tl::unexpected(clusters.error());
  ListClusters(*clusters, &report);
  if (Status status = FindAllNearest(searcher, &reader, &report); !status) {
    return tl::unexpected(status.error());
  }
  report.missing_translations = FindMissingTranslations(intents, &reader);
  report.articles = FindArticleProblems(facts, intents, &reader);
  report.learned = MeasureLearned(facts, intents, &reader);
  return report;
}

}  // namespace zeroline

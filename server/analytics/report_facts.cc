#include "server/analytics/report_facts.h"

#include <utility>

namespace zeroline {
namespace {

constexpr std::size_t kMaxFlags = 10'000;

}  // namespace

Result<WritersReportFacts> ReadReportFacts(Store* store, const FactsPeriod& period) {
  VisitFacts seen;
  seen.reversal_window = period.reversal_window;
  auto visits = store->visits().Between(period.from, period.to, kMaxReportVisits);
  if (!visits) return tl::unexpected(visits.error());
  seen.visits = *std::move(visits);
  auto feedback = store->feedback().Between(period.from, period.to, kMaxReportVisits);
  if (!feedback) return tl::unexpected(feedback.error());
  seen.feedback = *std::move(feedback);
  auto forms = store->intents().Facts(period.from, period.to);
  if (!forms) return tl::unexpected(forms.error());
  seen.forms = *std::move(forms);
  auto flags = store->writer_inbox().List(WriterNote::State::kOpen, 0, kMaxFlags);
  if (!flags) return tl::unexpected(flags.error());
  auto learned = store->learned_questions().All();
  if (!learned) return tl::unexpected(learned.error());
  WritersReportFacts facts;
  facts.from = period.from;
  facts.to = period.to;
  facts.intents = AssembleSearchIntents(seen);
  facts.feedback = std::move(seen.feedback);
  facts.flags = *std::move(flags);
  for (ConfirmedQuestion& question : *learned) {
    LearnedQuestion& line = facts.learned.emplace_back();
    line.question = std::move(question.question);
    line.language = std::move(question.language);
    line.article = std::move(question.article);
    line.visitors = question.visitors;
    line.since = question.learned;
  }
  return facts;
}

}  // namespace zeroline

#include "server/web/visit_record.h"

#include <utility>

#include "indexer/language/text.h"
#include "server/analytics/redaction.h"
#include "server/deflection/deflection.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxTypedCharacters = 200;

std::string FirstCharacters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  while (end < text.size() && count-- > 0) NextCodePoint(text, &end);
  return std::string(text.substr(0, end));
}

void Record(const Services& services, const Snapshot& snapshot, const Visitor& visitor,
            IntentEvent event) {
  if (services.deflection == nullptr || visitor.id.empty()) return;
  event.kind = IntentEvent::Kind::kVisited;
  event.visitor = visitor.id;
  event.channel = visitor.channel;
  event.search.channel = visitor.channel;
  event.step.build = static_cast<std::int64_t>(snapshot.build_number());
  services.deflection->Record(std::move(event));
}

}  // namespace

SearchOutcome OutcomeOf(const SearchAnswer* answer) {
  SearchOutcome outcome;
  if (answer == nullptr) return outcome;
  outcome.results = static_cast<std::int64_t>(answer->total);
  outcome.confidence = answer->confidence;
  if (answer->hits.empty()) return outcome;
  outcome.nearest = answer->hits.front().id;
  outcome.nearest_language = answer->hits.front().language;
  return outcome;
}

void RecordSearch(const Services& services, const Snapshot& snapshot, const Visitor& visitor,
                  std::string_view typed, const SearchOutcome& outcome) {
  if (services.deflection == nullptr || visitor.id.empty()) return;
  IntentEvent event;
  event.step.kind = TrailStep::Kind::kSearched;
  event.step.text = FirstCharacters(Redacted(RepairUtf8(typed)), kMaxTypedCharacters);
  event.step.language = visitor.language;
  event.search = outcome;
  if (event.step.text.empty()) return;
  Record(services, snapshot, visitor, std::move(event));
}

void RecordOpening(const Services& services, const Snapshot& snapshot, const Visitor& visitor,
                   const ArticleView& article) {
  IntentEvent event;
  event.step.kind = TrailStep::Kind::kOpened;
  event.step.article = article.id();
  event.step.language = article.language();
  event.step.title = article.title();
  Record(services, snapshot, visitor, std::move(event));
}

}  // namespace zeroline

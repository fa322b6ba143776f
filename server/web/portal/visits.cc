#include "server/web/portal/visits.h"

#include <string>
#include <utility>

#include "indexer/language/text.h"
#include "server/deflection/deflection.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxTypedCharacters = 200;

std::string FirstCharacters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  while (end < text.size() && count-- > 0) NextCodePoint(text, &end);
  return std::string(text.substr(0, end));
}

void Record(const Page& page, TrailStep step) {
  Deflection* deflection = page.services.deflection;
  if (deflection == nullptr || page.visitor.empty()) return;
  IntentEvent event;
  event.visitor = page.visitor;
  step.build = static_cast<std::int64_t>(page.snapshot->build_number());
  event.kind = IntentEvent::Kind::kVisited;
  event.step = std::move(step);
  deflection->Record(std::move(event));
}

}  // namespace

void RecordSearched(const Page& page, std::string_view typed) {
  TrailStep step;
  step.kind = TrailStep::Kind::kSearched;
  step.text = FirstCharacters(typed, kMaxTypedCharacters);
  step.language = page.language;
  Record(page, std::move(step));
}

void RecordOpened(const Page& page, const ArticleView& article) {
  TrailStep step;
  step.kind = TrailStep::Kind::kOpened;
  step.article = article.id();
  step.language = article.language();
  step.title = article.title();
  Record(page, std::move(step));
}

}  // namespace zeroline

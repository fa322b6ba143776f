#include "server/web/ticket_sending.h"

#include <utility>

#include "server/deflection/deflection.h"
#include "server/handover/handover.h"
#include "server/telemetry/log.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

std::vector<ConfirmedArticle> Confirmed(const WebRequest& request,
                                        const std::vector<SearchHit>& hits) {
  std::vector<ConfirmedArticle> articles;
  for (const SearchHit& hit : hits) {
    articles.push_back(
        {hit.title, request.origin + ArticleUrl(hit.language, hit.path, hit.anchor)});
  }
  return articles;
}

std::vector<TrailStep> TrailOf(Deflection* deflection, const NewTicket& ticket) {
  if (deflection == nullptr || (ticket.intent.empty() && ticket.visitor.empty())) return {};
  auto trail = deflection->Trail(ticket.intent, ticket.visitor);
  if (trail) return *std::move(trail);
  LogWarning("a request goes without its trail: " + trail.error().message);
  return {};
}

void TellLedger(Deflection* deflection, const NewTicket& ticket) {
  if (deflection == nullptr || ticket.intent.empty()) return;
  IntentEvent event;
  event.kind = IntentEvent::Kind::kSent;
  event.intent = ticket.intent;
  event.visitor = ticket.visitor;
  event.language = ticket.language;
  event.channel = ticket.channel;
  deflection->Record(std::move(event));
}

}  // namespace

Result<Ticket> SendTicket(const Services& services, const WebRequest& request, NewTicket ticket,
                          const std::vector<SearchHit>& articles) {
  if (ticket.trail.empty()) ticket.trail = TrailOf(services.deflection, ticket);
  if (services.handover != nullptr) services.handover->Route(&ticket, Confirmed(request, articles));
  Result<Ticket> stored = services.store->tickets().Add(ticket);
  if (!stored) return stored;
  TellLedger(services.deflection, ticket);
  if (services.handover != nullptr) services.handover->Wake();
  return stored;
}

}  // namespace zeroline

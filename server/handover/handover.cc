#include "server/handover/handover.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "server/handover/confirmation.h"
#include "server/handover/connector.h"
#include "server/handover/lane.h"
#include "server/handover/routing.h"
#include "server/telemetry/log.h"

namespace zeroline {
namespace {

const ConnectorSettings* FindConnector(const HandoverSettings& settings, const std::string& name) {
  for (const ConnectorSettings& connector : settings.connectors) {
    if (connector.name == name) return &connector;
  }
  return nullptr;
}

Status CheckRoutes(const HandoverSettings& settings) {
  for (const RouteSettings& route : settings.routes) {
    if (route.connector.empty()) continue;
    const ConnectorSettings* connector = FindConnector(settings, route.connector);
    if (connector == nullptr) {
      return Fail(ErrorCode::kInvalidArgument,
                  "a route leads to the connector '" + route.connector + "', which there is not");
    }
    if (connector->type == ConnectorSettings::Type::kSmtp && connector->to.empty()) {
      return Fail(ErrorCode::kInvalidArgument,
                  "connector '" + route.connector + "': a route leads there, so it needs 'to'");
    }
  }
  return {};
}

// The name of the connector that writes to senders; "" if none does.
Result<std::string> ConfirmingConnector(const HandoverSettings& settings) {
  for (const ConnectorSettings& connector : settings.connectors) {
    if (connector.type != ConnectorSettings::Type::kSmtp) continue;
    if (settings.confirmations.empty() || settings.confirmations == connector.name) {
      return connector.name;
    }
  }
  if (settings.confirmations.empty()) return "";
  return Fail(ErrorCode::kInvalidArgument,
              "confirmations: there is no connector of type smtp '" + settings.confirmations + "'");
}

}  // namespace

struct Handover::Impl {
  HandoverSettings settings;
  std::string confirming;
  Store* store = nullptr;
  ConfirmationLimit limit;
  std::vector<std::unique_ptr<Connector>> connectors;  // as in settings
  std::vector<std::unique_ptr<Lane>> lanes;            // of the connectors; ends before them
};

Handover::Handover(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Handover::~Handover() = default;

Result<std::unique_ptr<Handover>> Handover::Open(const HandoverSettings& settings,
                                                 const std::string& public_url,
                                                 const std::string& site_name, Store* store) {
  auto impl = std::make_unique<Impl>();
  impl->settings = settings;
  impl->store = store;
  if (Status checked = CheckRoutes(settings); !checked) return tl::unexpected(checked.error());
  Result<std::string> confirming = ConfirmingConnector(settings);
  if (!confirming) return tl::unexpected(confirming.error());
  impl->confirming = *std::move(confirming);
  for (const ConnectorSettings& connector : settings.connectors) {
    auto opened = OpenConnector(connector, {public_url, site_name});
    if (!opened) return tl::unexpected(opened.error());
    impl->connectors.push_back(*std::move(opened));
    const LaneSettings lane{connector.name, settings.first_delay, settings.longest_delay,
                            settings.max_attempts, settings.parallel};
    impl->lanes.push_back(std::make_unique<Lane>(lane, impl->connectors.back().get(), store));
  }
  return std::unique_ptr<Handover>(new Handover(std::move(impl)));
}

void Handover::Start() {
  std::vector<std::string> names;
  for (const ConnectorSettings& connector : impl_->settings.connectors) {
    names.push_back(connector.name);
  }
  const Result<std::size_t> given_up =
      impl_->store->outbox().FollowConnectors(names, SystemMilliseconds());
  if (!given_up) {
    LogError(given_up.error().message);
  } else if (*given_up > 0) {
    LogError("gave up " + std::to_string(*given_up) +
             " deliveries, as their connectors are not in the configuration any more");
  }
  for (const auto& lane : impl_->lanes) lane->Start();
}

void Handover::Wake() {
  for (const auto& lane : impl_->lanes) lane->Wake();
}

void Handover::Route(NewTicket* ticket, const std::vector<ConfirmedArticle>& articles) {
  const Destination destination = DestinationOf(*ticket, impl_->settings);
  ticket->queue = destination.queue;
  if (!destination.connector.empty()) {
    ticket->deliveries.push_back({"ticket", destination.connector, destination.queue, ""});
  }
  if (impl_->confirming.empty() || !IsMailAddress(ticket->contact)) return;
  if (!impl_->limit.Take(ticket->contact)) return;
  ticket->deliveries.push_back(
      {"confirmation", impl_->confirming, "", ConfirmationPayload(articles)});
}

bool Handover::ConfirmsByMail() const { return !impl_->confirming.empty(); }

std::vector<NewDelivery> Handover::ClosedBySender(const Ticket& ticket) {
  std::vector<NewDelivery> deliveries;
  const Result<std::vector<Delivery>> made = impl_->store->outbox().OfTicket(ticket.number);
  if (!made) {
    LogError(made.error().message);
    return deliveries;
  }
  for (const Delivery& delivery : *made) {
    if (delivery.kind != "ticket") continue;
    for (std::size_t i = 0; i < impl_->connectors.size(); ++i) {
      if (impl_->settings.connectors[i].name != delivery.connector) continue;
      if (!impl_->connectors[i]->TellsSolved()) continue;
      deliveries.push_back({"solved", delivery.connector, delivery.queue, ""});
    }
  }
  return deliveries;
}

}  // namespace zeroline

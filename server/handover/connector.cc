#include "server/handover/connector.h"

namespace zeroline {
namespace {

Result<std::unique_ptr<Connector>> OpenByType(const ConnectorSettings& settings,
                                              const Portal& portal) {
  switch (settings.type) {
    case ConnectorSettings::Type::kWebhook:
      return OpenWebhook(settings, portal);
    case ConnectorSettings::Type::kSmtp:
      return OpenSmtp(settings, portal);
    case ConnectorSettings::Type::kRequestTracker:
      return OpenRequestTracker(settings, portal);
  }
  return Fail(ErrorCode::kInvalidArgument, "its type is unknown");
}

}  // namespace

Result<std::unique_ptr<Connector>> OpenConnector(const ConnectorSettings& settings,
                                                 const Portal& portal) {
  auto opened = OpenByType(settings, portal);
  if (opened) return opened;
  return Fail(opened.error().code, "connector '" + settings.name + "': " + opened.error().message);
}

}  // namespace zeroline

// Request Tracker 5, by its REST 2 interface.
#include "server/handover/connector.h"

namespace zeroline {

Result<std::unique_ptr<Connector>> OpenRequestTracker(const ConnectorSettings&, const Portal&) {
  return Fail(ErrorCode::kInvalidArgument, "request_tracker is not there yet");
}

}  // namespace zeroline

// The doors for whoever runs the server, and the files of the knowledge base.
#ifndef ZEROLINE_SERVER_WEB_OPERATIONS_H_
#define ZEROLINE_SERVER_WEB_OPERATIONS_H_

#include "server/web/door.h"

namespace zeroline {

// The returned doors keep a copy of `services`; what it points at outlives them.

// GET /healthz: 200 as long as the process answers at all.
Door HealthDoor();
// GET /readyz: 200 if an index is open and the state can be written, else 503 and which is missing.
// Writes the state at most once a second.
Door ReadyDoor(const Services& services);
// GET /metrics: Prometheus text format.
Door MetricsDoor(const Services& services);
// GET /static/{name...}
Door StaticDoor(const Services& services);
// GET /assets/{name}: images and attachments under content-hashed names. They come from writers, so
// nothing in them may run: a sandboxing policy, and what is no image, film or PDF is downloaded.
Door AssetDoor(const Services& services);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_OPERATIONS_H_

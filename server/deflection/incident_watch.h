// The announced incidents as of a moment ago, without asking the store for every page.
//
// Thread-safe.
#ifndef ZEROLINE_SERVER_DEFLECTION_INCIDENT_WATCH_H_
#define ZEROLINE_SERVER_DEFLECTION_INCIDENT_WATCH_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "indexer/error/result.h"
#include "server/store/incidents.h"

namespace zeroline {

class IncidentWatch {
 public:
  using Read = std::function<Result<std::vector<Incident>>()>;
  using Current = std::shared_ptr<const std::vector<Incident>>;

  // Looks at once, and then every `interval` from a thread of its own.
  IncidentWatch(std::chrono::milliseconds interval, Read read);
  ~IncidentWatch();
  IncidentWatch(const IncidentWatch&) = delete;
  IncidentWatch& operator=(const IncidentWatch&) = delete;

  // Never null. What was known stays while the store cannot be read.
  Current current() const;
  void Look();

 private:
  void Run();

  const std::chrono::milliseconds interval_;
  const Read read_;
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  Current current_;        // guarded by mutex_
  bool stopping_ = false;  // guarded by mutex_
  std::thread thread_;     // last: it uses everything above
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_DEFLECTION_INCIDENT_WATCH_H_

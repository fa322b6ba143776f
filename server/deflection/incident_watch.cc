#include "server/deflection/incident_watch.h"

#include <utility>

namespace zeroline {

IncidentWatch::IncidentWatch(std::chrono::milliseconds interval, Read read)
    : interval_(interval),
      read_(std::move(read)),
      current_(std::make_shared<const std::vector<Incident>>()) {
  Look();
  thread_ = std::thread([this] { Run(); });
}

IncidentWatch::~IncidentWatch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

IncidentWatch::Current IncidentWatch::current() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

void IncidentWatch::Look() {
  Result<std::vector<Incident>> found = read_();
  if (!found) return;
  const std::lock_guard lock(mutex_);
  if (*current_ == *found) return;
  current_ = std::make_shared<const std::vector<Incident>>(*std::move(found));
}

void IncidentWatch::Run() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, interval_, [this] { return stopping_; })) {
    lock.unlock();
    Look();
    lock.lock();
  }
}

}  // namespace zeroline

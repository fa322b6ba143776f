// Live preview: pages that are open replace their main part when a new build is served.
//
// For a writer at their own server only: every open page holds a thread while it waits, and no
// answer is cached.
#ifndef ZEROLINE_SERVER_WEB_PREVIEW_H_
#define ZEROLINE_SERVER_WEB_PREVIEW_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "server/web/door.h"

namespace zeroline {

// Which build is served, for those who wait for the next. Thread-safe.
class Preview {
 public:
  explicit Preview(std::uint64_t build) : build_(build) {}

  std::uint64_t build() const;
  // From here pages are of this build. Wakes all who wait.
  void Announce(std::uint64_t build);
  // Nobody waits from here on: the server ends.
  void Close();

  // The build served, once it is another one than `seen`, `limit` is over or kMaxWaiting others
  // wait.
  std::uint64_t Wait(std::uint64_t seen, std::chrono::milliseconds limit);

  static constexpr int kMaxWaiting = 16;

 private:
  mutable std::mutex mutex_;  // guards all below
  std::condition_variable changed_;
  std::uint64_t build_;
  int waiting_ = 0;
  bool closed_ = false;
};

// The same routes, with the script at `script_url` in every page of theirs, and
// GET /preview/events?build=N, which answers {"build":M} when another build than N is served, after
// twenty seconds at the latest. `preview` outlives the routes.
std::vector<Route> WithPreview(std::vector<Route> routes, Preview* preview,
                               const std::string& script_url);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PREVIEW_H_

// Counts and times of requests, in the Prometheus text format (version 0.0.4).
//
// Thread-safe: recording is a few atomic additions, no lock.
#ifndef ZEROLINE_SERVER_TELEMETRY_METRICS_H_
#define ZEROLINE_SERVER_TELEMETRY_METRICS_H_

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

// A value read at the moment of rendering: the build number, the number of articles.
struct Gauge {
  std::string name;    // "zeroline_build_number"
  std::string help;    // one line
  std::string labels;  // "" or "language=\"en\""; gauges of one name stand together
  double value = 0;
};

class Metrics {
 public:
  // `routes` are the patterns of the URL table; a request that matches none counts as kUnmatched.
  explicit Metrics(const std::vector<std::string>& routes);
  ~Metrics();

  static constexpr std::string_view kUnmatched = "unmatched";

  // `status` outside 100..599 is counted as 500.
  void Record(std::string_view route, int status, std::chrono::microseconds time);

  std::string Render(const std::vector<Gauge>& gauges) const;

 private:
  struct RouteCounts;
  RouteCounts& CountsOf(std::string_view route);

  std::vector<std::unique_ptr<RouteCounts>> routes_;  // the last one is kUnmatched
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_TELEMETRY_METRICS_H_

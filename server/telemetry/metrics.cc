#include "server/telemetry/metrics.h"

#include <algorithm>
#include <cstdio>

namespace zeroline {
namespace {

// Upper bounds in seconds. An answer takes about a millisecond, so most buckets are around that.
constexpr std::array<double, 11> kBuckets = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                             0.05,   0.1,   0.25,   1,     2.5};
constexpr int kFirstStatus = 100;
constexpr int kLastStatus = 599;

std::string Number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.15g", value);
  return text;
}

// A label's value: backslash, quote and newline are escaped.
std::string Label(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

void Describe(std::string_view name, std::string_view help, std::string_view type,
              std::string* out) {
  out->append("# HELP ").append(name).append(" ").append(help).append("\n");
  out->append("# TYPE ").append(name).append(" ").append(type).append("\n");
}

}  // namespace

struct Metrics::RouteCounts {
  std::string label;
  std::array<std::atomic<std::uint64_t>, kLastStatus - kFirstStatus + 1> by_status{};
  std::array<std::atomic<std::uint64_t>, kBuckets.size() + 1> by_time{};
  std::atomic<std::uint64_t> microseconds{0};

  std::uint64_t AppendHistogram(std::string* out) const {
    std::uint64_t count = 0;
    const std::string prefix = "zeroline_http_request_seconds_bucket{route=\"" + label + "\",le=\"";
    for (std::size_t i = 0; i <= kBuckets.size(); ++i) {
      count += by_time[i].load(std::memory_order_relaxed);
      const std::string bound = i < kBuckets.size() ? Number(kBuckets[i]) : "+Inf";
      out->append(prefix + bound + "\"} " + std::to_string(count) + "\n");
    }
    return count;
  }
};

Metrics::Metrics(const std::vector<std::string>& routes) {
  std::vector<std::string> labels = routes;
  std::sort(labels.begin(), labels.end());
  labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
  labels.emplace_back(kUnmatched);
  for (const std::string& label : labels) {
    routes_.push_back(std::make_unique<RouteCounts>());
    routes_.back()->label = Label(label);
  }
}

Metrics::~Metrics() = default;

Metrics::RouteCounts& Metrics::CountsOf(std::string_view route) {
  for (const auto& counts : routes_) {
    if (counts->label == route) return *counts;
  }
  return *routes_.back();
}

void Metrics::Record(std::string_view route, int status, std::chrono::microseconds time) {
  RouteCounts& counts = CountsOf(route);
  const int known = status < kFirstStatus || status > kLastStatus ? 500 : status;
  const auto relaxed = std::memory_order_relaxed;
  counts.by_status[static_cast<std::size_t>(known - kFirstStatus)].fetch_add(1, relaxed);
  const double seconds = std::chrono::duration<double>(time).count();
  const auto bucket = std::lower_bound(kBuckets.begin(), kBuckets.end(), seconds);
  counts.by_time[static_cast<std::size_t>(bucket - kBuckets.begin())].fetch_add(1, relaxed);
  counts.microseconds.fetch_add(static_cast<std::uint64_t>(time.count()), relaxed);
}

std::string Metrics::Render(const std::vector<Gauge>& gauges) const {
  std::string out;
  Describe("zeroline_http_requests_total", "Requests answered, by route and status.", "counter",
           &out);
  for (const auto& counts : routes_) {
    for (std::size_t i = 0; i < counts->by_status.size(); ++i) {
      const std::uint64_t count = counts->by_status[i].load(std::memory_order_relaxed);
      if (count == 0) continue;
      out += "zeroline_http_requests_total{route=\"" + counts->label + "\",status=\"" +
             std::to_string(i + kFirstStatus) + "\"} " + std::to_string(count) + "\n";
    }
  }
  const std::string seconds = "zeroline_http_request_seconds";
  Describe(seconds, "Time to answer, from the parsed request to the answer handed to the socket.",
           "histogram", &out);
  for (const auto& counts : routes_) {
    std::string lines;
    const std::uint64_t count = counts->AppendHistogram(&lines);
    if (count == 0) continue;
    const double sum =
        static_cast<double>(counts->microseconds.load(std::memory_order_relaxed)) / 1e6;
    const std::string route = "{route=\"" + counts->label + "\"} ";
    out += lines + seconds + "_sum" + route + Number(sum) + "\n" + seconds + "_count" + route +
           std::to_string(count) + "\n";
  }
  std::string_view last;
  for (const Gauge& gauge : gauges) {
    if (gauge.name != last) Describe(gauge.name, gauge.help, "gauge", &out);
    last = gauge.name;
    out += gauge.name + (gauge.labels.empty() ? "" : "{" + gauge.labels + "}") + " " +
           Number(gauge.value) + "\n";
  }
  return out;
}

}  // namespace zeroline

#include "server/telemetry/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace zeroline {
namespace {

using std::chrono::microseconds;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(MetricsTest, CountsRequestsByRouteAndStatus) {
  Metrics metrics({"/{lang}/search", "/"});
  metrics.Record("/", 303, microseconds(10));
  metrics.Record("/{lang}/search", 200, microseconds(900));
  metrics.Record("/{lang}/search", 200, microseconds(900));
  metrics.Record("/never/declared", 404, microseconds(1));
  metrics.Record("/", 9999, microseconds(1));
  const std::string text = metrics.Render({});
  EXPECT_THAT(text, HasSubstr("zeroline_http_requests_total{route=\"/\",status=\"303\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("{route=\"/{lang}/search\",status=\"200\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("{route=\"unmatched\",status=\"404\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("{route=\"/\",status=\"500\"} 1\n"));
}

TEST(MetricsTest, PutsTimesIntoCumulativeBuckets) {
  Metrics metrics({"/"});
  metrics.Record("/", 200, microseconds(500));
  metrics.Record("/", 200, microseconds(501));
  metrics.Record("/", 200, std::chrono::seconds(60));
  const std::string text = metrics.Render({});
  EXPECT_THAT(text, HasSubstr("_bucket{route=\"/\",le=\"0.0005\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{route=\"/\",le=\"0.001\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{route=\"/\",le=\"2.5\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("_bucket{route=\"/\",le=\"+Inf\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("_sum{route=\"/\"} 60.001001\n"));
  EXPECT_THAT(text, HasSubstr("_count{route=\"/\"} 3\n"));
}

TEST(MetricsTest, DescribesEachGaugeOnce) {
  const std::string text =
      Metrics({}).Render({{"zeroline_articles", "Articles.", "language=\"en\"", 12},
                          {"zeroline_articles", "Articles.", "language=\"pl\"", 7},
                          {"zeroline_build_number", "Build.", "", 41}});
  EXPECT_THAT(text,
              HasSubstr("# TYPE zeroline_articles gauge\n"
                        "zeroline_articles{language=\"en\"} 12\n"
                        "zeroline_articles{language=\"pl\"} 7\n# HELP zeroline_build_number"));
  EXPECT_THAT(text, HasSubstr("zeroline_build_number 41\n"));
  EXPECT_THAT(text, Not(HasSubstr("unmatched")));
}

TEST(MetricsTest, LosesNothingBetweenThreads) {
  Metrics metrics({"/"});
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&metrics] {
      for (int j = 0; j < 1000; ++j) metrics.Record("/", 200, microseconds(1));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(metrics.Render({}), HasSubstr("status=\"200\"} 4000\n"));
}

}  // namespace
}  // namespace zeroline

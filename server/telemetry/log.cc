#include "server/telemetry/log.h"

#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <string>

namespace zeroline {
namespace {

constexpr std::size_t kQueuedLines = 8192;
constexpr std::string_view kFormat = "%Y-%m-%dT%H:%M:%S.%e%z %l %v";

std::shared_ptr<spdlog::logger>& Logger() {
  static std::shared_ptr<spdlog::logger> logger = [] {
    auto unqueued = std::make_shared<spdlog::logger>(
        "zeroline", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    unqueued->set_pattern(std::string(kFormat));
    return unqueued;
  }();
  return logger;
}

}  // namespace

void StartLog() {
  spdlog::init_thread_pool(kQueuedLines, 1);
  auto logger = std::make_shared<spdlog::async_logger>(
      "zeroline", std::make_shared<spdlog::sinks::stderr_sink_mt>(), spdlog::thread_pool(),
      spdlog::async_overflow_policy::overrun_oldest);
  logger->set_pattern(std::string(kFormat));
  Logger() = std::move(logger);
}

void StopLog() {
  Logger() = std::make_shared<spdlog::logger>("zeroline",
                                              std::make_shared<spdlog::sinks::stderr_sink_mt>());
  Logger()->set_pattern(std::string(kFormat));
  spdlog::shutdown();
}

void LogInfo(std::string_view message) { Logger()->info("{}", message); }
void LogWarning(std::string_view message) { Logger()->warn("{}", message); }
void LogError(std::string_view message) { Logger()->error("{}", message); }

void LogAccess(std::string_view method, std::string_view route, int status,
               std::chrono::microseconds time) {
  Logger()->info("{} {} {} {:.3f}ms", method, route, status,
                 static_cast<double>(time.count()) / 1000.0);
}

}  // namespace zeroline

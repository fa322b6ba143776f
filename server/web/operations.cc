#include "server/web/operations.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>

#include "indexer/index_format/schema.h"
#include "server/telemetry/log.h"
#include "server/telemetry/metrics.h"
#include "server/web/static_files.h"

namespace zeroline {
namespace {

using Clock = std::chrono::steady_clock;

WebResponse Plain(std::string text, int status = 200) {
  WebResponse response = WebResponse::Html(std::move(text), status);
  response.content_type = "text/plain; charset=utf-8";
  return response;
}

// The state's answer, asked again when a second old: the check writes and syncs, and anybody may
// ask.
class StateCheck {
 public:
  explicit StateCheck(Store* store) : store_(store) {}

  bool IsWritable() {
    const std::lock_guard lock(mutex_);
    const Clock::time_point now = Clock::now();
    if (!asked_ || now - at_ > std::chrono::seconds(1)) {
      const Status status = store_->Check();
      if (!status) LogError(status.error().message);
      writable_ = status.has_value();
      at_ = now;
      asked_ = true;
    }
    return writable_;
  }

 private:
  Store* const store_;
  std::mutex mutex_;
  Clock::time_point at_;
  bool asked_ = false;
  bool writable_ = false;
};

// Shown by a browser in place; everything else is downloaded.
bool IsShown(std::string_view type) {
  return type.starts_with("image/") || type.starts_with("video/") || type == "application/pdf";
}

WebResponse ServeAsset(const WebRequest& request, const Services& services) {
  const auto name = request.variables.find("name");
  if (name == request.variables.end()) return Plain("Not Found\n", 404);
  const auto file = services.index->snapshot()->FindAsset(name->second, AudiencesOf(request));
  if (!file) return Plain("Not Found\n", 404);
  std::ifstream in(*file, std::ios::binary);
  WebResponse response;
  response.body.assign(std::istreambuf_iterator<char>(in), {});
  if (!in || in.bad()) return Plain("Not Found\n", 404);
  response.content_type = ContentTypeOf(name->second);
  if (!IsShown(response.content_type)) {
    response.headers.emplace_back("Content-Disposition", "attachment");
  }
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  // The name is the content's hash; only who may see it keeps it.
  response.headers.emplace_back("Cache-Control", "private, max-age=31536000, immutable");
  response.headers.emplace_back("ETag", "\"" + name->second + "\"");
  return response;
}

// Anyone who reaches the server can read these, so how much is kept from the public stays unsaid.
std::vector<Gauge> GaugesOf(const Snapshot& snapshot) {
  std::vector<Gauge> gauges = {{"zeroline_build_number", "Number of the build being served.", "",
                                static_cast<double>(snapshot.build_number())},
                               {"zeroline_build_created_seconds", "When that build was made.", "",
                                static_cast<double>(snapshot.info().created)}};
  for (const BuildLanguage& language : snapshot.info().languages) {
    if (language.audience != kPublicAudience) continue;
    gauges.push_back({"zeroline_articles", "Public articles being served.",
                      "language=\"" + language.language + "\"",
                      static_cast<double>(language.article_count)});
  }
  return gauges;
}

}  // namespace

Door HealthDoor() {
  return [](const WebRequest&) { return Plain("ok\n"); };
}

Door ReadyDoor(const Services& services) {
  auto state = std::make_shared<StateCheck>(services.store);
  return [services, state](const WebRequest&) {
    if (services.index->snapshot() == nullptr) return Plain("no index is open\n", 503);
    if (!state->IsWritable()) return Plain("the state cannot be written\n", 503);
    return Plain("ready\n");
  };
}

Door MetricsDoor(const Services& services) {
  return [services](const WebRequest&) {
    WebResponse response = Plain(services.metrics->Render(GaugesOf(*services.index->snapshot())));
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    return response;
  };
}

Door StaticDoor(const Services& services) {
  return [services](const WebRequest& request) { return services.static_files->Serve(request); };
}

Door AssetDoor(const Services& services) {
  return [services](const WebRequest& request) { return ServeAsset(request, services); };
}

}  // namespace zeroline

#include "server/app/serving.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <condition_variable>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "server/app/learning.h"
#include "server/app/routes.h"
#include "server/auth/identities.h"
#include "server/deflection/deflection.h"
#include "server/handover/handover.h"
#include "server/telemetry/log.h"
#include "server/telemetry/metrics.h"
#include "server/web/csrf.h"
#include "server/web/preview.h"
#include "server/web/rate_limit.h"
#include "server/web/router.h"
#include "server/web/static_files.h"

namespace zeroline {
namespace {

// A person sends a request or two; five in a row leave room for a mistake, and then one a minute.
constexpr int kTicketBurst = 5;
constexpr std::chrono::minutes kTicketRefill{1};
// A form asks two or three times a second while somebody types, and a whole office shares an
// address.
constexpr int kDeflectBurst = 300;
constexpr std::chrono::milliseconds kDeflectRefill{50};
// Between two times that old events are forgotten and confirmed questions learned.
constexpr std::chrono::hours kUpkeepInterval{1};
constexpr std::int64_t kSecondsPerDay = 24 * 60 * 60;
// How long events that wait for the disk may keep the server from stopping.
constexpr std::chrono::seconds kLastFlush{1};
// Between looks for a new build while a writer waits for it.
constexpr std::chrono::milliseconds kPreviewInterval{20};

std::vector<std::string> PatternsOf(const std::vector<Route>& routes) {
  std::vector<std::string> patterns;
  for (const Route& route : routes) patterns.push_back(route.pattern);
  return patterns;
}

Result<std::unique_ptr<IndexReader>> OpenIndex(const std::filesystem::path& directory) {
  auto index = IndexReader::Open(directory);
  if (!index && index.error().code == ErrorCode::kNotFound) {
    return Fail(ErrorCode::kNotFound, "there is no index in " + directory.string() +
                                          " yet; build one with: zeroline-indexer build"
                                          " --articles DIR --index " +
                                          directory.string());
  }
  return index;
}

DeflectionSettings DeflectionOf(const Config& config) {
  DeflectionSettings settings;
  settings.holdout = config.holdout_percent / 100.0;
  return settings;
}

// As long as requests are kept by default: who dealt with them can be told until then.
constexpr std::int64_t kAuditDays = 730;

// What is older than the configuration keeps is forgotten.
void Purge(const Config& config, Store* store) {
  const std::int64_t now = SystemSeconds();
  const auto tickets = store->tickets().Purge(now - config.ticket_retention_days * kSecondsPerDay);
  const auto steps = store->intents().Purge(now - config.event_retention_days * kSecondsPerDay);
  const auto notes =
      store->writer_inbox().Purge(now - config.event_retention_days * kSecondsPerDay);
  const auto opinions = store->feedback().Purge(now - config.event_retention_days * kSecondsPerDay);
  const auto sessions = store->credentials().PurgeSessions(Identities::kSessionLifetime);
  const auto record = store->accounts().PurgeAudit(now - kAuditDays * kSecondsPerDay);
  if (!tickets) LogWarning(tickets.error().message);
  if (!steps) LogWarning(steps.error().message);
  if (!notes) LogWarning(notes.error().message);
  if (!opinions) LogWarning(opinions.error().message);
  if (!sessions) LogWarning(sessions.error().message);
  if (!record) LogWarning(record.error().message);
  const std::size_t forgotten = tickets.value_or(0) + steps.value_or(0) + opinions.value_or(0);
  if (forgotten > 0) {
    LogInfo("forgot " + std::to_string(forgotten) +
            " requests and rows of the ledger that were kept long enough");
  }
}

// Every connection and every database handle is a file.
void AllowManyFiles() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 65536);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

// In order of construction: what is below may use what is above.
struct Serving::Parts {
  Config config;
  std::unique_ptr<IndexReader> index;
  std::unique_ptr<Store> store;
  std::unique_ptr<Templates> templates;
  std::optional<StaticFiles> static_files;
  std::optional<Csrf> csrf;
  std::optional<Searcher> searcher;
  std::optional<Deflection> deflection;
  std::unique_ptr<Handover> handover;
  std::optional<Identities> identities;
  RateLimit ticket_limit{kTicketBurst, kTicketRefill};
  RateLimit deflect_limit{kDeflectBurst, kDeflectRefill};
  Services services;
  std::optional<Preview> preview;  // in preview mode
  std::optional<Metrics> metrics;
  std::optional<Router> router;
  std::optional<HttpServer> http;
  int port = 0;

  std::mutex mutex;
  std::condition_variable wake;
  bool stopping = false;  // guarded by mutex

  Status OpenFiles();
  std::vector<Route> Routes();
  void Wire();
  void FollowIndex();
  void KeepUp();
  void RefreshOnce(std::string* last_error);
};

Status Serving::Parts::OpenFiles() {
  auto opened_index = OpenIndex(config.index);
  if (!opened_index) return tl::unexpected(opened_index.error());
  index = *std::move(opened_index);
  if (config.confidence.empty()) {
    searcher.emplace();
  } else {
    const auto confidence = LoadConfidence(config.confidence);
    if (!confidence) return tl::unexpected(confidence.error());
    searcher.emplace(*confidence);
  }
  auto opened_store = Store::Open(config.state);
  if (!opened_store) return tl::unexpected(opened_store.error());
  store = *std::move(opened_store);
  auto opened_handover =
      Handover::Open(config.handover, config.public_url, config.site_name, store.get());
  if (!opened_handover) return tl::unexpected(opened_handover.error());
  handover = *std::move(opened_handover);
  deflection.emplace(DeflectionOf(config), &*searcher, store.get());
  identities.emplace(store.get());
  auto loaded_templates = Templates::Load(config.templates);
  if (!loaded_templates) return tl::unexpected(loaded_templates.error());
  templates = *std::move(loaded_templates);
  auto loaded_files = StaticFiles::Load(config.templates / "static");
  if (!loaded_files) return tl::unexpected(loaded_files.error());
  static_files.emplace(*std::move(loaded_files));
  auto opened_csrf = Csrf::Open(config.state.parent_path() / "forms.key");
  if (!opened_csrf) return tl::unexpected(opened_csrf.error());
  csrf.emplace(*std::move(opened_csrf));
  return {};
}

std::vector<Route> Serving::Parts::Routes() {
  std::vector<Route> routes = RouteTable(services, *templates);
  if (!preview) return routes;
  return WithPreview(std::move(routes), &*preview, static_files->Url("js/preview.js"));
}

void Serving::Parts::Wire() {
  services.config = &config;
  services.index = index.get();
  services.searcher = &*searcher;
  services.store = store.get();
  services.static_files = &*static_files;
  services.csrf = &*csrf;
  services.ticket_limit = &ticket_limit;
  services.deflect_limit = &deflect_limit;
  services.deflection = &*deflection;
  services.handover = handover.get();
  services.identities = &*identities;
  // Doors copy `services`, so the metrics, which want the patterns, are made from a table of their
  // own.
  metrics.emplace(PatternsOf(Routes()));
  services.metrics = &*metrics;
  router.emplace(Routes());
  http.emplace(config, *router, ErrorTable(services, *templates), &*metrics);
}

// A failure is said once, not four times a second; what was open stays open.
void Serving::Parts::RefreshOnce(std::string* last_error) {
  const Result<bool> changed = index->Refresh();
  const std::string error = changed ? "" : changed.error().message;
  if (!error.empty() && error != *last_error) {
    LogWarning("still serving build " + std::to_string(index->snapshot()->build_number()) + ": " +
               error);
  }
  *last_error = error;
  if (!changed.value_or(false)) return;
  const auto snapshot = index->snapshot();
  LogInfo("serving build " + std::to_string(snapshot->build_number()));
  if (preview) preview->Announce(snapshot->build_number());
  searcher->Warm(*snapshot);
  deflection->Warm(*snapshot);
}

void Serving::Parts::FollowIndex() {
  searcher->Warm(*index->snapshot());
  deflection->Warm(*index->snapshot());
  std::string last_error;
  const auto interval =
      preview ? std::min(config.refresh_interval, kPreviewInterval) : config.refresh_interval;
  std::unique_lock lock(mutex);
  while (!wake.wait_for(lock, interval, [this] { return stopping; })) {
    lock.unlock();
    RefreshOnce(&last_error);
    lock.lock();
  }
}

// What is forgotten is learned from first, and so is what came last. A writer's own server teaches
// nobody.
void Serving::Parts::KeepUp() {
  Learning learning(&config, index.get(), store.get());
  std::unique_lock lock(mutex);
  do {
    lock.unlock();
    if (!preview) learning.Run();
    Purge(config, store.get());
    lock.lock();
  } while (!wake.wait_for(lock, kUpkeepInterval, [this] { return stopping; }));
  lock.unlock();
  if (preview || !deflection->Flush(kLastFlush)) return;
  learning.Run();
}

Serving::Serving(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Serving::~Serving() = default;

Result<std::unique_ptr<Serving>> Serving::Open(const Config& config, ServeMode mode) {
  auto parts = std::make_unique<Parts>();
  parts->config = config;
  if (Status opened = parts->OpenFiles(); !opened) return tl::unexpected(opened.error());
  if (mode == ServeMode::kPreview) parts->preview.emplace(parts->index->snapshot()->build_number());
  parts->Wire();
  const Result<int> port = parts->http->Listen();
  if (!port) return tl::unexpected(port.error());
  parts->port = *port;
  return std::unique_ptr<Serving>(new Serving(std::move(parts)));
}

int Serving::port() const { return parts_->port; }

std::string Serving::url() const {
  const std::string& host = parts_->config.listen_host;
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return "http://" + (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(parts_->port) + "/";
}

Result<std::string> Serving::FirstAccountUrl() {
  const Result<std::string> secret = parts_->identities->MakeFirstLink();
  if (!secret || secret->empty()) return secret;
  const std::string& known = parts_->config.public_url;
  return (known.empty() ? url() : known + "/") + "agent/setup?token=" + *secret;
}

void Serving::Run() {
  std::thread follower(&Parts::FollowIndex, parts_.get());
  std::thread keeper(&Parts::KeepUp, parts_.get());
  parts_->handover->Start();
  parts_->http->Run();
  {
    const std::lock_guard lock(parts_->mutex);
    parts_->stopping = true;
  }
  parts_->wake.notify_all();
  follower.join();
  keeper.join();
}

void Serving::Stop() {
  if (parts_->preview) parts_->preview->Close();
  parts_->http->Stop();
}

Status Serve(const Config& config, ServeMode mode) {
  // Blocked before any thread begins, so that only the waiting one below gets them.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  AllowManyFiles();

  Result<std::unique_ptr<Serving>> serving = Serving::Open(config, mode);
  if (!serving) return tl::unexpected(serving.error());
  StartLog();
  std::thread waiter([&] {
    int number = 0;
    ::sigwait(&signals, &number);
    LogInfo("stopping");
    (*serving)->Stop();
  });
  const Result<std::string> first_account = (*serving)->FirstAccountUrl();
  if (!first_account) return tl::unexpected(first_account.error());
  if (!first_account->empty()) {
    std::cout << "Make the first account of the support team (once, within a day): "
              << *first_account << "\n";
  }
  std::cout << "Zeroline is ready at " << (*serving)->url() << std::endl;
  (*serving)->Run();
  waiter.join();
  StopLog();
  return {};
}

}  // namespace zeroline

// Pages per second as the doors make them, in process, beside an empty cpp-httplib handler asked
// over one keep-alive connection: what a page costs compared with the HTTP exchange around it.
#include <benchmark/benchmark.h>
#include <httplib.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "bench/built_index.h"
#include "bench/corpus.h"
#include "server/config/config.h"
#include "server/search/index_reader.h"
#include "server/search/searcher.h"
#include "server/store/store.h"
#include "server/telemetry/metrics.h"
#include "server/web/csrf.h"
#include "server/web/door.h"
#include "server/web/portal/portal.h"
#include "server/web/portal/templates.h"
#include "server/web/rate_limit.h"
#include "server/web/static_files.h"
#include "tests/support/temp_tree.h"

namespace zeroline::bench {
namespace {

constexpr std::size_t kPages = 200;
const std::filesystem::path kTemplates = std::filesystem::path(ZEROLINE_SOURCE_DIR) / "templates";

template <typename T>
T Take(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

// The services of a server without its sockets.
struct House {
  testing::TempTree tree;
  Config config;
  std::unique_ptr<IndexReader> index = Take(IndexReader::Open(BuiltIndex()));
  Searcher searcher;
  std::unique_ptr<Store> store = Take(Store::Open(tree.path() / "state.db"));
  StaticFiles files = Take(StaticFiles::Load(kTemplates / "static"));
  Csrf csrf = Take(Csrf::Open(tree.path() / "csrf.key"));
  RateLimit limit{10, std::chrono::milliseconds(1000)};
  Metrics metrics{std::vector<std::string>{}};
  std::unique_ptr<Templates> templates = Take(Templates::Load(kTemplates));

  House() { searcher.Warm(*index->snapshot()); }

  Services services() {
    Services services;
    services.config = &config;
    services.index = index.get();
    services.searcher = &searcher;
    services.store = store.get();
    services.static_files = &files;
    services.csrf = &csrf;
    services.ticket_limit = &limit;
    services.metrics = &metrics;
    return services;
  }
};

WebRequest Get(const std::string& language, const std::string& rest) {
  WebRequest request;
  request.method = "GET";
  request.path = "/" + language + "/" + rest;
  request.remote_address = "127.0.0.1";
  request.variables["lang"] = language;
  return request;
}

void Answer(const Door& door, const std::vector<WebRequest>& requests, benchmark::State* state) {
  if (requests.empty()) throw std::runtime_error("no requests to measure");
  for (const WebRequest& request : requests) {
    if (const int status = door(request).status; status != 200) {
      throw std::runtime_error(request.path + " answers " + std::to_string(status));
    }
  }
  for (auto _ : *state) {
    for (const WebRequest& request : requests) benchmark::DoNotOptimize(door(request));
  }
  state->SetItemsProcessed(state->iterations() * static_cast<std::int64_t>(requests.size()));
}

void ArticlePages(benchmark::State& state, const std::string& language) {
  House house;
  std::vector<WebRequest> requests;
  for (const LanguageReader* reader : house.index->snapshot()->readers(language, {"public"})) {
    for (std::size_t i = 0; i < reader->catalog().size() && requests.size() < kPages; ++i) {
      const std::string path(reader->catalog().entry(i).path);
      requests.push_back(Get(language, path));
      requests.back().variables["path"] = path;
    }
  }
  Answer(ContentDoor(house.services(), *house.templates), requests, &state);
}

void SearchPages(benchmark::State& state, const std::string& language) {
  House house;
  std::vector<WebRequest> requests;
  for (const std::string& query : CorpusQueries(language, kPages)) {
    requests.push_back(Get(language, "search"));
    requests.back().query.emplace("q", query);
  }
  Answer(SearchDoor(house.services(), *house.templates), requests, &state);
}

void EmptyHandler(benchmark::State& state, const std::string&) {
  httplib::Server server;
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(1u << 30);
  server.Get("/", [](const httplib::Request&, httplib::Response& response) {
    response.set_content("ok\n", "text/plain");
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  std::thread listener([&server] { server.listen_after_bind(); });
  {
    httplib::Client client("127.0.0.1", port);
    client.set_keep_alive(true);
    client.set_tcp_nodelay(true);
    for (auto _ : state) {
      if (const auto answer = client.Get("/"); !answer || answer->status != 200) {
        state.SkipWithError("the empty handler did not answer");
        break;
      }
    }
  }
  state.SetItemsProcessed(state.iterations());
  server.stop();
  listener.join();
}

void Register() {
  using Body = void (*)(benchmark::State&, const std::string&);
  const auto add = [](const std::string& name, const std::string& language, Body body) {
    benchmark::RegisterBenchmark((name + "/" + language).c_str(), body, language)->UseRealTime();
  };
  for (const std::string& language : CorpusLanguages()) {
    add("article page", language, ArticlePages);
    add("limit:article page", language, EmptyHandler);
    add("search page", language, SearchPages);
    add("limit:search page", language, EmptyHandler);
  }
}

}  // namespace
}  // namespace zeroline::bench

int main(int argc, char** argv) {
  zeroline::bench::Register();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

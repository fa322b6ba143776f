#include "server/app/serving.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "server/app/command_line.h"
#include "server/app/routes.h"
#include "server/web/api/api.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kTemplates = ZEROLINE_SOURCE_DIR "/templates";

class ServingTest : public ::testing::Test {
 protected:
  ServingTest() {
    testing::PublishBuild(tree_.path() / "index", testing::SmallBase());
    config_.index = tree_.path() / "index";
    config_.state = tree_.path() / "state" / "zeroline.db";
    config_.templates = kTemplates;
    config_.listen_port = 0;
    config_.access_log = false;
    config_.refresh_interval = std::chrono::milliseconds(10);
  }
  ~ServingTest() override { Stop(); }

  void Start() {
    serving_ = testing::ValueOrThrow(Serving::Open(config_));
    thread_ = std::thread([this] { serving_->Run(); });
  }
  void Stop() {
    if (serving_) serving_->Stop();
    if (thread_.joinable()) thread_.join();
    serving_.reset();
  }
  httplib::Client client() const { return httplib::Client("127.0.0.1", serving_->port()); }
  std::string Metrics() const { return client().Get("/metrics")->body; }

  testing::TempTree tree_;
  Config config_;
  std::unique_ptr<Serving> serving_;
  std::thread thread_;
};

TEST_F(ServingTest, PreviewsForWritersOnly) {
  Start();
  EXPECT_THAT(client().Get("/en/devices/printer")->body, Not(HasSubstr("js/preview.js")));
  EXPECT_EQ(client().Get("/preview/events?build=0")->status, 404);
  Stop();
  serving_ = testing::ValueOrThrow(Serving::Open(config_, ServeMode::kPreview));
  thread_ = std::thread([this] { serving_->Run(); });
  EXPECT_THAT(client().Get("/en/devices/printer")->body,
              AllOf(HasSubstr("/static/js/preview.js?v="), HasSubstr("data-preview-build=\"1\"")));
  EXPECT_EQ(client().Get("/preview/events?build=0")->body, "{\"build\":1}");
  testing::PublishBuild(tree_.path() / "index", testing::SmallBase());
  auto http = client();
  http.set_read_timeout(60);
  EXPECT_EQ(http.Get("/preview/events?build=1")->body, "{\"build\":2}");
}

TEST_F(ServingTest, AnswersEveryKindOfDoor) {
  Start();
  auto http = client();
  struct Case {
    std::string path;
    int status;
    std::string want;
  };
  for (const Case& c :
       {Case{"/healthz", 200, "ok"}, Case{"/readyz", 200, "ready"},
        Case{"/metrics", 200, "zeroline_build_number 1"}, Case{"/", 303, ""},
        Case{"/en/", 200, "<!doctype html>"}, Case{"/en/devices/printer", 200, "Switch it on."},
        Case{"/en/search?q=printer", 200, "/en/devices/printer"},
        Case{"/en/new-request", 200, "csrf"}, Case{"/nothing/here", 404, "<!doctype html>"},
        Case{"/api/v1/search?q=printer&lang=en", 200, "devices/printer"},
        Case{"/api/v1/articles/devices%2Fprinter?lang=en", 200, "Switch it on."},
        Case{"/api/v1/openapi.json", 200, "3.1.0"}, Case{"/api/v2/x", 404, "\"status\":404"},
        Case{"/api/v1/search", 400, "\"status\":400"},
        Case{"/api/v1/tickets", 405, "\"status\":405"}}) {
    const auto answer = http.Get(c.path);
    ASSERT_TRUE(answer) << c.path;
    EXPECT_EQ(answer->status, c.status) << c.path;
    EXPECT_THAT(answer->body, HasSubstr(c.want)) << c.path;
    EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff") << c.path;
  }
}

TEST_F(ServingTest, MeasuresNothingThatIsKeptFromThePublic) {
  Start();
  EXPECT_THAT(Metrics(), AllOf(HasSubstr("zeroline_articles{language=\"en\"}"),
                               Not(HasSubstr("internal")), Not(HasSubstr("audience"))));
}

TEST_F(ServingTest, LeadsNowhereOutsideItsFolders) {
  Start();
  auto http = client();
  for (const char* path :
       {"/static/../pages/home.html", "/static/..%2fpages%2fhome.html",
        "/static/%2e%2e/messages/en.yaml", "/assets/..%2f..%2fbuild.json", "/assets/../build.json",
        "/assets/..", "/assets/%2fetc%2fpasswd", "/en/../../etc/passwd", "//etc/passwd",
        "/a/../../etc/passwd", "/en/staff/master", "/a/staff/master"}) {
    const auto answer = http.Get(path);
    ASSERT_TRUE(answer) << path;
    EXPECT_EQ(answer->status, 404) << path;
    EXPECT_THAT(answer->body, AllOf(Not(HasSubstr("root:")), Not(HasSubstr("vault")))) << path;
  }
}

TEST_F(ServingTest, DescribesEveryApiRoute) {
  Start();
  const nlohmann::json paths = nlohmann::json::parse(ApiDescription())["paths"];
  std::set<std::string> described;
  for (const auto& [path, item] : paths.items()) {
    for (const auto& [method, operation] : item.items()) described.insert(method + " " + path);
  }
  std::set<std::string> routed;
  const Config config;
  Services none;
  none.config = &config;
  const auto templates = testing::ValueOrThrow(Templates::Load(kTemplates));
  for (const Route& route : RouteTable(none, *templates)) {
    if (!route.pattern.starts_with("/api/v1/")) continue;
    std::string path = route.pattern;
    if (const std::size_t rest = path.find("...}"); rest != std::string::npos) path.erase(rest, 3);
    // Ids have slashes, so a pattern cannot end after one: the door looks for the ending.
    if (route.method == "POST" && path == "/api/v1/articles/{id}") path += "/feedback";
    routed.insert((route.method == "GET" ? "get " : "post ") + path);
  }
  EXPECT_EQ(described, routed);
}

TEST_F(ServingTest, StoresTicketsFromManyThreads) {
  Start();
  constexpr int kThreads = 5;  // as many as one address may send at once
  std::vector<std::string> bodies(kThreads);
  std::vector<std::thread> threads;
  for (std::string& body : bodies) {
    threads.emplace_back([this, &body] {
      const auto answer =
          client().Post("/api/v1/tickets", R"({"subject":"x"})", "application/json");
      if (answer && answer->status == 201) body = answer->body;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(std::set<std::string>(bodies.begin(), bodies.end()).size(), 5u);
  EXPECT_THAT(bodies, ::testing::Each(HasSubstr("ZL-")));
  Stop();
  const auto store = testing::ValueOrThrow(Store::Open(config_.state));
  const std::string number = nlohmann::json::parse(bodies[0])["ticket"];
  EXPECT_TRUE(store->tickets().Find(number)) << "a stopped server lost a ticket";
}

TEST_F(ServingTest, MovesToANewBuildWithoutFailingARequest) {
  Start();
  auto http = client();
  const std::uint64_t next = testing::PublishBuild(
      config_.index, {testing::SmallArticle("en", "devices/printer", "Printer", "Now in colour.")});
  bool moved = false;
  for (int i = 0; i < 200'000 && !moved; ++i) {
    const auto answer = http.Get("/api/v1/articles/devices%2Fprinter?lang=en");
    ASSERT_TRUE(answer);
    ASSERT_EQ(answer->status, 200);
    moved = answer->body.find("Now in colour.") != std::string::npos;
  }
  EXPECT_TRUE(moved);
  EXPECT_THAT(Metrics(), HasSubstr("zeroline_build_number " + std::to_string(next)));
}

TEST_F(ServingTest, GoesOnServingWhenTheIndexVanishes) {
  Start();
  auto http = client();
  ASSERT_EQ(http.Get("/en/devices/printer")->status, 200);
  std::filesystem::remove(config_.index / "current");
  for (int i = 0; i < 100; ++i) ASSERT_EQ(http.Get("/en/devices/printer")->status, 200);
  EXPECT_EQ(http.Get("/readyz")->status, 200);
}

TEST_F(ServingTest, SaysHowToMendWhatKeepsItFromStarting) {
  Config none = config_;
  none.index = tree_.path() / "none";
  EXPECT_THAT(Serving::Open(none).error().message, HasSubstr("zeroline-indexer build"));
  Config templates = config_;
  templates.templates = tree_.path() / "none";
  EXPECT_THAT(Serving::Open(templates).error().message, HasSubstr("none"));
  Config state = config_;
  state.state = tree_.Write("file", "") / "state.db";
  EXPECT_THAT(Serving::Open(state).error().message, HasSubstr("state"));
  Config host = config_;
  host.listen_host = "no such host";
  EXPECT_THAT(Serving::Open(host).error().message, HasSubstr("cannot listen"));
}

class CommandLineTest : public ServingTest {
 protected:
  int Run(const std::vector<std::string>& arguments) {
    return RunCommandLine(arguments, out_, err_);
  }
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(CommandLineTest, SearchesFromTheShell) {
  const std::string index = config_.index.string();
  EXPECT_EQ(Run({"search", "--index", index, "--lang", "en", "new", "password", "--explain"}), 0)
      << err_.str();
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("query: new password"), HasSubstr("Reset your password"),
                                HasSubstr("/en/accounts/reset%20password"), HasSubstr("score"),
                                Not(HasSubstr("vault"))));
}

TEST_F(CommandLineTest, PrintsTheAnswerOfTheApi) {
  const std::string index = config_.index.string();
  EXPECT_EQ(Run({"search", "--index", index, "--lang", "ru", "--json", "пароль"}), 0) << err_.str();
  EXPECT_EQ(nlohmann::json::parse(out_.str())["results"][0]["title"], "Сброс пароля");
}

TEST_F(CommandLineTest, ExitsWithTwoForWhatItCannotRead) {
  const std::string index = config_.index.string();
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{},
        {"frobnicate"},
        {"search", "--index", index, "x"},
        {"search", "--index", index, "--lang", "en", "x", "--limit", "101"},
        {"search", "--index", index, "--lang", "en", "x", "--json", "--explain"},
        {"serve", "--port", "80"},
        {"eval", "--index", index}}) {
    EXPECT_EQ(Run(arguments), 2) << ::testing::PrintToString(arguments);
  }
  EXPECT_FALSE(err_.str().empty());
}

TEST_F(CommandLineTest, ExitsWithOneAndAReason) {
  EXPECT_EQ(Run({"search", "--index", config_.index.string(), "--lang", "de", "x"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("it has: en ru"));
  EXPECT_EQ(Run({"search", "--index", (tree_.path() / "none").string(), "--lang", "en", "x"}), 1);
  EXPECT_EQ(Run({"serve", "--index", (tree_.path() / "none").string(), "--state",
                 (tree_.path() / "s.db").string(), "--listen", "127.0.0.1:0"}),
            1);
  EXPECT_EQ(Run({"serve", "--listen", "nowhere"}), 1);
  EXPECT_EQ(Run({"serve", "--config", (tree_.path() / "none.yaml").string()}), 1);
}

TEST_F(CommandLineTest, HelpsWithEveryOptionOfTheFile) {
  EXPECT_EQ(Run({"serve", "--help"}), 0);
  for (const OptionHelp& option : ConfigOptions()) {
    EXPECT_THAT(out_.str(), HasSubstr(std::string(option.name)));
  }
}

}  // namespace
}  // namespace zeroline

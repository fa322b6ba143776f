#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <optional>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temp_tree.h"

namespace zeroline::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

// A base whose every title, summary and text names the revision of the whole tree, "rev7x", so that
// a page made of two builds gives itself away.
void WriteRevision(const TempTree& tree, int revision, int articles) {
  const std::string mark = "rev" + std::to_string(revision) + "x";
  for (int i = 0; i < articles; ++i) {
    const std::string name = "printer-" + std::to_string(i);
    tree.Write("articles/en/devices/" + name + ".md",
               "---\ntitle: Printer " + std::to_string(i) + " " + mark + "\nsummary: Summary " +
                   mark + "\n---\n\nThe printer does not print " + mark +
                   ".\n\n## Steps\n\nRestart it " + mark + ".\n");
  }
}

int Build(const TempTree& tree, std::string* output) {
  return RunCommand({ZEROLINE_INDEXER, "build", "--articles", tree.path() / "articles", "--index",
                     tree.path() / "index"},
                    tree.path() / "indexer.log", output);
}

// The port of the URL that the server prints when it is ready.
std::optional<int> PortOf(Process* server) {
  const std::regex url("http://127\\.0\\.0\\.1:([0-9]+)");
  const auto deadline = steady_clock::now() + seconds(20);
  while (steady_clock::now() < deadline && server->Wait(milliseconds(10)) == -1) {
    const std::string output = server->Output();
    if (std::smatch match; std::regex_search(output, match, url)) return std::stoi(match[1]);
  }
  return std::nullopt;
}

std::set<int> RevisionsIn(const std::string& body) {
  static const std::regex mark("rev([0-9]+)x");
  std::set<int> revisions;
  for (std::sregex_iterator it(body.begin(), body.end(), mark), end; it != end; ++it) {
    revisions.insert(std::stoi((*it)[1]));
  }
  return revisions;
}

// Readers that never rest, and what they saw.
class Readers {
 public:
  explicit Readers(int port) {
    for (const char* path : {"/en/devices/printer-0", "/api/v1/search?lang=en&q=printer",
                             "/en/search?q=printer", "/api/v1/suggest?lang=en&q=prin"}) {
      threads_.emplace_back([this, port, path] { ReadOn(port, path); });
    }
  }
  ~Readers() { Stop(); }

  void Stop() {
    stopping_ = true;
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }
  // True once some answer came from this revision.
  bool Saw(int revision) {
    const std::lock_guard lock(mutex_);
    return seen_.contains(revision);
  }
  std::vector<std::string> complaints() {
    const std::lock_guard lock(mutex_);
    return complaints_;
  }
  std::size_t revisions_seen() {
    const std::lock_guard lock(mutex_);
    return seen_.size();
  }
  long answers() const { return answers_; }

 private:
  void ReadOn(int port, const std::string& path) {
    httplib::Client client("127.0.0.1", port);
    client.set_keep_alive(true);
    client.set_tcp_nodelay(true);
    while (!stopping_) {
      const auto answer = client.Get(path);
      const std::set<int> revisions = answer ? RevisionsIn(answer->body) : std::set<int>();
      ++answers_;
      const std::lock_guard lock(mutex_);
      seen_.insert(revisions.begin(), revisions.end());
      if (complaints_.size() > 10) continue;
      if (!answer) {
        complaints_.push_back(path + ": " + httplib::to_string(answer.error()));
      } else if (answer->status != 200) {
        complaints_.push_back(path + " answers " + std::to_string(answer->status));
      } else if (revisions.size() != 1) {
        complaints_.push_back(path + " shows " + std::to_string(revisions.size()) +
                              " revisions: " + answer->body.substr(0, 400));
      }
    }
  }

  std::atomic<bool> stopping_{false};
  std::atomic<long> answers_{0};
  std::mutex mutex_;
  std::set<int> seen_;                   // guarded by mutex_
  std::vector<std::string> complaints_;  // guarded by mutex_
  std::vector<std::thread> threads_;
};

TEST(SwapTest, AnswersEveryRequestFromOneWholeBuildWhileTwentyArePublished) {
  constexpr int kBuilds = 20;
  const TempTree tree;
  WriteRevision(tree, 0, 20);
  std::string output;
  ASSERT_EQ(Build(tree, &output), 0) << output;
  Process server({ZEROLINE_SERVER, "serve", "--index", tree.path() / "index", "--state",
                  tree.path() / "state.db", "--listen", "127.0.0.1:0", "--templates",
                  std::string(ZEROLINE_SOURCE_DIR) + "/templates"},
                 tree.path() / "server.log");
  const std::optional<int> port = PortOf(&server);
  ASSERT_TRUE(port.has_value()) << server.Output();

  Readers readers(*port);
  for (int revision = 1; revision <= kBuilds; ++revision) {
    WriteRevision(tree, revision, 20);
    output.clear();
    ASSERT_EQ(Build(tree, &output), 0) << output;
  }
  const auto published = steady_clock::now();
  while (!readers.Saw(kBuilds) && steady_clock::now() - published < seconds(10)) {
    std::this_thread::yield();
  }
  const auto noticed = std::chrono::duration_cast<milliseconds>(steady_clock::now() - published);
  readers.Stop();

  EXPECT_THAT(readers.complaints(), ::testing::IsEmpty());
  EXPECT_TRUE(readers.Saw(kBuilds)) << "the last build was not served within 10 s";
  EXPECT_LT(noticed.count(), 3000) << "a new build is to be served within a second";
  EXPECT_GT(readers.revisions_seen(), 2u);
  EXPECT_GT(readers.answers(), 100);
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(seconds(20)), 0) << server.Output();
}

TEST(KillTest, AnIndexerKilledAtAnyMomentLeavesTheLastBuildReadable) {
  const auto seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 dice(seed);
  const TempTree tree;
  WriteRevision(tree, 0, 60);
  std::string output;
  const auto begin = steady_clock::now();
  ASSERT_EQ(Build(tree, &output), 0) << output;
  const auto whole =
      std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - begin);

  int killed = 0;
  for (int round = 1; round <= 20; ++round) {
    WriteRevision(tree, round, 60);
    {
      Process indexer({ZEROLINE_INDEXER, "build", "--articles", tree.path() / "articles", "--index",
                       tree.path() / "index"},
                      tree.path() / "indexer.log");
      std::uniform_int_distribution<std::int64_t> moment(0, whole.count());
      std::this_thread::sleep_for(std::chrono::microseconds(moment(dice)));
      indexer.Signal(SIGKILL);
      killed += indexer.Wait(seconds(60)) == 128 + SIGKILL ? 1 : 0;
    }
    output.clear();
    ASSERT_EQ(RunCommand({ZEROLINE_SERVER, "search", "--index", tree.path() / "index", "--lang",
                          "en", "printer does not print"},
                         tree.path() / "search.log", &output),
              0)
        << "round " << round << ": " << output;
    EXPECT_EQ(RevisionsIn(output).size(), 1u) << "round " << round << ": " << output;
  }
  EXPECT_GT(killed, 0) << "every build was over before its signal";

  output.clear();
  ASSERT_EQ(Build(tree, &output), 0) << output;
  int leftovers = 0;
  for (const auto& entry : std::filesystem::directory_iterator(tree.path() / "index" / "builds")) {
    leftovers += entry.path().filename().string().starts_with('.') ? 1 : 0;
  }
  EXPECT_EQ(leftovers, 0) << "leftovers of killed builds are to be removed";
}

}  // namespace
}  // namespace zeroline::testing

// Tickets sent while the server is killed at random moments and level 1 fails half of its calls:
// every ticket that was acknowledged is delivered, and none twice to an endpoint that honours the
// idempotency key.
//
// ZEROLINE_FAULT_TICKETS says how many (300); tests/faults/deliver_10000 sends as many as it is
// called.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <regex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "server/store/store.h"
#include "tests/support/process.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline::testing {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::steady_clock;

// Level 1: makes one ticket for a key, and fails half of its calls, one half of these after it made
// the ticket, so that the answer is what gets lost.
class Level1 {
 public:
  explicit Level1(unsigned seed) : dice_(seed) {
    server_.Post("/tickets", [this](const httplib::Request& request, httplib::Response& response) {
      response.status = Take(request.get_header_value("Idempotency-Key"), request.body);
    });
    server_.set_tcp_nodelay(true);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~Level1() {
    server_.stop();
    thread_.join();
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/tickets"; }
  std::size_t made() {
    const std::lock_guard lock(mutex_);
    return numbers_.size();
  }
  // By idempotency key, the number of the ticket.
  std::map<std::string, std::string> numbers() {
    const std::lock_guard lock(mutex_);
    return numbers_;
  }
  void Print() {
    const std::lock_guard lock(mutex_);
    std::cout << "level 1: " << calls_ << " calls, " << failures_ << " failed, " << repeated_
              << " repeated and recognised by their key, " << numbers_.size() << " tickets made\n";
  }

 private:
  int Take(const std::string& key, const std::string& body) {
    const std::lock_guard lock(mutex_);
    ++calls_;
    const int face = std::uniform_int_distribution<int>(0, 3)(dice_);
    const bool fails = face < 2;
    failures_ += fails ? 1 : 0;
    if (face == 0) return 500;  // before anything was done
    const Json json = Json::parse(body, nullptr, false);
    if (!json.is_object() || key.empty()) return 400;
    repeated_ += numbers_.emplace(key, json.value("number", "")).second ? 0 : 1;
    return fails ? 500 : 201;
  }

  httplib::Server server_;
  int port_ = 0;
  std::mutex mutex_;
  std::mt19937 dice_;  // guarded by mutex_, as all below
  std::map<std::string, std::string> numbers_;
  long calls_ = 0;
  long failures_ = 0;
  long repeated_ = 0;
  std::thread thread_;
};

// The server as it runs between two of its deaths.
class KilledServer {
 public:
  KilledServer(const TempTree& tree, const std::string& endpoint) : tree_(tree) {
    tree.Write("secret", "not empty\n");
    tree.Write("server.yaml",
               "trusted_proxies: [127.0.0.1]\n"
               "access_log: false\n"
               "connectors:\n"
               "  - name: desk\n"
               "    type: webhook\n"
               "    url: " +
                   endpoint +
                   "\n"
                   "    secret_file: " +
                   (tree.path() / "secret").string() +
                   "\n"
                   "    timeout: 2\n"
                   "delivery_first_delay: 20\n"
                   "delivery_longest_delay: 1\n"
                   "delivery_attempts: 10000\n");
  }

  // The port, once it listens.
  int Start() {
    process_.emplace(
        std::vector<std::string>{ZEROLINE_SERVER, "serve", "--index", tree_.path() / "index",
                                 "--state", tree_.path() / "state.db", "--listen", "127.0.0.1:0",
                                 "--config", tree_.path() / "server.yaml", "--templates",
                                 std::string(ZEROLINE_SOURCE_DIR) + "/templates"},
        tree_.path() / "server.log");
    const std::regex url("http://127\\.0\\.0\\.1:([0-9]+)");
    const auto deadline = steady_clock::now() + seconds(30);
    while (steady_clock::now() < deadline && process_->Wait(milliseconds(5)) == -1) {
      const std::string output = process_->Output();
      if (std::smatch match; std::regex_search(output, match, url))
        return port_ = std::stoi(match[1]);
    }
    throw std::runtime_error("the server does not start: " + process_->Output());
  }
  void Kill() {
    port_ = 0;
    process_->Signal(SIGKILL);
    process_->Wait(seconds(30));
  }
  int Stop() {
    process_->Signal(SIGTERM);
    return process_->Wait(seconds(30));
  }
  int port() const { return port_; }  // 0 while it is dead
  std::string Output() const { return process_->Output(); }

 private:
  const TempTree& tree_;
  std::optional<Process> process_;
  std::atomic<int> port_ = 0;
};

// People who send until they got a number, each ticket with a key of its own.
class Senders {
 public:
  Senders(const KilledServer& server, int tickets) : server_(server), tickets_(tickets) {
    for (int i = 0; i < 4; ++i) threads_.emplace_back([this] { Send(); });
  }
  ~Senders() {
    next_ = tickets_;
    Join();
  }

  void Join() {
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
  }
  std::size_t acknowledged() {
    const std::lock_guard lock(mutex_);
    return numbers_.size();
  }
  // By the sender's key, the number that was acknowledged.
  std::map<int, std::string> numbers() {
    const std::lock_guard lock(mutex_);
    return numbers_;
  }
  std::set<std::string> complaints() {
    const std::lock_guard lock(mutex_);
    return complaints_;
  }
  long repeated() const { return repeated_; }

 private:
  void Send() {
    for (int i = 0; (i = next_++) < tickets_;) {
      while (!SendOne(i) && next_ < tickets_ + static_cast<int>(threads_.size()) + 1) {
        ++repeated_;
        std::this_thread::sleep_for(milliseconds(5));
      }
    }
  }

  bool SendOne(int i) {
    const int port = server_.port();
    if (port == 0) return false;
    httplib::Client client("127.0.0.1", port);
    client.set_tcp_nodelay(true);
    client.set_read_timeout(seconds(20));
    // Each comes from an address of its own, as there is a limit for one.
    const httplib::Headers headers = {
        {"Idempotency-Key", "sent-" + std::to_string(i)},
        {"X-Forwarded-For", "10." + std::to_string(i / 65536) + "." +
                                std::to_string(i / 256 % 256) + "." + std::to_string(i % 256)}};
    const Json body = {
        {"subject", "Ticket " + std::to_string(i)}, {"body", "Text"}, {"lang", "en"}};
    const auto answer = client.Post("/api/v1/tickets", headers, body.dump(), "application/json");
    if (!answer) return false;
    const Json json = Json::parse(answer->body, nullptr, false);
    const std::lock_guard lock(mutex_);
    if (answer->status == 201 && json.is_object()) {
      numbers_[i] = json.value("ticket", "");
      return true;
    }
    complaints_.insert(std::to_string(answer->status) + " " + answer->body);
    return false;
  }

  const KilledServer& server_;
  const int tickets_;
  std::atomic<int> next_ = 0;
  std::atomic<long> repeated_ = 0;
  std::mutex mutex_;
  std::map<int, std::string> numbers_;  // guarded by mutex_
  std::set<std::string> complaints_;    // guarded by mutex_
  std::vector<std::thread> threads_;
};

int TicketsWanted() {
  const char* wanted = std::getenv("ZEROLINE_FAULT_TICKETS");
  return wanted == nullptr ? 300 : std::clamp(std::atoi(wanted), 1, 1'000'000);
}

// Kills and restarts until nine of ten tickets arrived; how often.
int KillAtRandom(KilledServer* server, Senders* senders, Level1* level1, int tickets,
                 std::mt19937* dice) {
  int kills = 0;
  const auto limit = steady_clock::now() + minutes(20);
  const std::size_t enough = static_cast<std::size_t>(tickets) * 9 / 10;
  while ((senders->acknowledged() < static_cast<std::size_t>(tickets) || level1->made() < enough) &&
         steady_clock::now() < limit) {
    std::this_thread::sleep_for(milliseconds(std::uniform_int_distribution<int>(0, 2500)(*dice)));
    server->Kill();
    ++kills;
    server->Start();
  }
  return kills;
}

OutboxCounts CountsOf(const TempTree& tree) {
  const auto store = ValueOrThrow(Store::Open(tree.path() / "state.db"));
  return ValueOrThrow(store->outbox().Count());
}

TEST(DeliveryFaultTest, DeliversEveryAcknowledgedTicketAndNoneTwice) {
  const int tickets = TicketsWanted();
  const auto seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 dice(seed);
  const TempTree tree;
  tree.Write("articles/en/printer.md", "---\ntitle: Printer\n---\n\nThe printer does not print.\n");
  std::string output;
  ASSERT_EQ(RunCommand({ZEROLINE_INDEXER, "build", "--articles", tree.path() / "articles",
                        "--index", tree.path() / "index"},
                       tree.path() / "indexer.log", &output),
            0)
      << output;
  const auto begin = steady_clock::now();
  Level1 level1(static_cast<unsigned>(dice()));
  KilledServer server(tree, level1.url());
  server.Start();
  Senders senders(server, tickets);
  const int kills = KillAtRandom(&server, &senders, &level1, tickets, &dice);
  senders.Join();
  const std::map<int, std::string> acknowledged = senders.numbers();
  // What was being delivered at a death is leased for some seconds yet.
  const auto deadline = steady_clock::now() + minutes(3);
  OutboxCounts left;
  do {
    std::this_thread::sleep_for(milliseconds(50));
    left = CountsOf(tree);
  } while (left.waiting > 0 && steady_clock::now() < deadline);
  EXPECT_EQ(server.Stop(), 0) << server.Output();

  const std::map<std::string, std::string> made = level1.numbers();
  std::map<std::string, int> times;
  for (const auto& [key, number] : made) ++times[number];
  std::size_t delivered = 0;
  std::size_t twice = 0;
  std::set<std::string> distinct;
  for (const auto& [key, number] : acknowledged) {
    distinct.insert(number);
    delivered += times.contains(number) ? 1 : 0;
  }
  for (const auto& [number, count] : times) twice += count > 1 ? 1 : 0;
  const auto took = std::chrono::duration_cast<seconds>(steady_clock::now() - begin).count();
  std::cout << "server: killed " << kills << " times within " << took << " s\n"
            << "senders: " << acknowledged.size() << " tickets acknowledged, " << senders.repeated()
            << " attempts repeated\n";
  level1.Print();
  std::cout << "acknowledged " << acknowledged.size() << ", delivered " << delivered
            << ", delivered twice " << twice << ", lost " << acknowledged.size() - delivered
            << std::endl;

  EXPECT_THAT(senders.complaints(), ::testing::IsEmpty());
  EXPECT_GT(kills, 0);
  EXPECT_EQ(acknowledged.size(), static_cast<std::size_t>(tickets));
  EXPECT_EQ(distinct.size(), acknowledged.size()) << "two tickets got one number";
  EXPECT_EQ(delivered, acknowledged.size());
  EXPECT_EQ(twice, 0u);
  EXPECT_EQ(made.size(), acknowledged.size()) << "a repeated form made a second ticket";
  EXPECT_EQ(left.waiting, 0u);
  EXPECT_EQ(left.dead, 0u);
}

}  // namespace
}  // namespace zeroline::testing

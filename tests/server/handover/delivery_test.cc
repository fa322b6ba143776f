// Deliveries over real HTTP, to an endpoint that fails on purpose.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "tests/server/handover/endpoint.h"
#include "tests/server/handover/world.h"
#include "tests/support/broken_state.h"

namespace zeroline::testing {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;

std::string Send(const World& world, Handover* handover, NewTicket ticket) {
  handover->Route(&ticket, {});
  const std::string number = ValueOrThrow(world.store->tickets().Add(ticket)).number;
  handover->Wake();
  return number;
}

TEST(DeliveryTest, TakesATicketToTheEndpointAndKeepsItsReceipt) {
  World world;
  Endpoint endpoint(Always(201, R"({"ticket": {"id": 7}})"));
  ConnectorSettings desk = Webhook(endpoint.url());
  desk.receipt = "/ticket/id";
  const auto handover = world.Open(Quick(desk));
  handover->Start();
  const std::string number = Send(world, handover.get(), PlainTicket());
  const Delivery delivery = world.AwaitState(number, Delivery::State::kDelivered);
  EXPECT_EQ(delivery.state, Delivery::State::kDelivered) << delivery.last_error;
  EXPECT_EQ(delivery.receipt, "7");
  EXPECT_EQ(delivery.attempts, 1);
  EXPECT_EQ(endpoint.Requests(1).size(), 1u);
}

TEST(DeliveryTest, TriesAgainWithTheSameKeyUntilItIsTaken) {
  struct Case {
    const char* name;
    int status;
  };
  for (const Case& c : {Case{"server error", 500}, Case{"bad gateway", 502}, Case{"time-out", 408},
                        Case{"too early", 425}, Case{"moved", 302}, Case{"key expired", 401}}) {
    SCOPED_TRACE(c.name);
    World world;
    Endpoint endpoint([&](int attempt, const httplib::Request&, httplib::Response& response) {
      response.status = attempt < 3 ? c.status : 200;
      if (c.status == 302) response.set_header("Location", "/elsewhere");
    });
    const auto handover = world.Open(Quick(Webhook(endpoint.url())));
    handover->Start();
    const std::string number = Send(world, handover.get(), PlainTicket());
    const Delivery delivery = world.AwaitState(number, Delivery::State::kDelivered);
    EXPECT_EQ(delivery.state, Delivery::State::kDelivered) << delivery.last_error;
    EXPECT_EQ(delivery.attempts, 4);
    std::set<std::string> keys;
    for (const httplib::Request& request : endpoint.Requests(4)) {
      keys.insert(request.get_header_value("Idempotency-Key"));
      EXPECT_EQ(request.path, "/tickets");
    }
    EXPECT_THAT(keys, ::testing::ElementsAre(delivery.idempotency_key));
  }
}

TEST(DeliveryTest, GivesUpAtOnceWhatIsRefused) {
  for (const int status : {400, 403, 404, 410, 413, 422}) {
    SCOPED_TRACE(status);
    World world;
    Endpoint endpoint(Always(status, R"({"error": "no such group"})"));
    const auto handover = world.Open(Quick(Webhook(endpoint.url())));
    handover->Start();
    const std::string number = Send(world, handover.get(), PlainTicket());
    const Delivery delivery = world.AwaitState(number, Delivery::State::kDead);
    EXPECT_EQ(delivery.state, Delivery::State::kDead);
    EXPECT_EQ(delivery.attempts, 1);
    EXPECT_THAT(delivery.last_error, HasSubstr("HTTP " + std::to_string(status)));
    EXPECT_THAT(delivery.last_error, HasSubstr("no such group"));
  }
}

TEST(DeliveryTest, TakesAConflictForATicketThatIsThereAlready) {
  World world;
  Endpoint endpoint(Always(409));
  const auto handover = world.Open(Quick(Webhook(endpoint.url())));
  handover->Start();
  const std::string number = Send(world, handover.get(), PlainTicket());
  EXPECT_EQ(world.AwaitState(number, Delivery::State::kDelivered).state,
            Delivery::State::kDelivered);
}

TEST(DeliveryTest, GivesUpVisiblyAfterItsAttemptsAndTriesAgainWhenAsked) {
  World world;
  std::atomic<int> status = 500;
  Endpoint endpoint(
      [&](int, const httplib::Request&, httplib::Response& response) { response.status = status; });
  HandoverSettings settings = Quick(Webhook(endpoint.url()));
  settings.max_attempts = 3;
  const auto handover = world.Open(settings);
  handover->Start();
  const std::string number = Send(world, handover.get(), PlainTicket());
  const Delivery dead = world.AwaitState(number, Delivery::State::kDead);
  EXPECT_EQ(dead.state, Delivery::State::kDead);
  EXPECT_EQ(dead.attempts, 3);
  EXPECT_EQ(ValueOrThrow(world.store->outbox().Count()).dead, 1u);

  status = 200;
  ASSERT_TRUE(world.store->outbox().Retry(dead.id, 0));
  handover->Wake();
  EXPECT_EQ(world.AwaitState(number, Delivery::State::kDelivered).state,
            Delivery::State::kDelivered);
}

TEST(DeliveryTest, WaitsAsLongAsTheEndpointAsks) {
  for (const int status : {429, 503}) {
    SCOPED_TRACE(status);
    World world;
    Endpoint endpoint([&](int attempt, const httplib::Request&, httplib::Response& response) {
      response.status = attempt == 0 ? status : 200;
      if (attempt == 0) response.set_header("Retry-After", "1");
    });
    const auto handover = world.Open(Quick(Webhook(endpoint.url())));
    handover->Start();
    const std::string number = Send(world, handover.get(), PlainTicket());
    EXPECT_EQ(world.AwaitState(number, Delivery::State::kDelivered).state,
              Delivery::State::kDelivered);
    const auto times = endpoint.times();
    ASSERT_EQ(times.size(), 2u);
    EXPECT_GE(times[1] - times[0], std::chrono::milliseconds(990));
  }
}

TEST(DeliveryTest, OutlivesAnEndpointThatHangsUpOrDoesNotAnswer) {
  World world;
  std::atomic<bool> is_over = false;
  Endpoint endpoint([&](int attempt, const httplib::Request&, httplib::Response& response) {
    if (attempt == 0) {  // longer than the connector waits
      const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
      while (!is_over && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    }
    if (attempt == 1) {  // breaks off in the middle of an answer
      response.set_content_provider(
          1000, "text/plain", [](std::size_t, std::size_t, httplib::DataSink&) { return false; });
    }
    response.status = 200;
  });
  const auto handover = world.Open(Quick(Webhook(endpoint.url())));
  handover->Start();
  const std::string number = Send(world, handover.get(), PlainTicket());
  const Delivery delivery = world.AwaitState(number, Delivery::State::kDelivered);
  is_over = true;
  EXPECT_EQ(delivery.state, Delivery::State::kDelivered) << delivery.last_error;
  EXPECT_EQ(delivery.attempts, 3);
}

TEST(DeliveryTest, ReadsNoMoreOfAnAnswerThanItsBound) {
  World world;
  Endpoint endpoint([](int, const httplib::Request&, httplib::Response& response) {
    response.status = 400;
    response.set_content_provider("text/plain", [](std::size_t, httplib::DataSink& sink) {
      const std::string block(1 << 16, 'x');
      return sink.write(block.data(), block.size());  // without an end
    });
  });
  const auto handover = world.Open(Quick(Webhook(endpoint.url())));
  handover->Start();
  const std::string number = Send(world, handover.get(), PlainTicket());
  const Delivery delivery = world.AwaitState(number, Delivery::State::kDead);
  EXPECT_EQ(delivery.state, Delivery::State::kDead) << delivery.last_error;
  EXPECT_LE(delivery.last_error.size(), 500u);
}

TEST(DeliveryTest, FinishesWhatItsPredecessorLeftWithTheSameKey) {
  constexpr std::int64_t kLongAgo = 1'000'000'000;
  World world;
  world.store = ValueOrThrow(Store::Open(world.tree.path() / "old.db", [] { return kLongAgo; }));
  Endpoint endpoint(Always(200));
  const auto handover = world.Open(Quick(Webhook(endpoint.url())));
  const std::string number = Send(world, handover.get(), PlainTicket());
  // A process that claimed it when it was written, and died.
  ASSERT_EQ(ValueOrThrow(world.store->outbox().Claim("desk", kLongAgo * 1000, 1000, 9)).size(), 1u);
  handover->Start();
  EXPECT_EQ(world.AwaitState(number, Delivery::State::kDelivered).attempts, 2);
}

TEST(DeliveryTest, DeliversEverythingOnceThroughAnEndpointThatFailsHalfOfItsCalls) {
  constexpr int kTickets = 60;
  World world;
  std::mutex mutex;
  std::set<std::string> taken;
  Endpoint endpoint([&](int attempt, const httplib::Request& request, httplib::Response& response) {
    const std::lock_guard lock(mutex);
    if (attempt % 4 == 1) {
      response.status = 500;
      return;
    }
    taken.insert(request.get_header_value("Idempotency-Key"));
    response.status = attempt % 4 == 3 ? 500 : 200;  // takes it and says that it did not
  });
  const auto handover = world.Open(Quick(Webhook(endpoint.url())));
  handover->Start();
  std::vector<std::string> numbers;
  for (int i = 0; i < kTickets; ++i) {
    numbers.push_back(Send(world, handover.get(), PlainTicket()));
  }
  for (const std::string& number : numbers) {
    EXPECT_EQ(world.AwaitState(number, Delivery::State::kDelivered).state,
              Delivery::State::kDelivered);
  }
  const std::lock_guard lock(mutex);
  EXPECT_EQ(taken.size(), static_cast<std::size_t>(kTickets));
}

TEST(DeliveryTest, TellsThatASenderClosedATicketAfterTheTicketItself) {
  World world;
  Endpoint endpoint([](int attempt, const httplib::Request&, httplib::Response& response) {
    response.status = attempt < 3 ? 500 : 200;
    response.set_content(R"({"id": "T-1"})", "application/json");
  });
  ConnectorSettings desk = Webhook(endpoint.url());
  desk.receipt = "/id";
  const auto handover = world.Open(Quick(desk));
  const std::string number = Send(world, handover.get(), PlainTicket());
  const Ticket ticket = ValueOrThrow(world.store->tickets().Find(number));
  ASSERT_TRUE(world.store->tickets().Close(number, "", handover->ClosedBySender(ticket)));
  handover->Start();
  const auto requests = endpoint.Requests(5);
  ASSERT_EQ(requests.size(), 5u);
  EXPECT_THAT(requests[3].body, HasSubstr(R"("event":"ticket")"));
  EXPECT_THAT(requests[4].body, HasSubstr(R"("event":"solved")"));
  EXPECT_THAT(requests[4].body, HasSubstr(R"("receipt":"T-1")"));
}

TEST(DeliveryTest, WaitsWhileTheStateCannotBeReadOrWritten) {
  World world;
  Endpoint endpoint(Always(200));
  const auto handover = world.Open(Quick(Webhook(endpoint.url())));
  const std::string number = Send(world, handover.get(), PlainTicket());
  const std::filesystem::path state = world.tree.path() / "state.db";
  ExecuteSql(state, "ALTER TABLE delivery RENAME TO lost");
  handover->Start();
  handover->Wake();
  ExecuteSql(state, "ALTER TABLE lost RENAME TO delivery");
  const Delivery delivery = world.AwaitState(number, Delivery::State::kDelivered);
  EXPECT_EQ(delivery.state, Delivery::State::kDelivered);
  EXPECT_EQ(delivery.attempts, 1);
  EXPECT_EQ(endpoint.Requests(1).size(), 1u);
}

TEST(DeliveryTest, RemembersADeliveryThatTheStateCannotTakeInYet) {
  World world;
  const std::filesystem::path state = world.tree.path() / "state.db";
  // The state breaks while the delivery is being made.
  Endpoint endpoint([&](int, const httplib::Request&, httplib::Response& response) {
    ExecuteSql(state, "ALTER TABLE delivery RENAME TO lost");
    response.status = 200;
  });
  const auto handover = world.Open(Quick(Webhook(endpoint.url())));
  handover->Start();
  const std::string number = Send(world, handover.get(), PlainTicket());
  ASSERT_EQ(endpoint.Requests(1).size(), 1u);
  ExecuteSql(state, "ALTER TABLE lost RENAME TO delivery");
  EXPECT_EQ(world.AwaitState(number, Delivery::State::kDelivered).state,
            Delivery::State::kDelivered);
  EXPECT_EQ(endpoint.Requests(1).size(), 1u) << "delivered is delivered";
}

TEST(DeliveryTest, DelaysNoConnectorForAnotherThatIsDown) {
  World world;
  Endpoint down(Always(500));
  Endpoint up(Always(200));
  HandoverSettings settings = Quick(Webhook(down.url()));
  settings.parallel = 1;
  settings.connectors.push_back(Webhook(up.url()));
  settings.connectors[1].name = "other";
  settings.routes = {{{}, {}, {"other"}, "other", "queue"}};
  const auto handover = world.Open(settings);
  handover->Start();
  for (int i = 0; i < 20; ++i) Send(world, handover.get(), PlainTicket());
  NewTicket ticket = PlainTicket();
  ticket.subject = "The other one";
  const std::string number = Send(world, handover.get(), ticket);
  EXPECT_EQ(world.AwaitState(number, Delivery::State::kDelivered).state,
            Delivery::State::kDelivered);
}

}  // namespace
}  // namespace zeroline::testing

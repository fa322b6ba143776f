// Crowds of idle and slow clients against the whole HTTP server.
#include "server/web/connection_loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "tests/server/web/http_fixture.h"

namespace zeroline {
namespace {

using testing::RawClient;
using testing::Server;
using ::testing::StartsWith;
using testing::Talk;

TEST(ConnectionLoopTest, AnswersOthersWhile300ConnectionsAreIdleAnd50SendSlowly) {
  const Server server;
  std::vector<std::unique_ptr<RawClient>> crowd;
  for (int i = 0; i < 350; ++i) {
    crowd.push_back(std::make_unique<RawClient>(server.port()));
    ASSERT_TRUE(crowd.back()->connected());
    if (i < 50) {
      ASSERT_TRUE(crowd.back()->Send("GET / HT"));
    } else if (i < 200) {  // these have had one answer
      ASSERT_TRUE(crowd.back()->Send("GET / HTTP/1.1\r\n\r\n"));
      ASSERT_THAT(crowd.back()->ReadSome(), StartsWith("HTTP/1.1 200"));
    }
  }
  auto client = server.client();
  client.set_read_timeout(5);
  for (int i = 0; i < 20; ++i) {
    const auto answer = client.Get("/");
    ASSERT_TRUE(answer) << i;
    EXPECT_EQ(answer->status, 200);
  }
  ASSERT_TRUE(crowd.back()->Send("GET /only/still HTTP/1.1\r\nConnection: close\r\n\r\n"));
  EXPECT_TRUE(crowd.back()->ReadAll().ends_with("still"));
}

TEST(ConnectionLoopTest, MakesRoomByClosingTheConnectionIdleForLongest) {
  Config config;
  config.max_connections = 4;
  const Server server(config);
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 10; ++i) idle.push_back(std::make_unique<RawClient>(server.port()));
  EXPECT_EQ(server.client().Get("/")->status, 200);
  EXPECT_EQ(idle.front()->ReadAll(), "");
}

TEST(ConnectionLoopTest, LetsNewConnectionsWaitWhenAllAreBusy) {
  Config config;
  config.max_connections = 2;
  config.read_timeout = std::chrono::seconds(1);
  const Server server(config);
  const RawClient one(server.port());
  const RawClient two(server.port());
  for (const RawClient* client : {&one, &two}) {
    client->Send("POST /echo/x HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    ASSERT_THAT(client->ReadSome(), StartsWith("HTTP/1.1 100"));  // it is with a worker now
  }
  // They are given up after a second, and then there is room.
  EXPECT_EQ(server.client().Get("/")->status, 200);
  EXPECT_THAT(one.ReadAll(), StartsWith("HTTP/1.1 408 "));
}

TEST(ConnectionLoopTest, GivesUpOnWhoSendsByteByByte) {
  Config config;
  config.read_timeout = std::chrono::seconds(1);
  const Server server(config);
  const RawClient client(server.port());
  std::atomic<bool> done{false};
  std::thread drip([&] {
    for (int i = 0; i < 200 && !done; ++i) {
      if (!client.Send("G")) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  });
  EXPECT_THAT(client.ReadAll(), StartsWith("HTTP/1.1 408 "));
  done = true;
  drip.join();
}

TEST(ConnectionLoopTest, AnswersABodyThatNeverComesWith408) {
  Config config;
  config.read_timeout = std::chrono::seconds(1);
  const Server server(config);
  EXPECT_THAT(Talk(server, "POST /echo/x HTTP/1.1\r\nContent-Length: 100\r\n\r\nabc"),
              StartsWith("HTTP/1.1 408 "));
}

TEST(ConnectionLoopTest, FinishesWhatHasBegunWhenStopped) {
  Server server;
  const RawClient client(server.port());
  const RawClient idle(server.port());
  ASSERT_TRUE(
      client.Send("POST /echo/x HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
  ASSERT_THAT(client.ReadSome(), StartsWith("HTTP/1.1 100"));  // it is with a worker now
  std::thread stop([&] { server.Stop(); });
  EXPECT_EQ(idle.ReadAll(), "") << "an idle connection is closed at once";
  ASSERT_TRUE(client.Send("abc"));
  EXPECT_TRUE(client.ReadAll().ends_with("body 3\n"));
  stop.join();
}

}  // namespace
}  // namespace zeroline

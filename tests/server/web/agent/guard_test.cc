// What holds for all doors of the agents alike.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/web/agent/world.h"

namespace zeroline::testing {
namespace {

using ::testing::HasSubstr;

using Factory = Door (*)(const Services&, const Templates&);

struct GuardedDoor {
  const char* path;
  Factory factory;
};

constexpr GuardedDoor kPages[] = {
    {"/agent", &WorkspaceDoor},
    {"/agent/queue", &QueueDoor},
    {"/agent/queue/ZL-10004", &TicketDoor},
    {"/agent/queue/ZL-10004/files/0", &TicketFileDoor},
    {"/agent/deliveries", &DeliveriesDoor},
    {"/agent/deflection", &DeflectionReportDoor},
    {"/agent/whatever", &UnknownAgentDoor},
};

constexpr GuardedDoor kActions[] = {
    {"/agent/queue/ZL-10004/take", &TakeTicketDoor},
    {"/agent/queue/ZL-10004/release", &ReleaseTicketDoor},
    {"/agent/queue/ZL-10004/close", &CloseTicketDoor},
    {"/agent/deliveries", &RetryDeliveryDoor},
};

class GuardTest : public ::testing::Test {
 protected:
  static std::map<std::string, std::string> Variables() {
    return {{"number", number_}, {"token", "0"}};
  }
  WebResponse Get(const GuardedDoor& door, const Browser& browser) {
    return door.factory(world_.services(),
                        world_.templates())(browser.Get(door.path, {}, Variables()));
  }
  std::string StrangersToken() {
    Browser stranger;
    stranger.Keep(
        SignInDoor(world_.services(), world_.templates())(stranger.Get("/agent/sign-in")));
    return stranger.form_token();
  }
  WebResponse Send(const GuardedDoor& door, const WebRequest& request) {
    return door.factory(world_.services(), world_.templates())(request);
  }
  void SetUp() override {
    NewTicket ticket;
    ticket.subject = "A secret";
    ticket.body = "x";
    number_ = world_.store().tickets().Add(ticket)->number;
  }
  Ticket::Status StatusOfTicket() { return world_.store().tickets().Find(number_)->status; }

  AgentWorld world_;
  static inline std::string number_;
};

TEST_F(GuardTest, AStrangerIsLedToTheSignInPage) {
  for (const GuardedDoor& door : kPages) {
    const WebResponse response = Get(door, Browser());
    EXPECT_EQ(response.status, 303) << door.path;
    EXPECT_THAT(HeaderOf(response, "Location"), HasSubstr("/agent/sign-in?next=%2Fagent"));
    EXPECT_EQ(HeaderOf(response, "Cache-Control"), "no-store");
    EXPECT_EQ(response.body, "");
  }
  for (const GuardedDoor& door : kActions) {
    EXPECT_EQ(Send(door, Browser().Post(door.path, {}, Variables())).status, 403) << door.path;
  }
  EXPECT_EQ(StatusOfTicket(), Ticket::Status::kNew);
}

TEST_F(GuardTest, AnAccountWithoutTheRoleSeesNothing) {
  world_.AddAccount("wendy", {"writer", "admin"});
  const Browser wendy = world_.SignedIn("wendy");
  for (const GuardedDoor& door : kPages) {
    const WebResponse response = Get(door, wendy);
    EXPECT_EQ(response.status, 403) << door.path;
    EXPECT_EQ(response.body.find("A secret"), std::string::npos);
  }
  for (const GuardedDoor& door : kActions) {
    EXPECT_EQ(Send(door, wendy.Post(door.path, {}, Variables())).status, 403) << door.path;
  }
  EXPECT_EQ(StatusOfTicket(), Ticket::Status::kNew);
}

TEST_F(GuardTest, NoActionWithoutTheTokenOfItsForm) {
  const Browser anna = world_.Agent("anna");
  for (const GuardedDoor& door : kActions) {
    for (const std::string& token : {std::string(), std::string("forged"),
                                     world_.SignedIn("anna").form_token(), StrangersToken()}) {
      WebRequest request = anna.Post(door.path, {}, Variables());
      request.form["csrf"] = token;
      const WebResponse response = Send(door, request);
      EXPECT_EQ(response.status, 403) << door.path;
      EXPECT_THAT(response.body, HasSubstr("Nothing has been changed"));
    }
  }
  EXPECT_EQ(StatusOfTicket(), Ticket::Status::kNew);
  EXPECT_EQ(Send(kActions[0], anna.Post("/agent/queue/x/take", {}, Variables())).status, 303);
  EXPECT_EQ(StatusOfTicket(), Ticket::Status::kTaken);
}

TEST_F(GuardTest, ATokenIsWorthItsAccountAndAWrongOneIsRefused) {
  world_.AddAccount("anna", {"agent"});
  const std::string token = *world_.identities().MakeToken("anna", "script", "anna");
  const auto with = [](const std::string& value) {
    WebRequest request = Browser().Get("/agent/queue");
    request.headers["authorization"] = value;
    return request;
  };
  const GuardedDoor queue{"/agent/queue", &QueueDoor};
  for (const std::string& value : {"Bearer " + token, "bearer  " + token}) {
    EXPECT_EQ(Send(queue, with(value)).status, 200) << value;
  }
  for (const std::string& value :
       {std::string("Bearer"), std::string("Bearer "), "Bearer " + token + "x",
        std::string("BEARER x"), token, "Bearer zl_" + std::string(43, 'a')}) {
    const WebResponse response = Send(queue, with(value));
    EXPECT_EQ(response.status, 401) << value;
    EXPECT_EQ(HeaderOf(response, "WWW-Authenticate"), "Bearer");
    EXPECT_EQ(response.body.find(token), std::string::npos);
  }
  for (const std::string& value : {std::string(), "Basic " + token, "Bearers " + token}) {
    EXPECT_EQ(Send(queue, with(value)).status, 303) << value << ": what is not for us";
  }
}

// A header decides alone: a session does not stand in for a token that is wrong.
TEST_F(GuardTest, AWrongTokenIsRefusedEvenWithASession) {
  WebRequest request = world_.Agent("anna").Get("/agent/queue");
  request.headers["authorization"] = "Bearer zl_" + std::string(43, 'a');
  EXPECT_EQ(Send({"/agent/queue", &QueueDoor}, request).status, 401);
}

TEST_F(GuardTest, WithoutIdentitiesEverybodyIsAStranger) {
  const Browser anna = world_.Agent("anna");
  world_.services().identities = nullptr;
  EXPECT_EQ(Get({"/agent/queue", &QueueDoor}, anna).status, 303);
}

}  // namespace
}  // namespace zeroline::testing

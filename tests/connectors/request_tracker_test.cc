// Started by tests/connectors/request_tracker, which says where RT is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <sodium.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "tests/server/handover/endpoint.h"
#include "tests/server/handover/world.h"

namespace zeroline::testing {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) throw std::runtime_error(std::string(name) + " is not set");
  return value;
}

// Asks RT itself, by the way of its own interface.
std::string Get(const std::string& path) {
  httplib::Client client(Environment("ZEROLINE_RT_URL"));
  const auto answer = client.Get("/REST/2.0/" + path,
                                 {{"Authorization", "token " + Environment("ZEROLINE_RT_TOKEN")}});
  if (!answer || answer->status != 200) throw std::runtime_error("RT does not answer " + path);
  return answer->body;
}

Json GetJson(const std::string& path) { return Json::parse(Get(path)); }

std::size_t CountTickets() { return GetJson("tickets?query=id%3E0")["total"].get<std::size_t>(); }

// Of the first attachment of this type; RT counts the text of a ticket among these.
std::string ContentOf(const std::string& ticket, const std::string& type) {
  const Json list = GetJson("ticket/" + ticket + "/attachments");
  for (const Json& item : list["items"]) {
    const Json file = GetJson("attachment/" + item["id"].get<std::string>());
    if (file["ContentType"] != type) continue;
    std::string encoded = file["Content"];
    std::erase(encoded, '\n');
    std::string content(encoded.size(), '\0');
    std::size_t size = 0;
    sodium_base642bin(reinterpret_cast<unsigned char*>(content.data()), content.size(),
                      encoded.data(), encoded.size(), nullptr, &size, nullptr,
                      sodium_base64_VARIANT_ORIGINAL);
    return content.substr(0, size);
  }
  return "";
}

ConnectorSettings Tracker(const std::string& url) {
  ConnectorSettings settings;
  settings.name = "rt";
  settings.type = ConnectorSettings::Type::kRequestTracker;
  settings.url = url;
  settings.secret = Environment("ZEROLINE_RT_TOKEN");
  settings.custom_fields = {{"Channel", "{{channel}} & {{language}}"}};
  return settings;
}

HandoverSettings Routed(const std::string& url, const std::string& queue) {
  HandoverSettings settings = Quick(Tracker(url));
  settings.routes = {{{}, {}, {}, "rt", queue}};
  return settings;
}

// Each test has its own world, and with it the same first numbers; its own portal tells them apart.
struct Desk {
  World world;
  std::unique_ptr<Handover> handover;

  Desk(const HandoverSettings& settings, const std::string& portal)
      : handover(ValueOrThrow(
            Handover::Open(settings, "https://" + portal, "Help", world.store.get()))) {}

  std::string Send(NewTicket ticket) {
    handover->Route(&ticket, {});
    const std::string number = ValueOrThrow(world.store->tickets().Add(ticket)).number;
    handover->Wake();
    return number;
  }
};

TEST(RequestTrackerTest, MakesATicketWithItsTrailAndAttachments) {
  Desk desk(Routed(Environment("ZEROLINE_RT_URL"), "Łącza i сети"), "one.example.com");
  NewTicket ticket = NastyTicket();
  const std::string picture("\x89PNG\r\n\x1a\n\0binary\xff", 16);
  ticket.uploads = {ValueOrThrow(desk.world.store->tickets().KeepUpload(
                                     {"снимок экрана.png", "image/png", picture}))
                        .token};
  desk.handover->Start();
  const std::string number = desk.Send(ticket);
  const Delivery delivery = desk.world.AwaitState(number, Delivery::State::kDelivered);
  ASSERT_EQ(delivery.state, Delivery::State::kDelivered) << delivery.last_error;

  const Json made = GetJson("ticket/" + delivery.receipt + "?fields[Queue]=Name");
  EXPECT_THAT(made["Subject"].get<std::string>(),
              HasSubstr("Он сказал \"нет\" \\ {{secret}} 打印机"));
  EXPECT_EQ(made["Queue"]["Name"], "Łącza i сети");
  EXPECT_EQ(made["Requestor"][0]["id"], "anna@example.com");
  EXPECT_EQ(made["CustomFields"][0]["values"][0], "web & ru");
  const std::string text = ContentOf(delivery.receipt, "text/plain");
  EXPECT_THAT(text, HasSubstr("line one\n.\nline \"two\"\ttab"));
  EXPECT_THAT(text, HasSubstr("مرحبا"));
  EXPECT_THAT(text, HasSubstr("искали: \"vpn\" & co"));
  EXPECT_THAT(text, HasSubstr("https://one.example.com/a/network/VPN?lang=en&build=41#steps"));
  EXPECT_EQ(ContentOf(delivery.receipt, "image/png"), picture);
}

TEST(RequestTrackerTest, MakesNoSecondTicketWhenTheFirstAnswerIsLost) {
  const std::string real = Environment("ZEROLINE_RT_URL");
  // Stands between us and RT: passes everything on, and loses the first answer to a POST.
  bool has_lost = false;
  Endpoint between([&](int, const httplib::Request& request, httplib::Response& response) {
    httplib::Client client(real);
    const httplib::Headers headers = {{"Authorization", request.get_header_value("Authorization")}};
    const bool is_post = request.method == "POST";
    const auto answer = is_post
                            ? client.Post(request.target, headers, request.body, "application/json")
                            : client.Get(request.target, headers);
    response.status = answer ? answer->status : 502;
    if (is_post && !has_lost) {
      has_lost = true;
      response.status = 504;
    }
    if (answer) response.set_content(answer->body, "application/json");
  });
  const std::size_t before = CountTickets();
  Desk desk(Routed(between.url(""), ""), "two.example.com");
  desk.handover->Start();
  const std::string number = desk.Send(PlainTicket());
  const Delivery delivery = desk.world.AwaitState(number, Delivery::State::kDelivered);
  ASSERT_EQ(delivery.state, Delivery::State::kDelivered) << delivery.last_error;
  EXPECT_EQ(delivery.attempts, 2);
  EXPECT_EQ(CountTickets(), before + 1);
  EXPECT_EQ(GetJson("ticket/" + delivery.receipt)["Subject"], "Printer");
}

TEST(RequestTrackerTest, ResolvesATicketThatItsSenderClosed) {
  Desk desk(Routed(Environment("ZEROLINE_RT_URL"), ""), "three.example.com");
  desk.handover->Start();
  const std::string number = desk.Send(PlainTicket());
  const std::string id = desk.world.AwaitState(number, Delivery::State::kDelivered).receipt;
  EXPECT_EQ(GetJson("ticket/" + id)["Status"], "new");
  const Ticket ticket = ValueOrThrow(desk.world.store->tickets().Find(number));
  ASSERT_TRUE(desk.world.store->tickets().Close(number, "", desk.handover->ClosedBySender(ticket)));
  desk.handover->Wake();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  std::vector<Delivery> all = desk.world.Deliveries(number);
  while (all.back().state == Delivery::State::kWaiting &&
         std::chrono::steady_clock::now() < deadline) {
    all = desk.world.Deliveries(number);
  }
  EXPECT_EQ(all.back().kind, "solved");
  EXPECT_EQ(all.back().state, Delivery::State::kDelivered) << all.back().last_error;
  EXPECT_EQ(GetJson("ticket/" + id)["Status"], "resolved");
}

TEST(RequestTrackerTest, SaysWhenTheQueueIsNotThere) {
  Desk desk(Routed(Environment("ZEROLINE_RT_URL"), "No such queue"), "four.example.com");
  desk.handover->Start();
  const std::string number = desk.Send(PlainTicket());
  const Delivery delivery = desk.world.AwaitState(number, Delivery::State::kDead);
  EXPECT_EQ(delivery.state, Delivery::State::kDead);
  EXPECT_THAT(delivery.last_error, HasSubstr("403"));
}

TEST(RequestTrackerTest, WaitsWhileTheTokenIsWrong) {
  HandoverSettings settings = Routed(Environment("ZEROLINE_RT_URL"), "");
  settings.connectors[0].secret = "1-2-00000000000000000000000000000000";
  Desk desk(settings, "five.example.com");
  desk.handover->Start();
  const std::string number = desk.Send(PlainTicket());
  const Delivery delivery =
      desk.world.Await(number, [](const Delivery& current) { return current.attempts > 1; });
  EXPECT_GT(delivery.attempts, 1);
  EXPECT_EQ(delivery.state, Delivery::State::kWaiting);
  EXPECT_THAT(delivery.last_error, HasSubstr("401"));
}

}  // namespace
}  // namespace zeroline::testing

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/web/rate_limit.h"
#include "tests/server/web/portal/world.h"

namespace zeroline::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

class RequestTest : public ::testing::Test {
 protected:
  WebResponse Form(const std::multimap<std::string, std::string>& query = {}) {
    WebRequest request = World::Get("en");
    request.query = query;
    return RequestFormDoor(world_.services(), world_.templates())(request);
  }

  // A form as a browser sends it back: with the cookie and the field of the same token.
  WebRequest Filled(const std::map<std::string, std::string>& fields) {
    WebRequest request = World::Get("en");
    request.method = "POST";
    const std::string token = world_.services().csrf->TokenFor(request);
    request.cookies[std::string(kCsrfCookie)] = token;
    request.form = fields;
    request.form[std::string(kCsrfField)] = token;
    return request;
  }

  WebResponse Send(const WebRequest& request) {
    return SendRequestDoor(world_.services(), world_.templates())(request);
  }

  std::vector<Ticket> Stored() { return world_.store().tickets().List({}).value(); }

  World world_{{MakeArticle("en", "vpn", "Connect to <VPN>")}};
  const std::map<std::string, std::string> good_ = {{"subject", "Printer"},
                                                    {"body", "It eats paper."},
                                                    {"contact", "me@example.com"},
                                                    {"key", "0123456789abcdef"}};
};

TEST_F(RequestTest, AFormCarriesWhatTheReaderSearchedAndRead) {
  const WebResponse page = Form({{"subject", "no \"paper\""}, {"article", "vpn"}});
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("value=\"no &quot;paper&quot;\""));
  EXPECT_THAT(page.body, HasSubstr("name=\"article\" value=\"vpn\""));
  EXPECT_THAT(page.body, HasSubstr("Connect to &lt;VPN&gt;"));
  EXPECT_THAT(page.body, HasSubstr("name=\"csrf\""));
  EXPECT_THAT(HeaderOf(page, "Set-Cookie"), HasSubstr("lang=en"));
}

TEST_F(RequestTest, AnUnknownArticleIsNotCarried) {
  EXPECT_THAT(Form({{"article", "secret"}}).body, Not(HasSubstr("name=\"article\"")));
}

TEST_F(RequestTest, ASentFormLeadsToItsNumber) {
  const WebResponse response = Send(Filled(good_));
  EXPECT_EQ(response.status, 303);
  ASSERT_THAT(Stored(), SizeIs(1));
  EXPECT_EQ(HeaderOf(response, "Location"), "/en/new-request/sent?number=" + Stored()[0].number);
  EXPECT_EQ(Stored()[0].subject, "Printer");
  EXPECT_EQ(Stored()[0].contact, "me@example.com");
  EXPECT_EQ(Stored()[0].language, "en");
  EXPECT_EQ(world_.store().tickets().FindByIdempotencyKey("0123456789abcdef")->number,
            Stored()[0].number);
}

TEST_F(RequestTest, TheAgentSeesWhichArticleDidNotHelp) {
  auto fields = good_;
  fields["article"] = "vpn";
  Send(Filled(fields));
  ASSERT_THAT(Stored(), SizeIs(1));
  const Ticket ticket = *world_.store().tickets().Find(Stored()[0].number);
  ASSERT_THAT(ticket.trail, SizeIs(1));
  EXPECT_EQ(ticket.trail[0].kind, TrailStep::Kind::kRejected);
  EXPECT_EQ(ticket.trail[0].article, "vpn");
  EXPECT_EQ(ticket.trail[0].title, "Connect to <VPN>");
  EXPECT_EQ(ticket.trail[0].build, 1);
}

TEST_F(RequestTest, MistakesAreShownInPlaceAndNothingTypedIsLost) {
  const std::string kLine(201, 'x');
  const struct {
    const char* name;
    const char* field;
    std::string value;
    const char* want;
  } kCases[] = {
      {"no subject", "subject", "  \n", "Say in one line what it is about."},
      {"long subject", "subject", kLine, "Keep this line under 200 characters"},
      {"no description", "body", "\r\n ", "Describe what happened."},
      {"long description", "body", std::string(10'001, 'x'), "The description is too long"},
      {"long contact", "contact", kLine, "Keep the contact under 200 characters."},
  };
  for (const auto& c : kCases) {
    auto fields = good_;
    fields[c.field] = c.value;
    const WebResponse page = Send(Filled(fields));
    EXPECT_EQ(page.status, 422) << c.name;
    EXPECT_THAT(page.body, HasSubstr(c.want)) << c.name;
    EXPECT_THAT(page.body, HasSubstr("aria-invalid=\"true\"")) << c.name;
    EXPECT_THAT(page.body, HasSubstr("value=\"0123456789abcdef\"")) << c.name;
    const bool keeps_body = std::string(c.field) == "body";
    EXPECT_THAT(page.body, HasSubstr(keeps_body ? "value=\"Printer\"" : "It eats paper."))
        << c.name;
  }
  EXPECT_THAT(Stored(), SizeIs(0));
}

TEST_F(RequestTest, LengthIsCountedInCharacters) {
  auto fields = good_;
  fields["subject"] = "";
  for (int i = 0; i < 200; ++i) fields["subject"] += "ы";
  EXPECT_EQ(Send(Filled(fields)).status, 303);
}

TEST_F(RequestTest, ATextareaCannotBeClosedByItsText) {
  auto fields = good_;
  fields["subject"] = "";
  fields["body"] = "</textarea><script>alert(1)</script>";
  EXPECT_THAT(Send(Filled(fields)).body, Not(HasSubstr("<script>alert")));
}

TEST_F(RequestTest, AForgedFormIsRefusedAndStoresNothing) {
  WebRequest request = Filled(good_);
  request.form["csrf"] = "forged";
  const WebResponse page = Send(request);
  EXPECT_EQ(page.status, 403);
  EXPECT_THAT(page.body, HasSubstr("It eats paper."));
  EXPECT_THAT(Stored(), SizeIs(0));
}

TEST_F(RequestTest, AFilledTrapStoresNothingButLosesNothing) {
  auto fields = good_;
  fields["website"] = "http://spam.example";
  const WebResponse page = Send(Filled(fields));
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("It eats paper."));
  EXPECT_THAT(page.body, Not(HasSubstr("spam.example")));
  EXPECT_THAT(Stored(), SizeIs(0));
}

TEST_F(RequestTest, AStoreThatFailsKeepsTheText) {
  world_.BreakStore();
  const WebResponse page = Send(Filled(good_));
  EXPECT_EQ(page.status, 503);
  EXPECT_THAT(page.body, HasSubstr("It eats paper."));
  EXPECT_THAT(page.body, HasSubstr("me@example.com"));
  EXPECT_THAT(page.body, HasSubstr("could not be stored"));
  EXPECT_THAT(page.body, Not(HasSubstr("disk is full")));
}

TEST_F(RequestTest, TooManyAreAskedToWait) {
  RateLimit limit(1, std::chrono::minutes(1));
  Services services = world_.services();
  services.ticket_limit = &limit;
  const Door send = SendRequestDoor(services, world_.templates());
  EXPECT_EQ(send(Filled(good_)).status, 303);
  auto another = good_;
  another["key"] = "fedcba9876543210";
  const WebResponse page = send(Filled(another));
  EXPECT_EQ(page.status, 429);
  EXPECT_NE(HeaderOf(page, "Retry-After"), "");
  EXPECT_THAT(page.body, HasSubstr("It eats paper."));
}

TEST_F(RequestTest, SendingAgainIsNotCountedAgain) {
  RateLimit limit(1, std::chrono::minutes(1));
  Services services = world_.services();
  services.ticket_limit = &limit;
  const Door send = SendRequestDoor(services, world_.templates());
  const WebResponse first = send(Filled(good_));
  EXPECT_EQ(first.status, 303);
  for (int i = 0; i < 3; ++i) {
    const WebResponse again = send(Filled(good_));
    EXPECT_EQ(again.status, 303);
    EXPECT_EQ(HeaderOf(again, "Location"), HeaderOf(first, "Location"));
  }
  EXPECT_THAT(Stored(), SizeIs(1));
}

TEST_F(RequestTest, AStrangeKeyIsReplaced) {
  auto fields = good_;
  fields["key"] = "x\"><b>";
  Send(Filled(fields));
  ASSERT_THAT(Stored(), SizeIs(1));
  EXPECT_FALSE(world_.store().tickets().FindByIdempotencyKey("x\"><b>"));
}

TEST_F(RequestTest, TheSentPageShowsNumbersOnly) {
  const Door sent = RequestSentDoor(world_.services(), world_.templates());
  WebRequest request = World::Get("pl");
  request.query = {{"number", "ZL-10427"}};
  EXPECT_THAT(sent(request).body, HasSubstr("<dd class=\"ticket-number\">ZL-10427</dd>"));
  for (const char* number : {"", "ZL-", "ZL-12x", "<b>", "ZL-123456789012345678901"}) {
    request.query = {{"number", number}};
    EXPECT_EQ(HeaderOf(sent(request), "Location"), "/pl/new-request") << number;
  }
}

}  // namespace
}  // namespace zeroline::testing

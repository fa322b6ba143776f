#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/deflection/deflection.h"
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

  // Of the first file that the page carries on; "" if there is none.
  static std::string TokenIn(const std::string& body) {
    const std::string field = "name=\"upload_";
    const std::size_t at = body.find(field);
    return at == std::string::npos ? "" : body.substr(at + field.size(), 32);
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

TEST_F(RequestTest, AChangedFormWithAUsedKeyIsAnotherRequestOnce) {
  const WebResponse first = Send(Filled(good_));
  auto changed = good_;
  changed["body"] = "It eats paper, and it smells.";
  const WebResponse second = Send(Filled(changed));
  EXPECT_EQ(second.status, 303);
  EXPECT_NE(HeaderOf(second, "Location"), HeaderOf(first, "Location"));
  EXPECT_EQ(HeaderOf(Send(Filled(changed)), "Location"), HeaderOf(second, "Location"));
  EXPECT_EQ(HeaderOf(Send(Filled(good_)), "Location"), HeaderOf(first, "Location"));
  EXPECT_THAT(Stored(), SizeIs(2));
}

TEST_F(RequestTest, FilesStayWithTheFormAndGoWithTheRequest) {
  auto fields = good_;
  fields["subject"] = "";
  WebRequest request = Filled(fields);
  request.files = {{"files", "..\\a <b>.png", "\x89PNG\r\n\x1a\nrest"},
                   {"files", "program.png", std::string("MZ\0", 3)},
                   {"other", "unasked.txt", "text"}};
  const WebResponse page = Send(request);
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("“program.png” is not a picture"));
  EXPECT_THAT(page.body, Not(HasSubstr("unasked")));
  const std::string token = TokenIn(page.body);
  ASSERT_THAT(token, SizeIs(32));
  EXPECT_THAT(page.body, HasSubstr("name=\"upload_" + token + "\" value=\"a &lt;b&gt;.png\""));

  fields["subject"] = "Printer";
  fields["upload_" + token] = "whatever the browser says";
  EXPECT_EQ(Send(Filled(fields)).status, 303);
  const Ticket ticket = *world_.store().tickets().Find(Stored()[0].number);
  ASSERT_THAT(ticket.attachments, SizeIs(1));
  EXPECT_EQ(ticket.attachments[0].name, "a <b>.png");
  EXPECT_EQ(ticket.attachments[0].type, "image/png");
}

TEST_F(RequestTest, AFileThatIsNoLongerThereIsAskedForAgain) {
  auto fields = good_;
  fields["upload_" + std::string(32, 'a')] = "shot.png";
  const WebResponse page = Send(Filled(fields));
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("“shot.png” is no longer with the form"));
  EXPECT_THAT(Stored(), SizeIs(0));
}

TEST_F(RequestTest, FilesAreLimitedInSizeAndNumber) {
  Config config;
  config.max_attachments = 2;
  config.max_attachment_bytes = 10;
  Services services = world_.services();
  services.config = &config;
  WebRequest request = Filled(good_);
  request.files = {{"files", "large.txt", std::string(11, 'x')}};
  for (const char* name : {"1.txt", "2.txt", "3.txt"}) {
    request.files.push_back({"files", name, "text"});
  }
  const WebResponse page = SendRequestDoor(services, world_.templates())(request);
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("“large.txt” is larger than"));
  EXPECT_THAT(page.body, HasSubstr("At most 2 files can be attached"));
  EXPECT_THAT(page.body, HasSubstr("value=\"2.txt\""));
  EXPECT_THAT(page.body, Not(HasSubstr("value=\"3.txt\"")));
}

TEST_F(RequestTest, AForgedFormKeepsNoFiles) {
  WebRequest request = Filled(good_);
  request.form["csrf"] = "forged";
  request.files = {{"files", "a.txt", "text"}};
  const WebResponse page = Send(request);
  EXPECT_EQ(page.status, 403);
  EXPECT_THAT(page.body, HasSubstr("Please attach it again"));
  EXPECT_EQ(TokenIn(page.body), "");
}

TEST_F(RequestTest, AnIntentIsRememberedUntilTheRequestIsSent) {
  const std::string intent(32, 'a');
  WebRequest request = World::Get("en");
  request.cookies["zl_intent"] = intent;
  const Door form = RequestFormDoor(world_.services(), world_.templates());
  EXPECT_THAT(form(request).body, HasSubstr("name=\"intent\" value=\"" + intent + "\""));
  request.cookies["zl_intent"] = "x\"><b>";
  EXPECT_THAT(form(request).body, Not(HasSubstr("<b>")));
  auto fields = good_;
  fields["intent"] = intent;
  request = Filled(fields);
  request.cookies["zl_intent"] = intent;
  EXPECT_THAT(HeaderOf(Send(request), "Set-Cookie"), HasSubstr("zl_intent=; Path=/; Max-Age=0"));
  EXPECT_EQ(Stored()[0].intent, intent);
}

TEST_F(RequestTest, ASearchThatFailsKeepsNothingBack) {
  // The small base of these tests has articles, but no search index.
  const Searcher searcher;
  Deflection deflection({}, &searcher, &world_.store());
  Services services = world_.services();
  services.deflection = &deflection;
  EXPECT_EQ(SendRequestDoor(services, world_.templates())(Filled(good_)).status, 303);
  EXPECT_THAT(Stored(), SizeIs(1));
}

TEST_F(RequestTest, AFormEndsWithoutARequestOnlyByItsOwnButton) {
  const Door solved = RequestSolvedDoor(world_.services(), world_.templates());
  WebRequest request = Filled({{"solved", "en vpn"}});
  EXPECT_EQ(HeaderOf(solved(request), "Location"), "/en/new-request/solved");
  request.form["csrf"] = "forged";
  EXPECT_EQ(solved(request).status, 403);
  EXPECT_THAT(solved(World::Get("en")).body, HasSubstr("no request was sent"));
}

TEST_F(RequestTest, ItsSenderClosesARequestWithTheSecretOnly) {
  Send(Filled(good_));
  const Ticket ticket = Stored()[0];
  const Door close = SenderClosesDoor(world_.services(), world_.templates());
  WebRequest request = World::Get("en");
  request.variables["number"] = ticket.number;
  request.query = {{"key", ticket.secret}};
  const WebResponse page = close(request);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Yes, close my request"));
  EXPECT_EQ(Stored()[0].status, Ticket::Status::kNew);

  for (const std::string& key : {std::string(), std::string(32, '0'), ticket.secret + "0"}) {
    request.query = {{"key", key}};
    EXPECT_EQ(close(request).status, 404) << key;
  }
  request.variables["number"] = "ZL-99999999";
  request.query = {{"key", ticket.secret}};
  EXPECT_EQ(close(request).status, 404);

  WebRequest post = Filled({});
  post.variables["number"] = ticket.number;
  post.query = {{"key", ticket.secret}};
  WebRequest forged = post;
  forged.form["csrf"] = "forged";
  EXPECT_EQ(close(forged).status, 403);
  EXPECT_EQ(Stored()[0].status, Ticket::Status::kNew);
  EXPECT_EQ(close(post).status, 303);
  EXPECT_EQ(Stored()[0].status, Ticket::Status::kClosed);
  EXPECT_EQ(close(post).status, 303);
  request.variables["number"] = ticket.number;
  EXPECT_THAT(close(request).body, HasSubstr("Your request is closed"));
  world_.BreakStore();
  EXPECT_EQ(close(request).status, 503);
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

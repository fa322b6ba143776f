// What travels in a webhook: body, headers, signature, and the templates of
// server/handover/examples.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server/handover/signature.h"
#include "tests/server/handover/endpoint.h"
#include "tests/server/handover/world.h"

namespace zeroline::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

constexpr const char* kExamples = ZEROLINE_SOURCE_DIR "/server/handover/examples/";

// What an endpoint gets of the ticket with two attachments.
httplib::Request Sent(ConnectorSettings desk, NewTicket ticket) {
  World world;
  Endpoint endpoint(Always(200));
  desk.url = endpoint.url(desk.url);
  for (const Upload& upload : {Upload{"снимок \"1\".png", "image/png", std::string("\x89PNG\0", 5)},
                               Upload{"</script>.txt", "text/plain", "text"}}) {
    ticket.uploads.push_back(ValueOrThrow(world.store->tickets().KeepUpload(upload)).token);
  }
  const auto handover = world.Open(Quick(desk));
  handover->Start();
  handover->Route(&ticket, {});
  EXPECT_TRUE(world.store->tickets().Add(ticket));
  handover->Wake();
  const std::vector<httplib::Request> requests = endpoint.Requests(1);
  if (requests.empty()) throw std::runtime_error("nothing was sent");
  return requests[0];
}

Json SentJson(const ConnectorSettings& desk, const NewTicket& ticket) {
  return Json::parse(Sent(desk, ticket).body);
}

TEST(WebhookTest, CarriesEverythingInItsOwnFormat) {
  const NewTicket ticket = NastyTicket();
  const Json json = SentJson(Webhook("/tickets"), ticket);
  EXPECT_EQ(json["event"], "ticket");
  EXPECT_EQ(json["subject"], ticket.subject);
  EXPECT_EQ(json["text"], ticket.body);
  EXPECT_EQ(json["contact"], ticket.contact);
  EXPECT_EQ(json["language"], "ru");
  EXPECT_EQ(json["category"], "network");
  EXPECT_EQ(json["channel"], "web");
  ASSERT_EQ(json["trail"].size(), 3u);
  EXPECT_EQ(json["trail"][0]["kind"], "searched");
  EXPECT_EQ(json["trail"][0]["url"], "https://help.example.com/en/search?q=%22vpn%22%20%26%20co");
  EXPECT_EQ(json["trail"][1]["title"], "Reset \"the\" router");
  EXPECT_EQ(json["trail"][1]["url"],
            "https://help.example.com/a/network/"
            "Reset%20%22the%22%20router?lang=en&build=41#steps");
  EXPECT_EQ(json["trail"][1]["at"], "2026-01-01T00:00:00Z");
  EXPECT_EQ(json["trail"][2]["text"], "не\nпомогло");
  ASSERT_EQ(json["attachments"].size(), 2u);
  EXPECT_EQ(json["attachments"][0]["name"], "снимок \"1\".png");
  EXPECT_EQ(json["attachments"][0]["bytes"], 5);
  EXPECT_EQ(json["attachments"][0]["content"], "iVBORwA=");
}

TEST(WebhookTest, SignsTheBodyWithTheTime) {
  // Value computed with Python's hmac module.
  EXPECT_EQ(SignatureOf("s3cret", 1767225600, R"({"a":1})"),
            "t=1767225600,v1="
            "7d4120fcebf444efab10ba7cd6c651bf463cefb039db5fad37ff9f7231ac8a4a");
  const httplib::Request request = Sent(Webhook("/tickets"), NastyTicket());
  const std::string header = request.get_header_value("X-Zeroline-Signature");
  ASSERT_TRUE(header.starts_with("t="));
  EXPECT_EQ(header, SignatureOf("s3cret", std::stoll(header.substr(2)), request.body));
  EXPECT_THAT(request.get_header_value("Content-Type"), HasSubstr("application/json"));
}

TEST(WebhookTest, LetsNoValueBeginAHeader) {
  ConnectorSettings desk = Webhook("/tickets?key={{secret}}&s={{subject}}");
  desk.secret = "a b&c";
  desk.headers = {{"X-Subject", "{{subject}}"},
                  {"X-Text", "{{{text}}}"},
                  {"Authorization", "Token token={{secret}}"}};
  NewTicket ticket = NastyTicket();
  ticket.subject = "Subject\r\nX-Evil: 1\nX-Evil: 2\rX-Evil: 3";
  ticket.body = "\r\n\r\nGET / HTTP/1.1\r\nX-Evil: 4";
  const httplib::Request request = Sent(desk, ticket);
  EXPECT_FALSE(request.has_header("X-Evil"));
  EXPECT_EQ(request.get_header_value("Authorization"), "Token token=a b&c");
  EXPECT_EQ(request.get_header_value("X-Subject"), "Subject  X-Evil: 1 X-Evil: 2 X-Evil: 3");
  EXPECT_EQ(request.get_param_value("key"), "a b&c");
  EXPECT_EQ(request.get_param_value("s"), ticket.subject);
}

TEST(WebhookTest, RefusesToStartWithWhatCannotWork) {
  struct Case {
    const char* name;
    void (*spoil)(ConnectorSettings* settings, const TempTree& tree);
    const char* says;
  };
  const Case cases[] = {
      {"an empty secret", [](auto* s, const auto&) { s->secret = ""; }, "secret is empty"},
      {"no URL", [](auto* s, const auto&) { s->url = "desk"; }, "'url'"},
      {"another protocol", [](auto* s, const auto&) { s->url = "file:///etc/passwd"; }, "'url'"},
      {"in clear", [](auto* s, const auto&) { s->url = "http://desk.example.com/"; }, "https"},
      {"in clear to a look-alike",
       [](auto* s, const auto&) { s->url = "http://127.0.0.1.example.com/"; }, "https"},
      {"no template", [](auto* s, const auto&) { s->body_template = "/no/such/file"; },
       "cannot read"},
      {"a broken template",
       [](auto* s, const auto& tree) { s->body_template = tree.Write("t", "{{#a}}"); },
       "cannot be read"},
      {"a template without quotes",
       [](auto* s, const auto& tree) { s->body_template = tree.Write("t", "{\"a\": {{text}}}"); },
       "no JSON"},
      {"a comma too many",
       [](auto* s, const auto& tree) {
         s->body_template = tree.Write("t", "[{{#trail}}\"{{kind}}\",{{/trail}} 1,]");
       },
       "no JSON"},
      {"a reserved header",
       [](auto* s, const auto&) {
         s->headers = {{"Content-Length", "1"}};
       },
       "Content-Length"},
      {"a header that is two",
       [](auto* s, const auto&) {
         s->headers = {{"X: 1\r\nX-Evil", "1"}};
       },
       "cannot be set"},
      {"a pointer that is none", [](auto* s, const auto&) { s->receipt = "id"; }, "'receipt'"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    World world;
    ConnectorSettings desk = Webhook("https://desk.example.com/");
    c.spoil(&desk, world.tree);
    const auto opened = Handover::Open(Quick(desk), kPortalUrl, "Help", world.store.get());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(opened.error().message, HasSubstr("'desk'"));
    EXPECT_THAT(opened.error().message, HasSubstr(c.says));
  }
}

// The published formats: what has to be there, and of which type.
void ExpectTexts(const Json& json, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    ASSERT_TRUE(json.contains(name)) << name;
    EXPECT_TRUE(json[name].is_string()) << name;
    EXPECT_NE(json[name], "") << name;
  }
}

Json Rendered(const std::string& example, const NewTicket& ticket) {
  ConnectorSettings desk = Webhook("/tickets");
  desk.body_template = kExamples + example + ".json.mustache";
  return SentJson(desk, ticket);
}

NewTicket WithoutContact() {
  NewTicket ticket = NastyTicket();
  ticket.contact = "";
  return ticket;
}

// docs.zammad.org, REST API, Tickets: create, and Articles: attachments.
TEST(ExamplesTest, FitsZammad) {
  for (const NewTicket& ticket : {NastyTicket(), WithoutContact()}) {
    const Json json = Rendered("zammad", ticket);
    ExpectTexts(json, {"title", "group", "customer_id", "tags"});
    EXPECT_EQ(json["title"], ticket.subject);
    EXPECT_THAT(json["customer_id"].get<std::string>(), ::testing::MatchesRegex("guess:.+@.+"));
    const Json& article = json["article"];
    ExpectTexts(article, {"subject", "body", "content_type", "type"});
    EXPECT_EQ(article["sender"], "Customer") << "else the ticket counts as the agent's own";
    EXPECT_TRUE(article["internal"].is_boolean());
    EXPECT_THAT(article["body"].get<std::string>(), HasSubstr("line \"two\"\ttab"));
    ASSERT_EQ(article["attachments"].size(), 2u);
    for (const Json& file : article["attachments"]) {
      ExpectTexts(file, {"filename", "data", "mime-type"});
    }
  }
}

// okdesk.ru/apidoc, creating an issue: title is required.
TEST(ExamplesTest, FitsOkdesk) {
  for (const NewTicket& ticket : {NastyTicket(), WithoutContact()}) {
    const Json json = Rendered("okdesk", ticket);
    EXPECT_EQ(json.size(), 1u);
    ExpectTexts(json["issue"], {"title", "description"});
    EXPECT_THAT(json["issue"]["description"].get<std::string>(), Not(HasSubstr("</script>")));
    EXPECT_THAT(json["issue"]["description"].get<std::string>(), HasSubstr("&lt;/script&gt;"));
  }
}

// developers.freshdesk.com/api, Create a Ticket: a requester, status 2 to 5, priority 1 to 4,
// source.
TEST(ExamplesTest, FitsFreshdesk) {
  for (const NewTicket& ticket : {NastyTicket(), WithoutContact()}) {
    const Json json = Rendered("freshdesk", ticket);
    ExpectTexts(json, {"subject", "description", "email"});
    EXPECT_EQ(json["status"], 2);
    EXPECT_EQ(json["priority"], 1);
    EXPECT_EQ(json["source"], 2);
    ASSERT_TRUE(json["tags"].is_array());
    for (const Json& tag : json["tags"]) EXPECT_LE(tag.get<std::string>().size(), 32u);
    EXPECT_THAT(json["description"].get<std::string>(), Not(HasSubstr("<b>")));
  }
}

// docs.osticket.com, API, Tickets: four required fields; contents as in RFC 2397.
TEST(ExamplesTest, FitsOsTicket) {
  for (const NewTicket& ticket : {NastyTicket(), WithoutContact()}) {
    const Json json = Rendered("osticket", ticket);
    ExpectTexts(json, {"name", "email", "subject", "message"});
    EXPECT_TRUE(json["alert"].is_boolean());
    EXPECT_TRUE(json["message"].get<std::string>().starts_with("data:text/plain;charset=utf-8,"));
    ASSERT_EQ(json["attachments"].size(), 2u);
    ASSERT_EQ(json["attachments"][0].size(), 1u);
    EXPECT_EQ(json["attachments"][0].begin().key(), "снимок \"1\".png");
    EXPECT_EQ(json["attachments"][0].begin().value(), "data:image/png;base64,iVBORwA=");
  }
}

}  // namespace
}  // namespace zeroline::testing

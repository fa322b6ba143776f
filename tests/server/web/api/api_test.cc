#include "server/web/api/api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "server/web/rate_limit.h"
#include "tests/server/web/api/described.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/broken_state.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::Contains;
using testing::ExpectDescribed;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;
using ::testing::StartsWith;

class ApiTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    base_ = std::make_unique<testing::TempTree>();
    testing::PublishBuild(base_->path() / "index", testing::SmallBase());
  }
  static void TearDownTestSuite() { base_.reset(); }

  ApiTest()
      : index_(testing::ValueOrThrow(IndexReader::Open(base_->path() / "index"))),
        store_(testing::ValueOrThrow(Store::Open(state_.path() / "state.db"))) {
    services_.config = &config_;
    services_.index = index_.get();
    services_.searcher = &searcher_;
    services_.store = store_.get();
    services_.ticket_limit = &limit_;
  }

  static WebRequest Get(std::multimap<std::string, std::string> query) {
    WebRequest request;
    request.method = "GET";
    request.query = std::move(query);
    return request;
  }
  WebResponse Search(std::multimap<std::string, std::string> query) const {
    return ApiSearchDoor(services_)(Get(std::move(query)));
  }
  WebResponse Article(const std::string& id, const std::string& language) const {
    WebRequest request = Get({{"lang", language}});
    request.variables["id"] = id;
    return ApiArticleDoor(services_)(request);
  }
  static WebRequest Post(std::string body) {
    WebRequest request;
    request.method = "POST";
    request.headers["content-type"] = "application/json; charset=utf-8";
    request.remote_address = "192.0.2.1";
    request.body = std::move(body);
    return request;
  }
  WebResponse Send(const WebRequest& request) const { return ApiTicketDoor(services_)(request); }

  static std::unique_ptr<testing::TempTree> base_;
  testing::TempTree state_;
  Config config_;
  std::unique_ptr<IndexReader> index_;
  std::unique_ptr<Store> store_;
  Searcher searcher_;
  RateLimit::Clock::time_point now_{};
  RateLimit limit_{100, std::chrono::seconds(60), [this] { return now_; }};
  Services services_;
};

std::unique_ptr<testing::TempTree> ApiTest::base_;

TEST_F(ApiTest, SearchLeadsToTheBestSectionWithASafeSnippet) {
  const WebResponse response = Search({{"q", "choose a new password"}, {"lang", "en"}});
  ASSERT_EQ(response.status, 200) << response.body;
  ExpectDescribed(response, "/api/v1/search", "get");
  const json answer = json::parse(response.body);
  EXPECT_EQ(answer["query"], "choose a new password");
  ASSERT_FALSE(answer["results"].empty());
  const json& first = answer["results"][0];
  EXPECT_EQ(first["id"], "accounts/reset password");
  EXPECT_THAT(first["url"].get<std::string>(), StartsWith("/en/accounts/reset%20password"));
  EXPECT_THAT(first["snippet"].get<std::string>(),
              AllOf(HasSubstr("<mark>password</mark>"), Not(HasSubstr("<the>"))));
}

TEST_F(ApiTest, SearchNeverShowsWhatIsInternal) {
  for (const char* words : {"master", "vault password", "password"}) {
    const WebResponse response = Search({{"q", words}, {"lang", "en"}, {"limit", "100"}});
    const json answer = json::parse(response.body);
    for (const json& result : answer["results"]) {
      EXPECT_NE(result["id"], "staff/master") << words;
    }
    const WebResponse suggested = ApiSuggestDoor(services_)(Get({{"q", words}, {"lang", "en"}}));
    EXPECT_THAT(suggested.body, Not(HasSubstr("staff"))) << words;
  }
  EXPECT_EQ(Article("staff/master", "en").status, 404);
  EXPECT_EQ(Article("staff/master", "en").body, Article("staff/unknown", "en").body);
}

TEST_F(ApiTest, SearchRefusesParametersOutOfRange) {
  struct Case {
    std::string name, value, want;
  };
  for (const Case& c :
       {Case{"limit", "0", "from 1 to 100"}, Case{"limit", "101", "from 1 to 100"},
        Case{"limit", "-1", "'limit'"}, Case{"limit", "ten", "'limit'"},
        Case{"limit", "", "'limit'"}, Case{"limit", "1e2", "'limit'"},
        Case{"limit", "99999999999999999999999", "'limit'"},
        Case{"offset", "1001", "from 0 to 1000"}, Case{"offset", " 1", "'offset'"},
        Case{"lang", "xx", "en, ru"}, Case{"lang", "", "en, ru"}, Case{"lang", "de", "en, ru"},
        Case{"lang", "../../etc", "en, ru"}, Case{"section", std::string(300, 's'), "'section'"}}) {
    std::multimap<std::string, std::string> query = {{"q", "x"}};
    query.emplace(c.name, c.value);
    if (c.name != "lang") query.emplace("lang", "en");
    const WebResponse response = Search(query);
    EXPECT_EQ(response.status, 400) << c.name << "=" << c.value;
    EXPECT_THAT(response.body, HasSubstr(c.want));
    ExpectDescribed(response, "/api/v1/search", "get");
  }
  EXPECT_EQ(Search({{"lang", "en"}}).status, 400);
  EXPECT_EQ(Search({{"q", "x"}, {"lang", "EN"}, {"limit", "100"}, {"offset", "1000"}}).status, 200);
}

TEST_F(ApiTest, SearchAnswersAnyQuery) {
  struct Case {
    std::string name, query;
  };
  for (const Case& c : {Case{"empty", ""}, Case{"spaces", " \t\n"}, Case{"punctuation", "?!...,;*"},
                        Case{"wildcard", "*"}, Case{"NUL", std::string("\0\0", 2)},
                        Case{"not UTF-8", "\xff\xfe\x80"}}) {
    const WebResponse response = Search({{"q", c.query}, {"lang", "en"}});
    ASSERT_EQ(response.status, 200) << c.name;
    ExpectDescribed(response, "/api/v1/search", "get");
    EXPECT_TRUE(json::parse(response.body)["results"].empty()) << c.name;
  }
  const WebResponse broken = Search({{"q", "pass\xffword \xf0\x9f printer"}, {"lang", "en"}});
  EXPECT_FALSE(json::parse(broken.body)["results"].empty());
}

TEST_F(ApiTest, SearchCutsLongQueriesAndSaysSo) {
  std::string words;
  while (words.size() < 100'000) words += "пароль ";
  const WebResponse response = Search({{"q", words}, {"lang", "ru"}});
  ASSERT_EQ(response.status, 200);
  ExpectDescribed(response, "/api/v1/search", "get");
  const json answer = json::parse(response.body);
  EXPECT_LE(answer["query"].get<std::string>().size(), kMaxQueryBytes);
  ASSERT_FALSE(answer["rewrites"].empty());
  EXPECT_EQ(answer["rewrites"][0]["kind"], "truncated");
}

TEST_F(ApiTest, SearchTakesWordsExactlyIfAsked) {
  for (const char* value : {"1", "true", "0", "false"}) {
    const WebResponse response =
        Search({{"q", "  the  printer "}, {"lang", "en"}, {"exact", value}});
    ASSERT_EQ(response.status, 200) << value;
    ExpectDescribed(response, "/api/v1/search", "get");
    const json answer = json::parse(response.body);
    EXPECT_EQ(answer["typed"], "the printer") << value;
    EXPECT_EQ(answer["query"], "the printer") << value;
    EXPECT_TRUE(answer["rewrites"].empty()) << value;
  }
  for (const char* value : {"", "yes", "2", "TRUE"}) {
    const WebResponse response = Search({{"q", "x"}, {"lang", "en"}, {"exact", value}});
    EXPECT_EQ(response.status, 400) << value;
    EXPECT_THAT(response.body, HasSubstr("'exact'"));
    ExpectDescribed(response, "/api/v1/search", "get");
  }
}

TEST_F(ApiTest, SearchChoosesTheReadersLanguage) {
  WebRequest request = Get({{"q", "x"}});
  EXPECT_EQ(json::parse(ApiSearchDoor(services_)(request).body)["lang"], "en");
  request.headers["accept-language"] = "ru-RU,ru;q=0.9";
  EXPECT_EQ(json::parse(ApiSearchDoor(services_)(request).body)["lang"], "ru");
}

TEST_F(ApiTest, SuggestCompletesWhatIsTyped) {
  const WebResponse response = ApiSuggestDoor(services_)(Get({{"q", "prin"}, {"lang", "en"}}));
  ASSERT_EQ(response.status, 200);
  ExpectDescribed(response, "/api/v1/suggest", "get");
  const json answer = json::parse(response.body);
  const auto is_printer = [](const json& suggestion) {
    return suggestion["kind"] == "article" && suggestion["url"] == "/en/devices/printer";
  };
  EXPECT_TRUE(std::any_of(answer["suggestions"].begin(), answer["suggestions"].end(), is_printer))
      << response.body;
  const WebResponse refused = ApiSuggestDoor(services_)(Get({{"q", "x"}, {"limit", "21"}}));
  EXPECT_EQ(refused.status, 400);
  ExpectDescribed(refused, "/api/v1/suggest", "get");
}

TEST_F(ApiTest, ArticleComesWithSectionsAndTranslations) {
  const WebResponse response = Article("accounts/reset password", "en");
  ASSERT_EQ(response.status, 200);
  ExpectDescribed(response, "/api/v1/articles/{id}", "get");
  const json article = json::parse(response.body);
  EXPECT_EQ(article["title"], "Reset your password");
  EXPECT_EQ(article["updated"], "2023-11-14T22:13:20Z");
  EXPECT_EQ(article["sections"],
            json::parse(R"([{"heading":"Steps","anchor":"the-steps","level":2}])"));
  ASSERT_EQ(article["translations"].size(), 2u);
  EXPECT_EQ(article["translations"][1]["url"], "/ru/accounts/reset%20password");
  EXPECT_THAT(response.headers, Contains(Pair("ETag", "\"1-en\"")));
}

TEST_F(ApiTest, ArticleSaysWhatOfItIsOutdatedAndNamesAuthorsAsConfigured) {
  const WebResponse response = Article("accounts/reset password", "ru");
  ExpectDescribed(response, "/api/v1/articles/{id}", "get");
  const json article = json::parse(response.body);
  EXPECT_EQ(article["outdated_sections"], json::parse(R"([{"heading":"Steps","anchor":"",
      "changed":"2023-11-14T22:13:20Z"}])"));
  EXPECT_EQ(article["authors"], json::array());
  config_.show_authors = AuthorsShown::kEverybody;
  EXPECT_EQ(json::parse(Article("accounts/reset password", "ru").body)["authors"],
            json::array({"Ada", "Ben"}));
}

TEST_F(ApiTest, ArticleIsFoundByItsOldIdAndNothingElse) {
  EXPECT_EQ(Article("old-devices/printer", "en").status, 200);
  for (const char* id : {"", "nothing", "devices", "../devices/printer", "devices/printer/"}) {
    const WebResponse response = Article(id, "en");
    EXPECT_EQ(response.status, 404) << id;
    ExpectDescribed(response, "/api/v1/articles/{id}", "get");
  }
  EXPECT_EQ(Article("devices/printer", "ru").status, 404);
}

TEST_F(ApiTest, TicketIsStoredAndNumbered) {
  const WebResponse response = Send(Post(
      R"({"subject":" No\n sound ","body":"At all\u0000.","contact":"a@example.com","lang":"PL","x":1})"));
  ASSERT_EQ(response.status, 201) << response.body;
  ExpectDescribed(response, "/api/v1/tickets", "post");
  const std::string number = json::parse(response.body)["ticket"];
  const Result<Ticket> ticket = store_->tickets().Find(number);
  ASSERT_TRUE(ticket);
  EXPECT_EQ(ticket->subject, "No sound");
  EXPECT_EQ(ticket->body, "At all .");
  EXPECT_EQ(ticket->language, "pl");
}

TEST_F(ApiTest, TicketSentTwiceWithOneKeyIsOneTicket) {
  WebRequest request = Post(R"({"subject":"x"})");
  request.headers["idempotency-key"] = "k1";
  const std::string first = Send(request).body;
  EXPECT_EQ(Send(request).body, first);
  request.headers["idempotency-key"] = "k2";
  EXPECT_NE(Send(request).body, first);
  request.headers["idempotency-key"] = std::string(201, 'k');
  EXPECT_EQ(Send(request).status, 400);
}

TEST_F(ApiTest, TicketRefusesWhatItCannotKeep) {
  for (const std::string& body :
       {std::string(), std::string("{"), std::string("[]"), std::string("\"x\""), std::string("{}"),
        std::string(R"({"subject":"  ","body":"\n"})"), std::string(R"({"subject":7})"),
        std::string(R"({"subject":"x","lang":"../.."})"), std::string("{\"subject\":\"\xff\"}"),
        std::string(10'000, '['), R"({"subject":")" + std::string(1001, 'x') + "\"}",
        R"({"subject":"x","contact":")" + std::string(1001, 'x') + "\"}"}) {
    const WebResponse response = Send(Post(body));
    EXPECT_EQ(response.status, 400) << body.substr(0, 60);
    ExpectDescribed(response, "/api/v1/tickets", "post");
  }
}

TEST_F(ApiTest, TicketTakesNothingButJson) {
  for (const char* type :
       {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/jsonx", "text/plain; application/json"}) {
    WebRequest request = Post(R"({"subject":"x"})");
    request.headers["content-type"] = type;
    const WebResponse response = Send(request);
    EXPECT_EQ(response.status, 415) << type;
    ExpectDescribed(response, "/api/v1/tickets", "post");
  }
}

TEST_F(ApiTest, TicketsOfOneAddressAreLimited) {
  const WebRequest request = Post(R"({"subject":"x"})");
  for (int i = 0; i < 100; ++i) ASSERT_EQ(Send(request).status, 201);
  const WebResponse response = Send(request);
  EXPECT_EQ(response.status, 429);
  EXPECT_THAT(response.headers, Contains(Pair("Retry-After", "60")));
  ExpectDescribed(response, "/api/v1/tickets", "post");
  WebRequest other = request;
  other.remote_address = "192.0.2.2";
  EXPECT_EQ(Send(other).status, 201);
}

TEST_F(ApiTest, TicketSentAgainIsNotCountedAgain) {
  WebRequest request = Post(R"({"subject":"x"})");
  request.headers["idempotency-key"] = "k1";
  const std::string first = Send(request).body;
  for (int i = 0; i < 200; ++i) ASSERT_EQ(Send(request).body, first);
  request.headers["idempotency-key"] = "k2";
  EXPECT_EQ(Send(request).status, 201);
}

TEST_F(ApiTest, TicketSentAgainWithAnotherTextIsAConflict) {
  WebRequest request = Post(R"({"subject":"x"})");
  request.headers["idempotency-key"] = "k1";
  ASSERT_EQ(Send(request).status, 201);
  request.body = R"({"subject":"y"})";
  const WebResponse response = Send(request);
  EXPECT_EQ(response.status, 409);
  ExpectDescribed(response, "/api/v1/tickets", "post");
}

TEST_F(ApiTest, TicketSaysWhereItCameFromAndWhatItIsAbout) {
  config_.categories = {{"network", {{"en", "Network"}}}};
  const std::string intent(32, 'a');
  WebRequest request =
      Post(R"({"subject":"x","category":"network","channel":"chat","intent":")" + intent + R"("})");
  request.cookies["zl_visitor"] = std::string(32, 'b');
  const WebResponse response = Send(request);
  ASSERT_EQ(response.status, 201) << response.body;
  const auto ticket =
      store_->tickets().Find(json::parse(response.body)["ticket"].get<std::string>());
  ASSERT_TRUE(ticket);
  EXPECT_EQ(ticket->category, "network");
  EXPECT_EQ(ticket->channel, "chat");
  EXPECT_EQ(ticket->intent, intent);
  EXPECT_EQ(ticket->visitor, std::string(32, 'b'));
  for (const char* wrong :
       {R"({"subject":"x","category":"garden"})", R"({"subject":"x","channel":"pigeon"})",
        R"({"subject":"x","intent":"1"})", R"({"subject":"x","category":7})"}) {
    EXPECT_EQ(Send(Post(wrong)).status, 400) << wrong;
  }
}

TEST_F(ApiTest, TicketBringsItsFiles) {
  const WebResponse response = Send(
      Post(R"({"subject":"x","attachments":[{"name":"../../log.txt","content":"RXJyb3IgNDIK"}]})"));
  ASSERT_EQ(response.status, 201) << response.body;
  const std::string number = json::parse(response.body)["ticket"].get<std::string>();
  const auto ticket = testing::ValueOrThrow(store_->tickets().Find(number));
  ASSERT_EQ(ticket.attachments.size(), 1u);
  EXPECT_EQ(ticket.attachments[0].name, "log.txt");
  EXPECT_EQ(ticket.attachments[0].type, "text/plain");
  const auto file = store_->tickets().ReadAttachment(number, ticket.attachments[0].token);
  EXPECT_EQ(file->content, "Error 42\n");
}

TEST_F(ApiTest, TicketWithAFileThatIsNoneIsRefused) {
  config_.max_attachments = 1;
  config_.max_attachment_bytes = 8;
  for (const char* files : {
           R"("x")", R"(["x"])", R"([{"name":"a"}])", R"([{"content":"?"}])",
           R"([{"content":""}])",                        // empty
           R"([{"content":"TVqQAAMA"}])",                // a program
           R"([{"content":"RXJyb3IgNDIK"}])",            // nine bytes
           R"([{"content":"QQ=="},{"content":"QQ=="}])"  // two
       }) {
    const WebResponse response =
        Send(Post(std::string(R"({"subject":"x","attachments":)") + files + "}"));
    EXPECT_EQ(response.status, 400) << files;
    ExpectDescribed(response, "/api/v1/tickets", "post");
  }
  EXPECT_TRUE(testing::ValueOrThrow(store_->tickets().List({})).empty());
}

TEST_F(ApiTest, TicketThatCannotBeStoredIsNotAcknowledged) {
  testing::BreakTickets(state_.path() / "state.db");
  const WebResponse response = Send(Post(R"({"subject":"x"})"));
  EXPECT_EQ(response.status, 500);
  EXPECT_THAT(response.body, Not(HasSubstr("state.db")));
  ExpectDescribed(response, "/api/v1/tickets", "post");
}

TEST_F(ApiTest, UnknownCallIsAProblem) {
  EXPECT_EQ(ApiUnknownDoor()({}).status, 404);
  EXPECT_EQ(ApiUnknownDoor()({}).content_type, "application/problem+json");
  EXPECT_EQ(json::parse(ApiDescriptionDoor()({}).body)["openapi"], "3.1.0");
}

}  // namespace
}  // namespace zeroline

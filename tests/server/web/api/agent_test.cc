// The workspace for programs, and what a token changes at the doors for readers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "server/web/api/api.h"
#include "tests/server/web/api/described.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/broken_state.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using nlohmann::json;
using testing::ExpectDescribed;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using testing::ValueOrThrow;

constexpr const char* kSearch = "/api/v1/agent/search";
constexpr const char* kUses = "/api/v1/agent/uses";
constexpr const char* kNotes = "/api/v1/agent/notes";

Identity Agent(std::vector<std::string> audiences = {"internal"}) {
  return {"anna", {"agent"}, std::move(audiences), Proof::kToken};
}
Identity Writer() { return {"wera", {"writer"}, {}, Proof::kToken}; }

class AgentApiTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    base_ = std::make_unique<testing::TempTree>();
    testing::PublishBuild(base_->path() / "index", testing::SmallBase());
  }
  static void TearDownTestSuite() { base_.reset(); }

  AgentApiTest()
      : index_(ValueOrThrow(IndexReader::Open(base_->path() / "index"))),
        store_(ValueOrThrow(Store::Open(state_.path() / "state.db"))) {
    services_.config = &config_;
    services_.index = index_.get();
    services_.searcher = &searcher_;
    services_.store = store_.get();
  }

  static WebRequest Request(std::optional<Identity> identity, const std::string& method) {
    WebRequest request;
    request.method = method;
    request.origin = "https://help.example";
    request.remote_address = "192.0.2.1";
    request.identity = std::move(identity);
    return request;
  }
  static WebRequest Post(std::optional<Identity> identity, const json& body) {
    WebRequest request = Request(std::move(identity), "POST");
    request.headers["content-type"] = "application/json";
    request.body = body.dump();
    return request;
  }
  static WebRequest Get(std::optional<Identity> identity,
                        std::multimap<std::string, std::string> query) {
    WebRequest request = Request(std::move(identity), "GET");
    request.query = std::move(query);
    return request;
  }

  WebResponse Search(const WebRequest& request) { return ApiAgentSearchDoor(services_)(request); }
  WebResponse Use(const WebRequest& request) { return ApiAgentUsesDoor(services_)(request); }
  WebResponse Keep(const WebRequest& request) { return ApiAgentKeepNoteDoor(services_)(request); }
  WebResponse List(const WebRequest& request) { return ApiAgentNotesDoor(services_)(request); }
  WebResponse Article(std::optional<Identity> identity, const std::string& id,
                      std::multimap<std::string, std::string> query = {}) {
    query.emplace("lang", "en");
    WebRequest request = Get(std::move(identity), std::move(query));
    request.variables["id"] = id;
    return ApiArticleDoor(services_)(request);
  }

  static std::unique_ptr<testing::TempTree> base_;
  testing::TempTree state_;
  Config config_;
  std::unique_ptr<IndexReader> index_;
  std::unique_ptr<Store> store_;
  Searcher searcher_;
  Services services_;
};

std::unique_ptr<testing::TempTree> AgentApiTest::base_;

std::string HeaderOf(const WebResponse& response, const std::string& name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

TEST_F(AgentApiTest, FindsWhatATicketAsksInTheCustomersLanguage) {
  const WebResponse response = Search(
      Post(Agent(), {{"text", "Hello! I forgot my password, how do I choose a new password?"},
                     {"lang", "en"},
                     {"customer_lang", "ru"}}));
  ASSERT_EQ(response.status, 200) << response.body;
  ExpectDescribed(response, kSearch, "post");
  const json answer = json::parse(response.body);
  EXPECT_EQ(answer["lang"], "en");
  EXPECT_EQ(answer["customer_lang"], "ru");
  ASSERT_FALSE(answer["results"].empty());
  json found;
  for (const json& result : answer["results"]) {
    if (result["id"] == "accounts/reset password") found = result;
  }
  ASSERT_TRUE(found.is_object()) << response.body;
  EXPECT_EQ(found["audience"], "public");
  EXPECT_EQ(found["internal"], false);
  EXPECT_EQ(found["missing"], false);
  EXPECT_EQ(found["links"]["lang"], "ru");
  EXPECT_THAT(found["links"]["url"].get<std::string>(),
              StartsWith("https://help.example/a/accounts/reset%20password?lang=ru&v="));
  EXPECT_THAT(found["links"]["markdown"].get<std::string>(), StartsWith("[Сброс пароля"));
  EXPECT_EQ(HeaderOf(response, "Cache-Control"), "no-store");
}

TEST_F(AgentApiTest, ShowsWhatTheTokenMayRead) {
  const json question = {{"text", "master vault password"}, {"lang", "en"}};
  const json all = json::parse(Search(Post(Agent(), question)).body);
  const auto has_secret = [](const json& answer) {
    for (const json& result : answer["results"]) {
      if (result["id"] == "staff/master") return true;
    }
    return false;
  };
  EXPECT_TRUE(has_secret(all)) << all;
  for (const json& result : all["results"]) {
    EXPECT_EQ(result["internal"], result["audience"] != "public") << result;
  }
  const WebResponse some = Search(Post(Agent({"hr"}), question));
  EXPECT_EQ(some.status, 200);
  EXPECT_THAT(some.body, Not(HasSubstr("staff/master")));
}

TEST_F(AgentApiTest, TakesTheWordsOfARequestOfOurs) {
  NewTicket ticket;
  ticket.subject = "Пароль";
  ticket.body = "Сброс пароля не работает";
  ticket.language = "ru";
  const std::string number = ValueOrThrow(store_->tickets().Add(ticket)).number;
  const WebResponse response = Search(Post(Agent(), {{"ticket", number}}));
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(json::parse(response.body)["customer_lang"], "ru");
  EXPECT_THAT(response.body, HasSubstr("accounts/reset password"));
  for (const char* unknown : {"ZL-99999", "INC-1", "10009"}) {
    EXPECT_EQ(Search(Post(Agent(), {{"ticket", unknown}})).status, 404) << unknown;
  }
  EXPECT_EQ(Search(Post(Agent(), {{"ticket", "INC-1"}, {"text", "password"}})).status, 200);
}

TEST_F(AgentApiTest, RefusesStrangersAndThoseWithoutTheRole) {
  const struct {
    const char* path;
    const char* method;
    Door (*factory)(const Services&);
    std::optional<Identity> without_role;
  } kCases[] = {
      {kSearch, "post", &ApiAgentSearchDoor, Writer()},
      {kUses, "post", &ApiAgentUsesDoor, Writer()},
      {kNotes, "post", &ApiAgentKeepNoteDoor, Identity{"rita", {"admin"}, {"internal"}, {}}},
      {kNotes, "get", &ApiAgentNotesDoor, Identity{"rita", {"admin"}, {"internal"}, {}}},
  };
  for (const auto& one : kCases) {
    const bool reads = std::string(one.method) == "get";
    const auto request = [&](std::optional<Identity> who) {
      return reads ? Get(std::move(who), {}) : Post(std::move(who), {{"article", "x"}});
    };
    const WebResponse stranger = one.factory(services_)(request(std::nullopt));
    EXPECT_EQ(stranger.status, 401) << one.path;
    EXPECT_EQ(HeaderOf(stranger, "WWW-Authenticate"), "Bearer");
    ExpectDescribed(stranger, one.path, one.method);
    const WebResponse other = one.factory(services_)(request(one.without_role));
    EXPECT_EQ(other.status, 403) << one.path;
    ExpectDescribed(other, one.path, one.method);
  }
}

TEST_F(AgentApiTest, TakesJsonOnlySoThatNoFormIsForged) {
  for (const char* type :
       {"text/plain", "application/x-www-form-urlencoded", "", "application/jso"}) {
    WebRequest request = Post(Agent(), {{"kind", "wish"}, {"title", "T"}});
    request.headers["content-type"] = type;
    EXPECT_EQ(Search(request).status, 415) << type;
    EXPECT_EQ(Use(request).status, 415) << type;
    EXPECT_EQ(Keep(request).status, 415) << type;
  }
  EXPECT_EQ(ValueOrThrow(store_->writer_inbox().Count(WriterNote::State::kOpen)), 0U);
}

TEST_F(AgentApiTest, RefusesWhatItCannotUnderstand) {
  const struct {
    const char* name;
    const char* body;
  } kCases[] = {
      {"no JSON", "text"},
      {"no object", "[1]"},
      {"no text", R"({"text": 1})"},
      {"no language", R"({"text": "a", "lang": "no language"})"},
      {"no customer's language", R"({"text": "a", "customer_lang": "../en"})"},
      {"no number", R"({"text": "a", "limit": "9"})"},
      {"nothing", R"({"text": "a", "limit": 0})"},
      {"too many", R"({"text": "a", "limit": 21})"},
      {"a part", R"({"text": "a", "limit": 1.5})"},
      {"less than nothing", R"({"text": "a", "limit": -1})"},
  };
  for (const auto& one : kCases) {
    WebRequest request = Post(Agent(), {});
    request.body = one.body;
    const WebResponse response = Search(request);
    EXPECT_EQ(response.status, 400) << one.name;
    ExpectDescribed(response, kSearch, "post");
  }
  WebRequest large = Post(Agent(), {{"text", std::string(100'001, 'a')}});
  EXPECT_EQ(Search(large).status, 400);
  EXPECT_EQ(Search(Post(Agent(), {{"text", ""}})).status, 200);
  WebRequest broken = Post(Agent(), {});
  broken.body = "{\"text\": \"password \xFF\xFE\"}";
  EXPECT_NE(Search(broken).status, 500);
}

TEST_F(AgentApiTest, CountsAUseOfAnArticleTheTokenMayRead) {
  const json use = {{"article", "devices/printer"}, {"lang", "en"}, {"ticket", "INC-1"}};
  const WebResponse first = Use(Post(Agent(), use));
  EXPECT_EQ(first.status, 204);
  EXPECT_EQ(first.body, "");
  EXPECT_EQ(Use(Post(Agent(), use)).status, 204);
  const auto counts = ValueOrThrow(store_->writer_inbox().CountUses(0, 10));
  ASSERT_EQ(counts.size(), 1U);
  EXPECT_EQ(counts[0].uses, 1U);
  EXPECT_EQ(Use(Post(Agent(), {{"article", "staff/master"}})).status, 204);
  const WebResponse forbidden = Use(Post(Agent({}), {{"article", "staff/master"}}));
  EXPECT_EQ(forbidden.status, 404);
  EXPECT_EQ(forbidden.body, Use(Post(Agent({}), {{"article", "staff/unknown"}})).body);
  ExpectDescribed(forbidden, kUses, "post");
  EXPECT_EQ(Use(Post(Agent(), {{"article", "devices/printer"}, {"ticket", std::string(101, '1')}}))
                .status,
            400);
  EXPECT_EQ(Use(Post(Agent(), json::object())).status, 404);
}

TEST_F(AgentApiTest, KeepsNotesAndListsThemToWhoMayReadTheArticle) {
  const WebResponse flag = Keep(Post(Agent(), {{"kind", "flag"},
                                               {"article", "staff/master"},
                                               {"lang", "en"},
                                               {"reason", "outdated"},
                                               {"text", "The vault moved."}}));
  ASSERT_EQ(flag.status, 201) << flag.body;
  ExpectDescribed(flag, kNotes, "post");
  const json wish = {
      {"kind", "wish"}, {"title", "Parking"}, {"lang", "PL"}, {"ticket", "zl-10008"}};
  const WebResponse wished = Keep(Post(Agent(), wish));
  ASSERT_EQ(wished.status, 201) << wished.body;
  EXPECT_EQ(Keep(Post(Agent(), wish)).body, wished.body) << "a retry is harmless";
  const WebResponse all = List(Get(Agent(), {}));
  ExpectDescribed(all, kNotes, "get");
  const json notes = json::parse(all.body);
  EXPECT_EQ(notes["total"], 2);
  EXPECT_EQ(notes["notes"][0]["title"], "Parking");
  EXPECT_EQ(notes["notes"][0]["lang"], "pl");
  EXPECT_EQ(notes["notes"][0]["ticket"], "ZL-10008");
  EXPECT_EQ(notes["notes"][1]["article"], "staff/master");
  EXPECT_TRUE(notes["notes"][1]["closed"].is_null());
  const json some = json::parse(List(Get(Writer(), {})).body);
  EXPECT_EQ(some["total"], 1);
  EXPECT_THAT(some.dump(), Not(HasSubstr("vault")));
  EXPECT_EQ(json::parse(List(Get(Agent(), {{"offset", "1"}, {"limit", "1"}})).body)["notes"].size(),
            1U);
  EXPECT_EQ(json::parse(List(Get(Agent(), {{"state", "done"}})).body)["total"], 0);
}

TEST_F(AgentApiTest, RefusesNotesThatSayNothing) {
  for (const json& body :
       {json::object(), json{{"kind", "praise"}}, json{{"kind", "wish"}},
        json{{"kind", "flag"}, {"article", "devices/printer"}},
        json{{"kind", "flag"}, {"article", "devices/printer"}, {"reason", "ugly"}},
        json{{"kind", "wish"}, {"title", std::string(501, 't')}},
        json{{"kind", "wish"}, {"title", "T"}, {"text", std::string(16'385, 't')}},
        json{{"kind", "wish"}, {"title", "T"}, {"lang", "?"}}}) {
    const WebResponse response = Keep(Post(Agent(), body));
    EXPECT_EQ(response.status, 400) << body;
    ExpectDescribed(response, kNotes, "post");
  }
  EXPECT_EQ(Keep(Post(Agent(), {{"kind", "flag"}, {"reason", "wrong"}, {"article", "no"}})).status,
            404);
  for (const char* value : {"", "0", "101", "x"}) {
    EXPECT_EQ(List(Get(Agent(), {{"limit", value}})).status, 400) << value;
  }
  EXPECT_EQ(List(Get(Agent(), {{"state", "closed"}})).status, 400);
}

TEST_F(AgentApiTest, SaysThatABrokenStateIsBrokenAndNothingMore) {
  testing::ExecuteSql(state_.path() / "state.db", "ALTER TABLE writer_note RENAME TO lost_note");
  testing::ExecuteSql(state_.path() / "state.db", "ALTER TABLE article_use RENAME TO lost_use");
  for (const WebResponse& response :
       {Keep(Post(Agent(), {{"kind", "wish"}, {"title", "T"}})), List(Get(Agent(), {})),
        Use(Post(Agent(), {{"article", "devices/printer"}}))}) {
    EXPECT_GE(response.status, 500);
    EXPECT_THAT(response.body, Not(HasSubstr("state.db")));
  }
}

TEST_F(AgentApiTest, ATokenSeesInternalArticlesAtTheDoorsForReaders) {
  const std::multimap<std::string, std::string> query = {{"q", "vault password"}, {"lang", "en"}};
  const WebResponse known = ApiSearchDoor(services_)(Get(Agent(), query));
  ExpectDescribed(known, "/api/v1/search", "get");
  EXPECT_THAT(known.body, HasSubstr("\"staff/master\""));
  EXPECT_THAT(known.body, HasSubstr("\"audience\":\"internal\""));
  const WebResponse stranger = ApiSearchDoor(services_)(Get(std::nullopt, query));
  EXPECT_THAT(stranger.body, Not(HasSubstr("audience")));
  EXPECT_THAT(stranger.body, Not(HasSubstr("staff")));
  const WebResponse other = ApiSearchDoor(services_)(Get(Agent({"hr"}), query));
  EXPECT_THAT(other.body, Not(HasSubstr("staff")));

  EXPECT_EQ(Article(std::nullopt, "staff/master").status, 404);
  EXPECT_EQ(Article(Agent({"hr"}), "staff/master").status, 404);
  const WebResponse secret = Article(Agent(), "staff/master");
  ExpectDescribed(secret, "/api/v1/articles/{id}", "get");
  EXPECT_EQ(json::parse(secret.body)["audience"], "internal");
  EXPECT_FALSE(json::parse(Article(std::nullopt, "devices/printer").body).contains("audience"));
  const std::multimap<std::string, std::string> typed = {{"q", "master"}, {"lang", "en"}};
  EXPECT_THAT(ApiSuggestDoor(services_)(Get(Agent(), typed)).body, HasSubstr("staff/master"));
  EXPECT_THAT(ApiSuggestDoor(services_)(Get(std::nullopt, typed)).body, Not(HasSubstr("staff")));
}

TEST_F(AgentApiTest, AnArticleSaysWhetherItHasChangedSinceAVersion) {
  const json now = json::parse(Article(std::nullopt, "devices/printer").body);
  const std::string version = now["version"];
  EXPECT_EQ(version, ArticleVersion("The printer does not print", "Switch it on."));
  EXPECT_FALSE(now.contains("changed"));
  const WebResponse same = Article(std::nullopt, "devices/printer", {{"v", version}});
  ExpectDescribed(same, "/api/v1/articles/{id}", "get");
  EXPECT_EQ(json::parse(same.body)["changed"], false);
  EXPECT_EQ(json::parse(Article(std::nullopt, "devices/printer", {{"v", "0"}}).body)["changed"],
            true);
}

}  // namespace
}  // namespace zeroline

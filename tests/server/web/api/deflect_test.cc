#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "server/deflection/deflection.h"
#include "server/web/api/api.h"
#include "server/web/rate_limit.h"
#include "tests/server/web/api/described.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using nlohmann::json;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr char kIntent[] = "0123456789abcdef0123456789abcdef";
constexpr char kVisitor[] = "fedcba9876543210fedcba9876543210";
constexpr std::chrono::seconds kPatience{20};

ConfidenceModels SuggestAll() {
  ConfidenceModels models = BuiltInConfidence();
  models.ticket.threshold = 0;
  return models;
}

class DeflectApiTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    base_ = std::make_unique<testing::TempTree>();
    testing::PublishBuild(base_->path() / "index", testing::SmallBase());
  }
  static void TearDownTestSuite() { base_.reset(); }

  DeflectApiTest()
      : index_(testing::ValueOrThrow(IndexReader::Open(base_->path() / "index"))),
        store_(testing::ValueOrThrow(Store::Open(state_.path() / "state.db"))),
        deflection_(DeflectionSettings(), &searcher_, store_.get()) {
    services_.config = &config_;
    services_.index = index_.get();
    services_.searcher = &searcher_;
    services_.store = store_.get();
    services_.deflection = &deflection_;
    services_.deflect_limit = &limit_;
  }

  static WebRequest Post(const json& body) {
    WebRequest request;
    request.method = "POST";
    request.headers["content-type"] = "application/json";
    request.cookies["zl_visitor"] = kVisitor;
    request.remote_address = "192.0.2.1";
    request.body = body.dump();
    return request;
  }
  WebResponse Ask(const WebRequest& request) const {
    WebResponse response = ApiDeflectDoor(services_)(request);
    testing::ExpectDescribed(response, "/api/v1/deflect", "post");
    return response;
  }
  json AskFor(json body) const {
    const WebResponse response = Ask(Post(std::move(body)));
    EXPECT_EQ(response.status, 200) << response.body;
    return json::parse(response.body);
  }
  WebResponse Tell(json body) const {
    WebResponse response = ApiDeflectEventsDoor(services_)(Post(body));
    if (response.status != 204) {
      testing::ExpectDescribed(response, "/api/v1/deflect/events", "post");
    }
    return response;
  }
  static json Event(const std::string& kind, json more = json::object()) {
    more["intent"] = kIntent;
    more["kind"] = kind;
    more["lang"] = "en";
    return more;
  }
  IntentFacts Facts() {
    EXPECT_TRUE(deflection_.Flush(kPatience));
    const auto facts = testing::ValueOrThrow(store_->intents().Facts(0, std::int64_t{1} << 40));
    return facts.size() == 1 ? facts[0] : IntentFacts();
  }

  static std::unique_ptr<testing::TempTree> base_;
  testing::TempTree state_;
  Config config_;
  std::unique_ptr<IndexReader> index_;
  std::unique_ptr<Store> store_;
  Searcher searcher_{SuggestAll()};
  Deflection deflection_;
  RateLimit limit_{100, std::chrono::hours(1)};
  Services services_;
};

std::unique_ptr<testing::TempTree> DeflectApiTest::base_;

TEST_F(DeflectApiTest, SuggestsWithTheSectionThatHelps) {
  const json answer = AskFor({{"subject", "Forgotten password"},
                              {"body", "I need the steps to choose a new password"},
                              {"lang", "en"}});
  EXPECT_EQ(answer.at("decision"), "suggest");
  EXPECT_EQ(answer.at("lang"), "en");
  EXPECT_GT(answer.at("confidence"), 0);
  ASSERT_THAT(answer.at("results"), ::testing::Not(IsEmpty()));
  const json& first = answer.at("results").at(0);
  EXPECT_EQ(first.at("id"), "accounts/reset password");
  EXPECT_THAT(first.at("url").get<std::string>(),
              ::testing::StartsWith("/en/accounts/reset%20password"));
  EXPECT_THAT(first.at("snippet").get<std::string>(), HasSubstr("<mark>"));
  EXPECT_THAT(answer.at("incidents"), IsEmpty());
}

TEST_F(DeflectApiTest, SaysNothingWhenNothingHelps) {
  for (const json& body : {json{{"body", "unicorn migration season"}, {"lang", "en"}},
                           json{{"body", ""}, {"lang", "en"}},
                           json{{"lang", "fr"}, {"body", "x y"}}, json::object()}) {
    const json answer = AskFor(body);
    EXPECT_EQ(answer.at("decision"), "none") << body;
    EXPECT_THAT(answer.at("results"), IsEmpty());
  }
}

TEST_F(DeflectApiTest, NeverShowsWhatAnonymousReadersMayNotSee) {
  const WebResponse response = Ask(Post({{"body", "the master vault password"}, {"lang", "en"}}));
  EXPECT_THAT(response.body, ::testing::Not(HasSubstr("staff/master")));
}

TEST_F(DeflectApiTest, RecordsForWhomAndFromWhere) {
  AskFor({{"body", "the printer does not print"},
          {"lang", "en"},
          {"intent", kIntent},
          {"channel", "chat"}});
  const IntentFacts facts = Facts();
  EXPECT_EQ(facts.intent, kIntent);
  EXPECT_EQ(facts.visitor, kVisitor);
  EXPECT_EQ(facts.channel, "chat");
  EXPECT_GT(facts.offered, 0);
}

TEST_F(DeflectApiTest, SaysWhatIsKnownToBeBroken) {
  Incident incident;
  incident.words = {"printer"};
  incident.texts = {{"en", "Printers are <down>."}};
  testing::ValueOrThrow(store_->incidents().Start(incident));
  const Deflection watching(DeflectionSettings(), &searcher_, store_.get());
  services_.deflection = const_cast<Deflection*>(&watching);
  const json answer = AskFor({{"body", "Printers fail"}, {"lang", "en"}});
  EXPECT_EQ(answer.at("decision"), "incident");
  EXPECT_EQ(answer.at("incidents").at(0).at("text"), "Printers are <down>.");
  EXPECT_THAT(answer.at("results"), IsEmpty());
}

TEST_F(DeflectApiTest, RefusesWhatItCannotRead) {
  const struct {
    const char* body;
    const char* detail;
  } cases[] = {
      {"", "one JSON object"},
      {"[]", "one JSON object"},
      {"{\"subject\":1}", "'subject'"},
      {"{\"body\":[]}", "'body'"},
      {"{\"lang\":\"not a tag\"}", "'lang'"},
      {"{\"intent\":\"short\"}", "'intent'"},
      {"{\"intent\":\"0123456789ABCDEF0123456789ABCDEF\"}", "'intent'"},
      {"{\"channel\":\"smoke\"}", "'channel'"},
  };
  for (const auto& one : cases) {
    WebRequest request = Post({});
    request.body = one.body;
    const WebResponse response = Ask(request);
    EXPECT_EQ(response.status, 400) << one.body;
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_THAT(response.body, HasSubstr(one.detail));
  }
  EXPECT_EQ(Ask(Post({{"subject", std::string(1001, 'a')}})).status, 400);
  EXPECT_EQ(Ask(Post({{"body", std::string(100'001, 'a')}})).status, 400);
}

TEST_F(DeflectApiTest, TakesJsonOnly) {
  for (const char* type : {"text/plain", "application/x-www-form-urlencoded", ""}) {
    WebRequest request = Post(json::object());
    request.headers["content-type"] = type;
    EXPECT_EQ(Ask(request).status, 415) << type;
    EXPECT_EQ(ApiDeflectEventsDoor(services_)(request).status, 415) << type;
  }
}

TEST_F(DeflectApiTest, AsksForPatienceBeyondItsLimit) {
  RateLimit strict(1, std::chrono::seconds(10));
  services_.deflect_limit = &strict;
  EXPECT_EQ(Ask(Post(json::object())).status, 200);
  const WebResponse refusal = Ask(Post(json::object()));
  EXPECT_EQ(refusal.status, 429);
  EXPECT_THAT(refusal.headers, Contains(Pair("Retry-After", "10")));
  WebRequest other = Post(json::object());
  other.remote_address = "192.0.2.2";
  EXPECT_EQ(Ask(other).status, 200);
  services_.deflect_limit = nullptr;
  EXPECT_EQ(Ask(Post(json::object())).status, 200);
}

TEST_F(DeflectApiTest, IsAProblemWhenSuggestionsAreOff) {
  services_.deflection = nullptr;
  EXPECT_EQ(Ask(Post(json::object())).status, 503);
  EXPECT_EQ(Tell(Event("left")).status, 503);
}

TEST_F(DeflectApiTest, TakesEventsIntoTheLedger) {
  const json printer = {{"article", "devices/printer"}};
  EXPECT_EQ(Tell(Event("form_opened")).status, 204);
  EXPECT_EQ(Tell(Event("opened", printer)).status, 204);
  json rejected = printer;
  rejected["reason"] = "  it is\n on  ";
  EXPECT_EQ(Tell(Event("rejected", rejected)).status, 204);
  EXPECT_EQ(Tell(Event("solved", printer)).status, 204);
  EXPECT_EQ(Tell(Event("left", {{"seconds", 42}})).status, 204);
  const IntentFacts facts = Facts();
  EXPECT_EQ(facts.visitor, kVisitor);
  EXPECT_GT(facts.opened_article, 0);
  EXPECT_GT(facts.solved, 0);
  EXPECT_EQ(facts.solved_by, "devices/printer");
  EXPECT_EQ(facts.read_seconds, 42);
  const auto articles = testing::ValueOrThrow(deflection_.Articles(kIntent));
  ASSERT_THAT(articles, SizeIs(1));
  EXPECT_EQ(articles[0].title, "The printer does not print") << "from the build";
  EXPECT_EQ(articles[0].reason, "it is on");
}

TEST_F(DeflectApiTest, KeepsTheAnchorOnlyOfASectionThereIs) {
  for (const char* anchor : {"the-steps", "javascript:alert(1)"}) {
    Tell(Event("opened", {{"article", "accounts/reset password"}, {"anchor", anchor}}));
    const auto trail = testing::ValueOrThrow(deflection_.Trail(kIntent, ""));
    ASSERT_THAT(trail, SizeIs(1));
    EXPECT_EQ(trail[0].anchor, "the-steps");
    EXPECT_EQ(trail[0].build, 1);
  }
}

TEST_F(DeflectApiTest, RefusesEventsThatSayNothing) {
  const struct {
    json body;
    const char* detail;
  } cases[] = {
      {{{"kind", "left"}}, "'intent' is missing"},
      {{{"kind", "left"}, {"intent", "x"}}, "'intent'"},
      {Event("danced"), "'kind'"},
      {Event("shown"), "'kind'"},
      {Event("opened"), "'article' is missing"},
      {Event("rejected"), "'article' is missing"},
      {Event("left", {{"seconds", -1}}), "'seconds'"},
      {Event("left", {{"seconds", 1.5}}), "'seconds'"},
      {Event("left", {{"seconds", 100'000'000'000}}), "'seconds'"},
      {Event("left", {{"seconds", "9"}}), "'seconds'"},
      {Event("rejected", {{"article", "devices/printer"}, {"reason", std::string(1001, 'x')}}),
       "'reason'"},
  };
  for (const auto& one : cases) {
    const WebResponse response = Tell(one.body);
    EXPECT_EQ(response.status, 400) << one.body;
    EXPECT_THAT(response.body, HasSubstr(one.detail)) << one.body;
  }
  EXPECT_EQ(Facts().intent, "");
}

TEST_F(DeflectApiTest, AnswersForAForbiddenArticleAsForAnUnknownOne) {
  const WebResponse forbidden = Tell(Event("opened", {{"article", "staff/master"}}));
  const WebResponse unknown = Tell(Event("opened", {{"article", "staff/nothing"}}));
  EXPECT_EQ(forbidden.status, 400);
  EXPECT_EQ(forbidden.body, unknown.body);
  EXPECT_EQ(forbidden.headers, unknown.headers);
}

}  // namespace
}  // namespace zeroline

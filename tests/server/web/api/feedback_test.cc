// What readers of programs and of the widget say and do: opinions, and searches that count.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/deflection/deflection.h"
#include "server/web/api/api.h"
#include "server/web/rate_limit.h"
#include "tests/server/web/api/described.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kVisitor[] = "fedcba9876543210fedcba9876543210";
constexpr char kOther[] = "0123456789abcdef0123456789abcdef";
constexpr char kArticle[] = "accounts/reset password";
constexpr std::int64_t kEver = std::int64_t{1} << 40;

class FeedbackApiTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    base_ = std::make_unique<testing::TempTree>();
    testing::PublishBuild(base_->path() / "index", testing::SmallBase());
  }
  static void TearDownTestSuite() { base_.reset(); }

  FeedbackApiTest()
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
    request.remote_address = "192.0.2.1";
    request.body = body.dump();
    return request;
  }
  WebResponse Say(json body, const std::string& article = kArticle) {
    WebRequest request = Post(body);
    request.variables["id"] = article + "/feedback";
    WebResponse response = ApiFeedbackDoor(services_)(request);
    if (response.status != 204) {
      testing::ExpectDescribed(response, "/api/v1/articles/{id}/feedback", "post");
    }
    return response;
  }
  WebResponse Tell(const WebRequest& request) {
    WebResponse response = ApiVisitsDoor(services_)(request);
    if (response.status != 204) testing::ExpectDescribed(response, "/api/v1/visits", "post");
    return response;
  }
  std::vector<ArticleFeedback> Kept() {
    return testing::ValueOrThrow(store_->feedback().Between(0, kEver, 1'000));
  }
  std::vector<Visit> Visits() {
    EXPECT_TRUE(deflection_.Flush(std::chrono::seconds(20)));
    return testing::ValueOrThrow(store_->visits().Between(0, kEver, 1'000));
  }
  WebResponse Search(std::multimap<std::string, std::string> query) {
    WebRequest request;
    request.method = "GET";
    request.query = std::move(query);
    return ApiSearchDoor(services_)(request);
  }

  static std::unique_ptr<testing::TempTree> base_;
  testing::TempTree state_;
  Config config_;
  std::unique_ptr<IndexReader> index_;
  std::unique_ptr<Store> store_;
  Searcher searcher_;
  Deflection deflection_;
  RateLimit limit_{100, std::chrono::hours(1)};
  Services services_;
};

std::unique_ptr<testing::TempTree> FeedbackApiTest::base_;

TEST_F(FeedbackApiTest, KeepsAnOpinion) {
  EXPECT_EQ(Say({{"helped", false},
                 {"reason", "outdated"},
                 {"text", "the page has gone"},
                 {"lang", "en"},
                 {"visitor", kVisitor}})
                .status,
            204);
  ASSERT_THAT(Kept(), SizeIs(1));
  EXPECT_EQ(Kept()[0].article, kArticle);
  EXPECT_EQ(Kept()[0].visitor, kVisitor);
  EXPECT_EQ(Kept()[0].reason, "outdated");
  EXPECT_EQ(Kept()[0].text, "the page has gone");
  EXPECT_THAT(Kept()[0].version, SizeIs(8)) << "what is there now";
}

TEST_F(FeedbackApiTest, RefusesWhatIsNoOpinion) {
  const json good = {{"helped", true}, {"lang", "en"}, {"visitor", kVisitor}};
  const auto with = [&](const char* name, const json& value) {
    json changed = good;
    changed[name] = value;
    return changed;
  };
  json nobody = good;
  nobody.erase("visitor");
  EXPECT_EQ(Say(nobody).status, 400);
  EXPECT_EQ(Say(with("helped", "yes")).status, 400);
  EXPECT_EQ(Say(with("visitor", "vera")).status, 400);
  EXPECT_EQ(Say(with("reason", "wrong")).status, 400) << "a yes has no reason";
  EXPECT_EQ(Say(with("text", std::string(2'001, 'x'))).status, 400);
  EXPECT_EQ(Say(good, "nothing").status, 404);
  EXPECT_EQ(Say(good, "staff/master").status, 404);
  EXPECT_EQ(Say(good, "nothing").body, Say(good, "staff/master").body);
  WebRequest form = Post(good);
  form.variables["id"] = std::string(kArticle) + "/feedback";
  form.headers["content-type"] = "text/plain";
  EXPECT_EQ(ApiFeedbackDoor(services_)(form).status, 415);
  WebRequest elsewhere = Post(good);
  elsewhere.variables["id"] = kArticle;
  EXPECT_EQ(ApiFeedbackDoor(services_)(elsewhere).status, 404);
  EXPECT_THAT(Kept(), IsEmpty());
}

TEST_F(FeedbackApiTest, TakesTheVisitorOfTheCookieFirst) {
  WebRequest request = Post({{"helped", true}, {"lang", "en"}, {"visitor", kOther}});
  request.variables["id"] = std::string(kArticle) + "/feedback";
  request.cookies["zl_visitor"] = kVisitor;
  EXPECT_EQ(ApiFeedbackDoor(services_)(request).status, 204);
  ASSERT_THAT(Kept(), SizeIs(1));
  EXPECT_EQ(Kept()[0].visitor, kVisitor);
}

TEST_F(FeedbackApiTest, CountsASearchWhoseResultWasOpened) {
  EXPECT_EQ(Tell(Post({{"q", "forgotten password"},
                       {"article", kArticle},
                       {"lang", "en"},
                       {"channel", "widget"},
                       {"visitor", kVisitor}}))
                .status,
            204);
  const std::vector<Visit> visits = Visits();
  ASSERT_THAT(visits, SizeIs(2));
  EXPECT_EQ(visits[0].step.text, "forgotten password");
  EXPECT_EQ(visits[0].search.channel, "widget");
  EXPECT_EQ(visits[0].search.results, 1) << "of what a stranger may read";
  EXPECT_EQ(visits[0].search.nearest, kArticle);
  EXPECT_GT(visits[0].search.confidence, 0);
  EXPECT_EQ(visits[1].step.article, kArticle);
  EXPECT_EQ(visits[1].step.title, "Reset your password");
}

TEST_F(FeedbackApiTest, CountsNothingWithoutAVisitorOrForTheTeam) {
  EXPECT_EQ(Tell(Post({{"q", "forgotten password"}, {"lang", "en"}})).status, 204);
  WebRequest team = Post({{"q", "forgotten password"}, {"lang", "en"}, {"visitor", kVisitor}});
  team.identity = Identity{};
  EXPECT_EQ(Tell(team).status, 204);
  EXPECT_THAT(Visits(), IsEmpty());
}

TEST_F(FeedbackApiTest, RefusesVisitsThatCannotBe) {
  EXPECT_EQ(Tell(Post({{"lang", "en"}, {"visitor", kVisitor}})).status, 400);
  EXPECT_EQ(Tell(Post({{"q", "x"}, {"visitor", "vera"}})).status, 400);
  EXPECT_EQ(Tell(Post({{"q", "x"}, {"channel", "fax"}})).status, 400);
  const auto opened = [](const std::string& id) {
    return Post({{"article", id}, {"lang", "en"}, {"visitor", kVisitor}});
  };
  EXPECT_EQ(Tell(opened("nothing")).status, 400);
  EXPECT_EQ(Tell(opened("nothing")).body, Tell(opened("staff/master")).body);
  WebRequest form = Post({{"q", "x"}});
  form.headers["content-type"] = "text/plain";
  EXPECT_EQ(Tell(form).status, 415);
  EXPECT_THAT(Visits(), IsEmpty());
}

TEST_F(FeedbackApiTest, CountsTheSearchesOfProgramsThatSayForWhom) {
  EXPECT_EQ(Search({{"q", "password"}, {"lang", "en"}}).status, 200);
  EXPECT_THAT(Visits(), IsEmpty());
  EXPECT_EQ(Search({{"q", "password"}, {"lang", "en"}, {"visitor", kVisitor}}).status, 200);
  EXPECT_EQ(
      Search({{"q", "password"}, {"lang", "en"}, {"visitor", kVisitor}, {"offset", "1"}}).status,
      200);
  const std::vector<Visit> visits = Visits();
  ASSERT_THAT(visits, SizeIs(1));
  EXPECT_EQ(visits[0].search.channel, "api");
  EXPECT_EQ(visits[0].visitor, kVisitor);
  EXPECT_EQ(Search({{"q", "password"}, {"lang", "en"}, {"visitor", "vera"}}).status, 400);
}

}  // namespace
}  // namespace zeroline

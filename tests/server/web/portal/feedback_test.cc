// "Did this help?" below an article, and what pages tell the ledger of searches.
#include "server/web/portal/feedback.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/deflection/deflection.h"
#include "server/web/visitor.h"
#include "tests/server/web/portal/world.h"
#include "tests/support/value_or_throw.h"

namespace zeroline::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kVisitor[] = "fedcba9876543210fedcba9876543210";
constexpr std::int64_t kEver = std::int64_t{1} << 40;

StoredArticle Confidential() {
  StoredArticle article = MakeArticle("en", "staff/keys", "Where the keys are");
  article.audience = "internal";
  return article;
}

class FeedbackPageTest : public ::testing::Test {
 protected:
  WebResponse Show(const WebRequest& request) {
    return ContentDoor(world_.services(), world_.templates())(request);
  }
  std::string Article() { return Show(World::Get("en", "mail/quota")).body; }

  // A form of ours, filled in by a reader who has the cookies of its page.
  WebRequest Form(std::map<std::string, std::string> fields) {
    WebRequest request = World::Get("en");
    request.method = "POST";
    request.path = "/en/feedback";
    request.form = std::move(fields);
    const std::string token = world_.services().csrf->TokenFor(request);
    request.form[std::string(kCsrfField)] = token;
    request.cookies[std::string(kCsrfCookie)] = token;
    request.cookies[std::string(kVisitorCookie)] = kVisitor;
    request.remote_address = "192.0.2.1";
    return request;
  }
  WebRequest Say(const std::string& helped) {
    return Form({{"article", "en mail/quota"}, {"version", "1a2b3c4d"}, {"helped", helped}});
  }
  WebResponse Post(const WebRequest& request) { return door_(request); }
  std::vector<ArticleFeedback> Kept() {
    return testing::ValueOrThrow(world_.store().feedback().Between(0, kEver, 1'000));
  }

  World world_{{MakeArticle("en", "mail/quota", "Mailbox is full"),
                MakeArticle("ru", "mail/quota", "Ящик переполнен"), Confidential()}};
  Door door_ = FeedbackDoor(world_.services(), world_.templates());
};

TEST_F(FeedbackPageTest, EveryArticleAsks) {
  const std::string html = Article();
  EXPECT_THAT(html, HasSubstr("Did this help?"));
  EXPECT_THAT(html, HasSubstr("action=\"/en/feedback\" method=\"post\""));
  EXPECT_THAT(html, HasSubstr("name=\"csrf\""));
  EXPECT_THAT(html, HasSubstr("name=\"article\" value=\"en mail/quota\""));
  EXPECT_THAT(html, HasSubstr("name=\"helped\" value=\"yes\""));
  EXPECT_THAT(html, Not(HasSubstr("type=\"radio\""))) << "why is asked after a no";
  const WebResponse page = Show(World::Get("en", "mail/quota"));
  EXPECT_THAT(page.headers, ::testing::Contains(::testing::Pair(
                                "Set-Cookie", HasSubstr(std::string(kCsrfCookie)))));
}

TEST_F(FeedbackPageTest, AYesIsKeptAndThankedFor) {
  const WebResponse response = Post(Say("yes"));
  EXPECT_EQ(response.status, 303);
  EXPECT_EQ(HeaderOf(response, "Location"), "/en/mail/quota?feedback=yes#feedback");
  ASSERT_THAT(Kept(), SizeIs(1));
  const ArticleFeedback kept = Kept()[0];
  EXPECT_TRUE(kept.helped);
  EXPECT_EQ(kept.visitor, kVisitor);
  EXPECT_EQ(kept.article, "mail/quota");
  EXPECT_EQ(kept.language, "en");
  EXPECT_EQ(kept.version, "1a2b3c4d");
  WebRequest back = World::Get("en", "mail/quota");
  back.query.emplace("feedback", "yes");
  EXPECT_THAT(Show(back).body, HasSubstr("Thank you for telling us."));
  EXPECT_THAT(Show(back).body, Not(HasSubstr("Did this help?")));
}

TEST_F(FeedbackPageTest, ANoIsAskedWhy) {
  const WebResponse response = Post(Say("no"));
  EXPECT_EQ(HeaderOf(response, "Location"), "/en/mail/quota?feedback=no#feedback");
  ASSERT_THAT(Kept(), SizeIs(1));
  EXPECT_FALSE(Kept()[0].helped) << "kept whether or not they say why";
  WebRequest back = World::Get("en", "mail/quota");
  back.query.emplace("feedback", "no");
  const std::string html = Show(back).body;
  for (const std::string_view reason : kFeedbackReasons) {
    EXPECT_THAT(html, HasSubstr("name=\"reason\" value=\"" + std::string(reason) + "\""));
  }
  EXPECT_THAT(html, HasSubstr("/en/new-request?article=mail%2Fquota"));

  WebRequest why = Say("no");
  why.form["why"] = "1";
  why.form["reason"] = "unclear";
  why.form["text"] = "which  button?\nwrite to vera@example.com";
  EXPECT_EQ(HeaderOf(Post(why), "Location"), "/en/mail/quota?feedback=told#feedback");
  ASSERT_THAT(Kept(), SizeIs(1)) << "one opinion";
  EXPECT_EQ(Kept()[0].reason, "unclear");
  EXPECT_EQ(Kept()[0].text, "which button? write to [@]");
}

TEST_F(FeedbackPageTest, ReadsBackInTheReadersLanguage) {
  WebRequest request = Say("yes");
  request.variables["lang"] = "ru";
  EXPECT_EQ(HeaderOf(Post(request), "Location"), "/ru/mail/quota?feedback=yes#feedback");
  EXPECT_EQ(Kept()[0].language, "en") << "of what was read";
}

TEST_F(FeedbackPageTest, WhoeverAnswersGetsAName) {
  WebRequest request = Say("yes");
  request.cookies.erase(std::string(kVisitorCookie));
  const WebResponse response = Post(request);
  ASSERT_THAT(Kept(), SizeIs(1));
  EXPECT_THAT(response.headers,
              ::testing::Contains(::testing::Pair(
                  "Set-Cookie", HasSubstr(std::string(kVisitorCookie) + "=" + Kept()[0].visitor))));
}

TEST_F(FeedbackPageTest, RefusesWhatIsNoAnswerOfOurs) {
  WebRequest forged = Say("yes");
  forged.form[std::string(kCsrfField)] = "forged";
  EXPECT_EQ(Post(forged).status, 403);
  EXPECT_EQ(Post(Say("perhaps")).status, 400);
  WebRequest strange = Say("no");
  strange.form["reason"] = "<b>bored</b>";
  EXPECT_EQ(Post(strange).status, 400);
  EXPECT_THAT(Post(strange).body, Not(HasSubstr("<b>bored")));
  EXPECT_THAT(Kept(), IsEmpty());
}

TEST_F(FeedbackPageTest, DoesNotTellConfidentialArticlesFromUnknownOnes) {
  WebRequest unknown = Say("yes");
  unknown.form["article"] = "en staff/nothing";
  WebRequest confidential = Say("yes");
  confidential.form["article"] = "en staff/keys";
  const WebResponse one = Post(unknown);
  const WebResponse other = Post(confidential);
  EXPECT_EQ(one.status, 404);
  EXPECT_EQ(other.status, 404);
  EXPECT_EQ(one.body, other.body);
  EXPECT_THAT(Kept(), IsEmpty());
}

TEST_F(FeedbackPageTest, TakesOnlySoMuchFromOneNetwork) {
  int status = 0;
  for (int i = 0; i < 100 && status != 429; ++i) status = Post(Say("yes")).status;
  EXPECT_EQ(status, 429);
  EXPECT_THAT(HeaderOf(Post(Say("yes")), "Retry-After"), Not(IsEmpty()));
}

TEST_F(FeedbackPageTest, SaysWhatCouldNotBeKept) {
  WebRequest long_text = Say("no");
  long_text.form["text"] = std::string(50'000, 'x');
  EXPECT_EQ(Post(long_text).status, 303);
  EXPECT_THAT(Kept()[0].text, SizeIs(kMaxFeedbackTextBytes));
}

TEST_F(FeedbackPageTest, DoesNotAskTheTeam) {
  WebRequest request = World::Get("en", "mail/quota");
  request.identity = Identity{"anna", {"agent"}, {}, Proof::kSession};
  EXPECT_THAT(Show(request).body, Not(HasSubstr("Did this help?")));
  WebRequest answer = Say("yes");
  answer.identity = request.identity;
  answer.form[std::string(kCsrfField)] = world_.services().csrf->TokenFor(answer);
  Post(answer);
  EXPECT_THAT(Kept(), IsEmpty());
}

TEST_F(FeedbackPageTest, AsksReadersWhoAreSignedIn) {
  WebRequest request = World::Get("en", "staff/keys");
  request.identity = Identity{"rita", {}, {"internal"}, Proof::kProxy};
  EXPECT_THAT(Show(request).body, HasSubstr("Did this help?"));
  WebRequest answer = Say("yes");
  answer.identity = request.identity;
  answer.form["article"] = "en staff/keys";
  answer.form[std::string(kCsrfField)] = world_.services().csrf->TokenFor(answer);
  EXPECT_EQ(Post(answer).status, 303);
  ASSERT_THAT(Kept(), SizeIs(1));
  EXPECT_EQ(Kept()[0].article, "staff/keys");
}

class VisitPageTest : public FeedbackPageTest {
 protected:
  VisitPageTest() {
    services_ = world_.services();
    services_.deflection = &deflection_;
  }

  void Search(std::map<std::string, std::string> query) {
    WebRequest request = World::Get("en");
    request.cookies[std::string(kVisitorCookie)] = kVisitor;
    for (const auto& [name, value] : query) request.query.emplace(name, value);
    SearchDoor(services_, world_.templates())(request);
  }
  void Open(std::map<std::string, std::string> query) {
    WebRequest request = World::Get("en", "mail/quota");
    request.cookies[std::string(kVisitorCookie)] = kVisitor;
    for (const auto& [name, value] : query) request.query.emplace(name, value);
    ContentDoor(services_, world_.templates())(request);
  }
  std::vector<std::string> Visits() {
    EXPECT_TRUE(deflection_.Flush(std::chrono::seconds(20)));
    std::vector<std::string> visits;
    for (const Visit& visit :
         testing::ValueOrThrow(world_.store().visits().Between(0, kEver, 1'000))) {
      visits.push_back(visit.step.text + visit.step.article + " " + visit.search.channel);
    }
    return visits;
  }

  Searcher searcher_;
  Deflection deflection_{DeflectionSettings(), &searcher_, &world_.store()};
  Services services_;
};

TEST_F(VisitPageTest, CountsSearchesAndNotTheirPages) {
  Search({{"q", "mailbox full"}});
  Search({{"q", "mailbox full"}, {"offset", "10"}});
  Search({{"q", "mailbox full"}, {"section", "mail"}});
  Open({});
  EXPECT_THAT(Visits(), ElementsAre("mailbox full web", "mail/quota web"));
}

TEST_F(VisitPageTest, KeepsNobodysAddress) {
  Search({{"q", "mail to vera@example.com and +48 600 100 200 fails"}});
  EXPECT_THAT(Visits(), ElementsAre("mail to [@] and [#] fails web"));
}

TEST_F(VisitPageTest, DoesNotCountTheWayBackFromAnAnswer) {
  Open({{"feedback", "yes"}});
  EXPECT_THAT(Visits(), IsEmpty());
}

}  // namespace
}  // namespace zeroline::testing

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/web/agent/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class SignInTest : public ::testing::Test {
 protected:
  WebResponse Open(const WebRequest& request) {
    return SignInDoor(world_.services(), world_.templates())(request);
  }
  WebResponse Send(const WebRequest& request) {
    return TrySignInDoor(world_.services(), world_.templates())(request);
  }
  WebResponse Queue(const Browser& browser) {
    return QueueDoor(world_.services(), world_.templates())(browser.Get("/agent/queue"));
  }
  WebRequest Filled(const Browser& browser, const std::string& password = kPassword) {
    return browser.Post("/agent/sign-in", {{"name", "anna"}, {"password", password}});
  }

  AgentWorld world_;
};

TEST_F(SignInTest, LeadsToTheQueueOrWhereOneWasGoing) {
  world_.AddAccount("anna", {"agent"});
  const struct {
    const char* next;
    const char* want;
  } kCases[] = {
      {"", "/agent/queue"},
      {"/agent/queue/ZL-10004", "/agent/queue/ZL-10004"},
      {"/agent/deflection?days=7", "/agent/deflection?days=7"},
      {"https://evil.example/agent/", "/agent/queue"},
      {"//evil.example", "/agent/queue"},
      {"/agent/../en/", "/agent/queue"},
      {"/agent/\\evil", "/agent/queue"},
      {"/agent//evil.example", "/agent/queue"},
      {"/agent/\r\nSet-Cookie: a=b", "/agent/queue"},
      {"/agent/sign-out", "/agent/queue"},
      {"/agentx", "/agent/queue"},
      {"/en/", "/agent/queue"},
  };
  for (const auto& c : kCases) {
    Browser browser;
    browser.Keep(Open(browser.Get("/agent/sign-in", {{"next", c.next}})));
    WebRequest request = Filled(browser);
    request.form["next"] = c.next;
    const WebResponse response = Send(request);
    EXPECT_EQ(response.status, 303) << c.next;
    EXPECT_EQ(HeaderOf(response, "Location"), c.want);
  }
}

TEST_F(SignInTest, TheSessionIsOutOfReachOfScriptsAndOtherSites) {
  world_.AddAccount("anna", {"agent"});
  Browser browser;
  browser.Keep(Open(browser.Get("/agent/sign-in")));
  WebRequest request = Filled(browser);
  EXPECT_THAT(HeaderOf(Send(request), "Set-Cookie"),
              AllOf(HasSubstr("zl_session="), HasSubstr("; HttpOnly"), HasSubstr("; SameSite=Lax"),
                    HasSubstr("; Secure"), HasSubstr("; Path=/"), Not(HasSubstr("Domain"))));
  request.origin = "http://127.0.0.1:8080";
  EXPECT_THAT(HeaderOf(Send(request), "Set-Cookie"), Not(HasSubstr("Secure")));
}

TEST_F(SignInTest, ASessionThatSomebodyPlantedDoesNotBecomeTheirs) {
  world_.AddAccount("anna", {"agent"});
  world_.AddAccount("mallory", {"agent"});
  const std::string planted = world_.SignedIn("mallory").Cookie("zl_session");
  Browser browser;
  browser.SetCookie("zl_session", planted);
  browser.Keep(Send(browser.Post("/agent/sign-in")));  // gets the token of forms
  browser.Keep(Send(Filled(browser)));
  EXPECT_NE(browser.Cookie("zl_session"), planted);
  EXPECT_THAT(Queue(browser).body, HasSubstr(">anna</a>"));
  Browser attacker;
  attacker.SetCookie("zl_session", planted);
  EXPECT_EQ(Queue(attacker).status, 303) << "the planted session is over";
}

TEST_F(SignInTest, WrongIsWrongWhateverWasWrong) {
  world_.AddAccount("anna", {"agent"});
  Browser browser;
  browser.Keep(Open(browser.Get("/agent/sign-in")));
  WebRequest unknown = Filled(browser);
  unknown.form["name"] = "nobody";
  const WebResponse wrong_password = Send(Filled(browser, "wrong"));
  EXPECT_EQ(wrong_password.status, 403);
  EXPECT_THAT(wrong_password.body, HasSubstr("The name or the password is wrong."));
  EXPECT_THAT(wrong_password.body, Not(HasSubstr("value=\"wrong\"")));
  EXPECT_EQ(HeaderOf(wrong_password, "Set-Cookie").find("zl_session"), std::string::npos);
  const WebResponse wrong_name = Send(unknown);
  EXPECT_EQ(wrong_name.status, 403);
  EXPECT_THAT(wrong_name.body, HasSubstr("The name or the password is wrong."));
}

TEST_F(SignInTest, GuessingIsToldToWait) {
  world_.AddAccount("anna", {"agent"});
  Browser browser;
  browser.Keep(Open(browser.Get("/agent/sign-in")));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Send(Filled(browser, "wrong")).status, 403);
  const WebResponse slowed = Send(Filled(browser));
  EXPECT_EQ(slowed.status, 429);
  EXPECT_EQ(HeaderOf(slowed, "Retry-After"), "1");
  EXPECT_THAT(slowed.body, HasSubstr("try again in 1 second."));
  browser.address = "198.51.100.1";
  EXPECT_EQ(Send(Filled(browser)).status, 303) << "the owner at another address";
}

TEST_F(SignInTest, AForgedFormSignsNobodyIn) {
  world_.AddAccount("anna", {"agent"});
  Browser browser;
  browser.Keep(Open(browser.Get("/agent/sign-in")));
  WebRequest request = Filled(browser);
  request.form["csrf"] = "forged";
  const WebResponse response = Send(request);
  EXPECT_EQ(response.status, 403);
  EXPECT_THAT(response.body, HasSubstr("This form has expired."));
  EXPECT_THAT(response.body, HasSubstr("value=\"anna\""));
}

TEST_F(SignInTest, SigningOutEndsTheSession) {
  const Browser browser = world_.Agent("anna");
  EXPECT_EQ(Queue(browser).status, 200);
  const Door sign_out = SignOutDoor(world_.services(), world_.templates());
  WebRequest forged = browser.Post("/agent/sign-out");
  forged.form.clear();
  EXPECT_EQ(sign_out(forged).status, 403);
  EXPECT_EQ(Queue(browser).status, 200);
  const WebResponse response = sign_out(browser.Post("/agent/sign-out"));
  EXPECT_EQ(HeaderOf(response, "Location"), "/agent/sign-in");
  EXPECT_THAT(HeaderOf(response, "Set-Cookie"), HasSubstr("zl_session=; "));
  EXPECT_THAT(HeaderOf(response, "Set-Cookie"), HasSubstr("Max-Age=0"));
  EXPECT_EQ(Queue(browser).status, 303) << "the cookie is worth nothing any more";
}

TEST_F(SignInTest, ARightTakenAwayIsGoneWithTheNextRequest) {
  const Browser browser = world_.Agent("anna");
  EXPECT_EQ(Queue(browser).status, 200);
  ASSERT_TRUE(world_.identities().SetRights("anna", {"writer"}, {}, "test"));
  const WebResponse refused = Queue(browser);
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.body, HasSubstr("a role that your account does not have"));
  ASSERT_TRUE(world_.identities().Disable("anna", "test"));
  EXPECT_EQ(Queue(browser).status, 303);
}

TEST_F(SignInTest, SpeaksTheLanguageOfItsReader) {
  Browser browser;
  WebRequest request = browser.Get("/agent/sign-in");
  request.headers["accept-language"] = "pl, en;q=0.5";
  EXPECT_THAT(Open(request).body, HasSubstr("<html lang=\"pl\""));
  request.query.emplace("lang", "ru");
  const WebResponse russian = Open(request);
  EXPECT_THAT(russian.body, HasSubstr("<h1>Вход</h1>"));
  browser.Keep(russian);
  EXPECT_EQ(browser.Cookie("lang"), "ru");
  request.query.clear();
  request.query.emplace("lang", "\"><script>");
  EXPECT_THAT(Open(request).body, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(Open(request).body, HasSubstr("<html lang=\"pl\""));
}

class SetupTest : public SignInTest {
 protected:
  WebResponse OpenSetup(const Browser& browser, const std::string& token) {
    return SetupDoor(world_.services(),
                     world_.templates())(browser.Get("/agent/setup", {{"token", token}}));
  }
  WebResponse SendSetup(const Browser& browser, const std::string& token,
                        const std::string& password = kPassword) {
    return MakeFirstAccountDoor(world_.services(), world_.templates())(browser.Post(
        "/agent/setup",
        {{"token", token}, {"name", "boss"}, {"password", password}, {"repeat", password}}));
  }
};

TEST_F(SetupTest, TheLinkMakesOneAccountThatCanSignIn) {
  const std::string link = *world_.identities().MakeFirstLink();
  Browser browser;
  const WebResponse page = OpenSetup(browser, link);
  ASSERT_EQ(page.status, 200);
  EXPECT_EQ(HeaderOf(page, "Referrer-Policy"), "no-referrer");
  browser.Keep(page);
  const WebResponse made = SendSetup(browser, link);
  EXPECT_EQ(HeaderOf(made, "Location"), "/agent/sign-in?made=1");
  EXPECT_EQ(SendSetup(browser, link).status, 403) << "once";
  EXPECT_EQ(OpenSetup(browser, link).status, 403);
  EXPECT_EQ(Queue(world_.SignedIn("boss")).status, 200);
}

TEST_F(SetupTest, MistakesAreToldAndDoNotUseTheLinkUp) {
  const std::string link = *world_.identities().MakeFirstLink();
  Browser browser;
  browser.Keep(OpenSetup(browser, link));
  const Door make = MakeFirstAccountDoor(world_.services(), world_.templates());
  const struct {
    const char* name;
    const char* password;
    const char* repeat;
    const char* want;
  } kCases[] = {
      {"boss", "short", "short", "at least 12 characters."},
      {"boss", kPassword, "something else", "The two passwords differ."},
      {"the boss", kPassword, kPassword, "Use up to 64 Latin letters"},
      {"boss-of-support", "boss-of-support", "boss-of-support", "must not be the name"},
  };
  for (const auto& c : kCases) {
    const WebResponse page = make(browser.Post(
        "/agent/setup",
        {{"token", link}, {"name", c.name}, {"password", c.password}, {"repeat", c.repeat}}));
    EXPECT_EQ(page.status, 422) << c.want;
    EXPECT_THAT(page.body, HasSubstr(c.want));
    EXPECT_THAT(page.body, HasSubstr("aria-invalid=\"true\""));
    EXPECT_THAT(page.body, Not(HasSubstr("type=\"password\" value")))
        << "a password is never sent back";
  }
  WebRequest forged = browser.Post("/agent/setup", {{"token", link}, {"name", "boss"}});
  forged.form["csrf"] = "forged";
  EXPECT_EQ(make(forged).status, 403);
  EXPECT_EQ(SendSetup(browser, link).status, 303);
}

TEST_F(SetupTest, OtherLinksAreVoid) {
  Browser browser;
  browser.Keep(Open(browser.Get("/agent/sign-in")));
  EXPECT_EQ(OpenSetup(browser, "").status, 403);
  const std::string link = *world_.identities().MakeFirstLink();
  EXPECT_EQ(OpenSetup(browser, "x" + link.substr(1)).status, 403);
  EXPECT_EQ(SendSetup(browser, "").status, 403);
  EXPECT_EQ(SendSetup(browser, link + "x").status, 403);
  EXPECT_FALSE(*world_.identities().HasAccounts());
}

}  // namespace
}  // namespace zeroline::testing

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/web/agent/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string TokenIn(const std::string& body) {
  const std::size_t begin = body.find(">zl_");
  return begin == std::string::npos ? "" : body.substr(begin + 1, 46);
}

class AccountTest : public ::testing::Test {
 protected:
  WebResponse Open(const Browser& browser) {
    return AccountDoor(world_.services(), world_.templates())(browser.Get("/agent/account"));
  }
  WebResponse Send(const Browser& browser, const std::map<std::string, std::string>& form) {
    return ChangeAccountDoor(world_.services(),
                             world_.templates())(browser.Post("/agent/account", form));
  }
  std::string LastOfRecord() { return world_.store().accounts().ListAudit(1)->front().what; }

  static std::map<std::string, std::string> NewPasswordForm(const std::string& old,
                                                            const std::string& fresh,
                                                            const std::string& repeat) {
    return {
        {"action", "password"}, {"old_password", old}, {"new_password", fresh}, {"repeat", repeat}};
  }

  AgentWorld world_;
};

TEST_F(AccountTest, IsForWhoIsSignedInWhateverTheirRole) {
  world_.AddAccount("walter", {});
  const Browser walter = world_.SignedIn("walter");
  const WebResponse page = Open(walter);
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr("Your account"));
  EXPECT_THAT(page.body, HasSubstr("This browser"));
  EXPECT_EQ(HeaderOf(page, "Cache-Control"), "no-store");
  EXPECT_EQ(Open(Browser()).status, 303);
  EXPECT_EQ(Send(Browser(), {{"action", "sessions"}}).status, 403);
}

TEST_F(AccountTest, ThePasswordIsChangedByWhoKnowsTheOldOne) {
  const Browser anna = world_.Agent("anna");
  const Browser elsewhere = world_.SignedIn("anna");
  const struct {
    const char* name;
    std::map<std::string, std::string> form;
    int status;
    const char* want;
  } kCases[] = {
      {"short", NewPasswordForm(kPassword, "short", "short"), 422, "at least 12"},
      {"typed twice differently", NewPasswordForm(kPassword, "quite another one", "x"), 422,
       "The two passwords differ."},
      {"wrong old one", NewPasswordForm("wrong", "quite another one", "quite another one"), 403,
       "The old password is wrong."},
      {"nothing", {{"action", "password"}}, 422, "at least 12"},
  };
  for (const auto& c : kCases) {
    const WebResponse refused = Send(anna, c.form);
    EXPECT_EQ(refused.status, c.status) << c.name;
    EXPECT_THAT(refused.body, HasSubstr(c.want)) << c.name;
    EXPECT_THAT(refused.body, Not(HasSubstr("quite another one"))) << c.name;
  }
  EXPECT_EQ(Open(elsewhere).status, 200);
  const WebResponse changed =
      Send(anna, NewPasswordForm(kPassword, "quite another one", "quite another one"));
  EXPECT_EQ(HeaderOf(changed, "Location"), "/agent/account?done=password");
  EXPECT_EQ(Open(anna).status, 200);
  EXPECT_EQ(Open(elsewhere).status, 303) << "other sessions end";
  EXPECT_EQ(LastOfRecord(), "password changed");
}

TEST_F(AccountTest, GuessingTheOldPasswordIsSlowed) {
  const Browser anna = world_.Agent("anna");
  const auto form = NewPasswordForm("wrong", "quite another one", "quite another one");
  for (int i = 0; i < AttemptLimit::kFreePerAccount; ++i) EXPECT_EQ(Send(anna, form).status, 403);
  const WebResponse slowed = Send(anna, form);
  EXPECT_EQ(slowed.status, 429);
  EXPECT_EQ(HeaderOf(slowed, "Retry-After"), "1");
}

TEST_F(AccountTest, ATokenIsShownOnceAndRevokedByItsOwner) {
  const Browser anna = world_.Agent("anna");
  const WebResponse made =
      Send(anna, {{"action", "token"}, {"label", "<b>desk</b>"}, {"days", "30"}});
  EXPECT_EQ(made.status, 200);
  EXPECT_EQ(HeaderOf(made, "Cache-Control"), "no-store");
  const std::string token = TokenIn(made.body);
  EXPECT_EQ(world_.identities().OfToken(token)->name, "anna");
  const WebResponse listed = Open(anna);
  EXPECT_THAT(listed.body, AllOf(HasSubstr("&lt;b&gt;desk&lt;/b&gt;"), HasSubstr("Valid until"),
                                 Not(HasSubstr(token)), Not(HasSubstr("<b>desk"))));
  const Browser bob = world_.Agent("bob");
  const std::int64_t id = world_.store().credentials().ListTokens("anna")->front().id;
  const std::map<std::string, std::string> revoke = {{"action", "revoke"},
                                                     {"id", std::to_string(id)}};
  EXPECT_EQ(Send(bob, revoke).status, 404) << "it is not his";
  EXPECT_TRUE(world_.identities().OfToken(token));
  EXPECT_EQ(Send(anna, revoke).status, 303);
  EXPECT_FALSE(world_.identities().OfToken(token));
  EXPECT_EQ(Send(anna, revoke).status, 404);
}

TEST_F(AccountTest, ATokenNeedsALabelAndATime) {
  const Browser anna = world_.Agent("anna");
  const struct {
    std::string label;
    std::string days;
  } kCases[] = {{"", "0"},      {"   ", "0"},   {std::string(101, 'x'), "0"},  {"x", "-1"},
                {"x", "a lot"}, {"x", "99999"}, {"x", "99999999999999999999"}, {"\r\n", "0"}};
  for (const auto& c : kCases) {
    EXPECT_EQ(Send(anna, {{"action", "token"}, {"label", c.label}, {"days", c.days}}).status, 422)
        << c.label << c.days;
  }
  EXPECT_TRUE(world_.store().credentials().ListTokens("anna")->empty());
}

TEST_F(AccountTest, OtherSessionsAreEnded) {
  const Browser here = world_.Agent("anna");
  const Browser there = world_.SignedIn("anna");
  EXPECT_EQ(Send(here, {{"action", "sessions"}}).status, 303);
  EXPECT_EQ(Open(here).status, 200);
  EXPECT_EQ(Open(there).status, 303);
}

TEST_F(AccountTest, NoActionWithoutAGenuineForm) {
  const Browser anna = world_.Agent("anna");
  const Browser there = world_.SignedIn("anna");
  for (const std::string& token : {std::string(), std::string("x"), there.form_token()}) {
    EXPECT_EQ(Send(anna, {{"action", "sessions"}, {"csrf", token}}).status, 403) << token;
  }
  EXPECT_EQ(Open(there).status, 200);
  EXPECT_EQ(Send(anna, {{"action", "whatever"}}).status, 400);
}

// Whoever got hold of a token makes no others, and does not take the account over.
TEST_F(AccountTest, ATokenChangesNoAccounts) {
  world_.AddAccount("boss", {"admin", "agent"});
  const std::string token = *world_.identities().MakeToken("boss", "script", "boss");
  WebRequest request = Browser().Get("/agent/account");
  request.headers["authorization"] = "Bearer " + token;
  EXPECT_EQ(AccountDoor(world_.services(), world_.templates())(request).status, 403);
  EXPECT_EQ(AccountsDoor(world_.services(), world_.templates())(request).status, 403);
  request.method = "POST";
  request.form = {{"action", "token"}, {"label", "mine"}, {"days", "0"}};
  EXPECT_EQ(ChangeAccountDoor(world_.services(), world_.templates())(request).status, 403);
  request.form = {{"name", "mallory"}, {"role_admin", "1"}};
  EXPECT_EQ(AddAccountDoor(world_.services(), world_.templates())(request).status, 403);
  EXPECT_EQ(*world_.store().accounts().Count(), 1u);
  EXPECT_EQ(world_.store().credentials().ListTokens("boss")->size(), 1u);
}

class SsoTest : public AccountTest {
 protected:
  SsoTest() {
    world_.config().trusted_proxies = {"192.0.2.7"};
    world_.config().sso_user_header = "x-user";
    world_.config().sso_groups_header = "x-groups";
    world_.config().sso_groups["desk"] = {{"agent"}, {}};
    world_.config().sso_groups["chiefs"] = {{"admin"}, {}};
  }
  static WebRequest By(WebRequest request, const std::string& name, const std::string& groups) {
    request.headers["x-user"] = name;
    request.headers["x-groups"] = groups;
    request.is_from_proxy = true;
    return request;
  }
};

TEST_F(SsoTest, NeedsNoSignInAndNoCookie) {
  const Door queue = QueueDoor(world_.services(), world_.templates());
  Browser browser;
  const WebResponse page = queue(By(browser.Get("/agent/queue"), "zoe", "desk"));
  EXPECT_EQ(page.status, 200);
  EXPECT_THAT(page.body, HasSubstr(">zoe</a>"));
  EXPECT_EQ(HeaderOf(page, "Set-Cookie"), "");
  EXPECT_EQ(queue(By(browser.Get("/agent/queue"), "zoe", "")).status, 403) << "no role";
  const Door sign_in = SignInDoor(world_.services(), world_.templates());
  EXPECT_EQ(sign_in(By(browser.Get("/agent/sign-in"), "zoe", "desk")).status, 303);
}

// The proxy adds its header to whatever a browser is made to send.
TEST_F(SsoTest, AFormOfAnotherSiteIsRefused) {
  world_.AddAccount("zoe", {"agent"});
  Browser browser;
  browser.Keep(AccountDoor(world_.services(),
                           world_.templates())(By(browser.Get("/agent/account"), "zoe", "")));
  const Door change = ChangeAccountDoor(world_.services(), world_.templates());
  const std::map<std::string, std::string> form = {
      {"action", "token"}, {"label", "x"}, {"days", "0"}};
  WebRequest forged = By(browser.Post("/agent/account", form), "zoe", "");
  forged.form.erase("csrf");
  EXPECT_EQ(change(forged).status, 403);
  EXPECT_EQ(change(By(browser.Post("/agent/account", form), "tom", "")).status, 403)
      << "a form of somebody else";
  EXPECT_EQ(change(By(browser.Post("/agent/account", form), "zoe", "")).status, 200);
}

TEST_F(SsoTest, SigningOutSaysWhoHoldsTheSession) {
  Browser browser;
  browser.Keep(AccountDoor(world_.services(),
                           world_.templates())(By(browser.Get("/agent/account"), "zoe", "")));
  const WebResponse out = SignOutDoor(
      world_.services(), world_.templates())(By(browser.Post("/agent/sign-out"), "zoe", ""));
  EXPECT_EQ(out.status, 200);
  EXPECT_THAT(out.body, HasSubstr("To sign out, sign out there."));
}

TEST_F(SsoTest, WhoHasNoLocalAccountHasNoPasswordAndNoTokens) {
  Browser browser;
  const WebResponse page =
      AccountDoor(world_.services(), world_.templates())(By(browser.Get("/"), "zoe", "desk"));
  EXPECT_THAT(page.body, AllOf(HasSubstr("no local account"), Not(HasSubstr("old_password"))));
  browser.Keep(page);
  const WebResponse refused = ChangeAccountDoor(world_.services(), world_.templates())(
      By(browser.Post("/agent/account", {{"action", "token"}, {"label", "x"}, {"days", "0"}}),
         "zoe", ""));
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(TokenIn(refused.body), "");
}

TEST_F(SsoTest, AGroupMakesAnAdmin) {
  const Door accounts = AccountsDoor(world_.services(), world_.templates());
  EXPECT_EQ(accounts(By(Browser().Get("/agent/accounts"), "zoe", "desk")).status, 403);
  EXPECT_EQ(accounts(By(Browser().Get("/agent/accounts"), "zoe", "desk,chiefs")).status, 200);
}

}  // namespace
}  // namespace zeroline::testing

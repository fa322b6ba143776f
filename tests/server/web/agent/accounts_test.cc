#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/web/agent/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// The password that a page shows.
std::string PasswordIn(const std::string& body) {
  constexpr std::string_view kMark = "<code class=\"secret\" dir=\"ltr\">";
  const std::size_t begin = body.find(kMark);
  return begin == std::string::npos ? "" : body.substr(begin + kMark.size(), 24);
}

class AccountsTest : public ::testing::Test {
 protected:
  AccountsTest() {
    world_.AddAccount("boss", {"admin"});
    boss_ = world_.SignedIn("boss");
  }
  WebResponse List(const Browser& browser, const std::string& offset = "") {
    return AccountsDoor(world_.services(),
                        world_.templates())(browser.Get("/agent/accounts", {{"offset", offset}}));
  }
  WebResponse Add(const std::map<std::string, std::string>& form) {
    return AddAccountDoor(world_.services(),
                          world_.templates())(boss_.Post("/agent/accounts", form));
  }
  WebResponse Show(const Browser& browser, const std::string& name) {
    return SomeoneDoor(world_.services(), world_.templates())(
        browser.Get("/agent/accounts/" + name, {}, {{"name", name}}));
  }
  WebResponse Change(const std::string& name, const std::map<std::string, std::string>& form) {
    return ChangeSomeoneDoor(world_.services(), world_.templates())(
        boss_.Post("/agent/accounts/" + name, form, {{"name", name}}));
  }

  AgentWorld world_;
  Browser boss_;
};

TEST_F(AccountsTest, AreForAdminsOnly) {
  const Browser anna = world_.Agent("anna");
  EXPECT_EQ(List(anna).status, 403);
  EXPECT_EQ(Show(anna, "boss").status, 403);
  const Door add = AddAccountDoor(world_.services(), world_.templates());
  const Door change = ChangeSomeoneDoor(world_.services(), world_.templates());
  EXPECT_EQ(add(anna.Post("/agent/accounts", {{"name", "x"}, {"role_admin", "1"}})).status, 403);
  EXPECT_EQ(change(anna.Post("/agent/accounts/anna", {{"action", "rights"}, {"role_admin", "1"}},
                             {{"name", "anna"}}))
                .status,
            403);
  EXPECT_EQ(List(Browser()).status, 303);
  EXPECT_EQ(List(boss_).status, 200);
  EXPECT_FALSE(world_.store().accounts().Find("x"));
}

TEST_F(AccountsTest, ANewAccountGetsAPasswordThatIsShownOnce) {
  const WebResponse made =
      Add({{"name", "Zoe"}, {"role_agent", "1"}, {"audiences", "internal, hr"}});
  EXPECT_EQ(made.status, 200);
  const std::string password = PasswordIn(made.body);
  EXPECT_EQ(world_.identities().TrySignIn("zoe", password, "192.0.2.9", "")->outcome,
            SignIn::Outcome::kSignedIn);
  const auto zoe = world_.store().accounts().Find("zoe");
  EXPECT_THAT(zoe->roles, ::testing::ElementsAre("agent"));
  EXPECT_THAT(zoe->audiences, ::testing::ElementsAre("hr", "internal"));
  EXPECT_THAT(List(boss_).body, AllOf(HasSubstr("/agent/accounts/zoe"), HasSubstr("account added"),
                                      Not(HasSubstr(password))));
  EXPECT_EQ(Add({{"name", "tom"}, {"password", "a password of his"}}).status, 303);
}

TEST_F(AccountsTest, SaysWhatIsWrongWithANewAccount) {
  const struct {
    std::map<std::string, std::string> form;
    int status;
    const char* want;
  } kCases[] = {
      {{{"name", ""}}, 422, "Use up to 64 Latin letters"},
      {{{"name", "<script>"}}, 422, "&lt;script&gt;"},
      {{{"name", "zoe"}, {"password", "short"}}, 422, "at least 12"},
      {{{"name", "zoe"}, {"audiences", "für alle"}}, 422, "Audiences are named"},
      {{{"name", "zoe"}, {"audiences", "Internal"}}, 422, "Audiences are named"},
      {{{"name", "BOSS"}}, 409, "There is an account of this name already."},
  };
  for (const auto& c : kCases) {
    const WebResponse refused = Add(c.form);
    EXPECT_EQ(refused.status, c.status) << c.want;
    EXPECT_THAT(refused.body, HasSubstr(c.want));
    EXPECT_THAT(refused.body, Not(HasSubstr("<script>")));
    EXPECT_EQ(PasswordIn(refused.body), "") << c.want;
  }
  EXPECT_EQ(*world_.store().accounts().Count(), 1u);
}

TEST_F(AccountsTest, ChangesApplyWithTheNextRequest) {
  const Browser anna = world_.Agent("anna");
  const Door queue = QueueDoor(world_.services(), world_.templates());
  EXPECT_EQ(queue(anna.Get("/agent/queue")).status, 200);
  EXPECT_EQ(Change("anna", {{"action", "rights"}, {"role_writer", "1"}}).status, 303);
  EXPECT_EQ(queue(anna.Get("/agent/queue")).status, 403);
  EXPECT_EQ(HeaderOf(Change("anna", {{"action", "rights"}, {"role_agent", "1"}}), "Location"),
            "/agent/accounts/anna?done=rights");
  EXPECT_EQ(queue(anna.Get("/agent/queue")).status, 200);
  const std::string token = *world_.identities().MakeToken("anna", "x", "anna");
  EXPECT_EQ(Change("anna", {{"action", "disable"}}).status, 303);
  EXPECT_EQ(queue(anna.Get("/agent/queue")).status, 303);
  EXPECT_FALSE(world_.identities().OfToken(token));
  EXPECT_THAT(Show(boss_, "anna").body, HasSubstr("Disabled"));
  EXPECT_EQ(Change("anna", {{"action", "enable"}}).status, 303);
  const WebResponse given = Change("anna", {{"action", "password"}});
  EXPECT_EQ(world_.identities().TrySignIn("anna", PasswordIn(given.body), "192.0.2.9", "")->outcome,
            SignIn::Outcome::kSignedIn);
  EXPECT_EQ(HeaderOf(Change("anna", {{"action", "remove"}}), "Location"),
            "/agent/accounts?done=removed");
  EXPECT_EQ(Show(boss_, "anna").status, 404);
  EXPECT_EQ(Change("anna", {{"action", "disable"}}).status, 404);
  EXPECT_EQ(world_.store().accounts().ListAudit(1)->front().address, "192.0.2.7");
}

TEST_F(AccountsTest, NobodyLocksOutThemselvesOrTheLastAdmin) {
  for (const char* action : {"disable", "remove", "rights"}) {
    const WebResponse refused = Change("boss", {{"action", action}});
    EXPECT_EQ(refused.status, 409) << action;
    EXPECT_THAT(refused.body, HasSubstr("Nobody may disable, remove or demote themselves."));
  }
  EXPECT_EQ(HeaderOf(Change("boss", {{"action", "password"}}), "Location"), "/agent/account");
  EXPECT_THAT(Show(boss_, "boss").body, Not(HasSubstr("value=\"remove\"")));
  EXPECT_EQ(List(boss_).status, 200);
  world_.AddAccount("chief", {"admin"});
  const Browser chief = world_.SignedIn("chief");
  ASSERT_TRUE(world_.identities().SetRights("chief", {"agent"}, {}, "root"));
  EXPECT_EQ(List(chief).status, 403);
}

TEST_F(AccountsTest, AnAdminRevokesAnybodysToken) {
  const Browser anna = world_.Agent("anna");
  const std::string token = *world_.identities().MakeToken("anna", "x", "anna");
  const std::int64_t id = world_.store().credentials().ListTokens("anna")->front().id;
  const std::map<std::string, std::string> form = {{"action", "revoke"},
                                                   {"id", std::to_string(id)}};
  EXPECT_EQ(Change("boss", form).status, 404) << "it is anna's";
  EXPECT_EQ(Change("anna", form).status, 303);
  EXPECT_FALSE(world_.identities().OfToken(token));
}

TEST_F(AccountsTest, TheRecordIsPagedAndEscaped) {
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(world_.store().accounts().Record(
        {0, "someone", "<i>line " + std::to_string(i) + "</i>.", "", "192.0.2.9"}));
  }
  const std::string newest = List(boss_).body;
  EXPECT_THAT(newest, AllOf(HasSubstr("&lt;i&gt;line 59&lt;/i&gt;."), Not(HasSubstr("line 5&")),
                            HasSubstr("/agent/accounts?offset=50#record"), Not(HasSubstr("<i>"))));
  const std::string older = List(boss_, "50").body;
  EXPECT_THAT(older, AllOf(HasSubstr("line 5&"), HasSubstr("signed in"),
                           HasSubstr("?offset=0#record"), Not(HasSubstr("?offset=100"))));
  for (const char* offset : {"-1", "x", "99999999999999999999", "1000000"}) {
    EXPECT_EQ(List(boss_, offset).status, 200) << offset;
  }
}

}  // namespace
}  // namespace zeroline::testing

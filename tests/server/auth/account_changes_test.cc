// What proxies and tokens prove, and who may change which account.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "server/auth/password.h"
#include "server/auth/secret.h"
#include "tests/server/auth/identities_fixture.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;

TEST_F(IdentitiesTest, WhomAProxyNamesHasWhatTheGroupsAndTheAccountGive) {
  AddAnna();
  const auto anna = identities_.OfProxy({"Anna", {"writer", "writer"}, {"hr"}}, kHome);
  ASSERT_TRUE(anna) << anna.error().message;
  EXPECT_EQ(anna->name, "anna");
  EXPECT_THAT(anna->roles, ElementsAre("agent", "writer"));
  EXPECT_THAT(anna->audiences, ElementsAre("hr", "internal"));
  EXPECT_EQ(anna->proof, Proof::kProxy);
  const auto zoe = identities_.OfProxy({"zoe@example.com", {"agent"}, {}}, kHome);
  ASSERT_TRUE(zoe) << "no account is needed";
  EXPECT_THAT(zoe->roles, ElementsAre("agent"));
  EXPECT_EQ(identities_.OfProxy({"nobody", {}, {}}, kHome)->roles.size(), 0u);
}

TEST_F(IdentitiesTest, AProxyNamesNobodyWhoMayNotComeIn) {
  AddAnna();
  ASSERT_TRUE(identities_.Disable("anna", "root"));
  for (const std::string& name :
       {std::string("anna"), std::string("ANNA"), std::string(), std::string("anna, zoe"),
        std::string("(command line)"), std::string("анна"), std::string(65, 'a'),
        std::string("a\r\nb"), std::string("a\0b", 3)}) {
    const auto said = identities_.OfProxy({name, {"admin"}, {"internal"}}, kHome);
    ASSERT_FALSE(said) << name;
    EXPECT_EQ(said.error().code, ErrorCode::kNotFound) << name;
  }
}

TEST_F(IdentitiesTest, AProxysWordIsRecordedOnceADayAndAddress) {
  now_ = 86'400 * 100;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(identities_.OfProxy({"zoe", {}, {}}, kHome));
    ASSERT_TRUE(identities_.OfProxy({"zoe", {}, {}}, "198.51.100.1"));
  }
  const auto record = *store_->accounts().ListAudit(10);
  ASSERT_EQ(record.size(), 2u);
  EXPECT_EQ(record[1].who, "zoe");
  EXPECT_EQ(record[1].what, "signed in by single sign-on");
  EXPECT_EQ(record[1].address, kHome);
  now_ += 86'400;
  ASSERT_TRUE(identities_.OfProxy({"zoe", {}, {}}, kHome));
  EXPECT_EQ(store_->accounts().ListAudit(10)->size(), 3u);
}

TEST_F(IdentitiesTest, ATokensUseIsRecordedOnceADayAndAddress) {
  AddAnna();
  const std::string token = *identities_.MakeToken("anna", "laptop", Doer("anna", kHome));
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(identities_.OfToken(token, kHome));
    ASSERT_TRUE(identities_.OfToken(token, "198.51.100.1"));
  }
  const auto record = *store_->accounts().ListAudit(10);
  ASSERT_EQ(record.size(), 4u);
  EXPECT_EQ(record[0].what, "token used: laptop");
  EXPECT_EQ(record[0].address, "198.51.100.1");
  EXPECT_EQ(record[1].address, kHome);
  EXPECT_EQ(record[2].what, "token made: laptop");
  EXPECT_EQ(record[2].address, kHome);
}

TEST_F(IdentitiesTest, ATokenEndsWithItsAccountsRights) {
  AddAnna();
  const std::string token = *identities_.MakeToken("anna", "laptop", "anna");
  const std::string short_lived = *identities_.MakeToken("anna", "a day", "anna", 86'400);
  EXPECT_THAT(identities_.OfToken(token)->audiences, ElementsAre("internal"));
  ASSERT_TRUE(identities_.SetRights("anna", {}, {}, "root"));
  EXPECT_TRUE(identities_.OfToken(token)->audiences.empty()) << "with the next request";
  now_ += 86'400;
  EXPECT_FALSE(identities_.OfToken(short_lived));
  EXPECT_TRUE(identities_.OfToken(token));
  ASSERT_TRUE(identities_.Disable("anna", "root"));
  EXPECT_FALSE(identities_.OfToken(token));
  ASSERT_TRUE(identities_.Enable("anna", "root"));
  EXPECT_FALSE(identities_.OfToken(token)) << "an account that comes back makes new ones";
}

TEST_F(IdentitiesTest, OnesOwnPasswordTakesTheOldOne) {
  AddAnna();
  const std::string here = Try("anna", kPassword).session;
  const std::string there = Try("anna", kPassword).session;
  const auto change = [&](const std::string& old, const std::string& fresh) {
    return identities_.ChangePassword({"anna", old, fresh, here, kHome});
  };
  EXPECT_EQ(change("wrong", "quite another one")->outcome, SignIn::Outcome::kWrong);
  EXPECT_EQ(store_->accounts().ListAudit(1)->front().what,
            "password not changed: the old one was wrong");
  EXPECT_TRUE(identities_.OfSession(there));
  EXPECT_EQ(change(kPassword, "short").error().code, ErrorCode::kInvalidArgument);
  ASSERT_EQ(change(kPassword, "quite another one")->outcome, SignIn::Outcome::kSignedIn);
  EXPECT_TRUE(identities_.OfSession(here));
  EXPECT_FALSE(identities_.OfSession(there));
  EXPECT_EQ(Try("anna", kPassword).outcome, SignIn::Outcome::kWrong);
  EXPECT_EQ(Try("anna", "quite another one").outcome, SignIn::Outcome::kSignedIn);
}

TEST_F(IdentitiesTest, WhoFoundABrowserOpenDoesNotGuessThePasswordThere) {
  AddAnna();
  const std::string here = Try("anna", kPassword).session;
  for (int i = 0; i < AttemptLimit::kFreePerAccount; ++i) {
    EXPECT_EQ(
        identities_.ChangePassword({"anna", "guess", "quite another one", here, kHome})->outcome,
        SignIn::Outcome::kWrong);
  }
  EXPECT_EQ(
      identities_.ChangePassword({"anna", kPassword, "quite another one", here, kHome})->outcome,
      SignIn::Outcome::kWait);
}

TEST_F(IdentitiesTest, SessionsAreShownWithoutTheirSecretsAndEnded) {
  AddAnna();
  const std::string there = Try("anna", kPassword).session;
  now_ += 100;
  const std::string here = Try("anna", kPassword).session;
  const auto sessions = *identities_.ListSessions("anna", here);
  ASSERT_EQ(sessions.size(), 2u);
  EXPECT_TRUE(sessions[0].is_this);
  EXPECT_FALSE(sessions[1].is_this);
  EXPECT_EQ(sessions[1].created, now_ - 100);
  ASSERT_TRUE(identities_.EndOtherSessions(here, Doer("anna", kHome)));
  EXPECT_TRUE(identities_.OfSession(here));
  EXPECT_FALSE(identities_.OfSession(there));
  EXPECT_EQ(store_->accounts().ListAudit(1)->front().what, "other sessions ended");
}

TEST_F(IdentitiesTest, NobodyLocksOutThemselvesOrTheLastAdmin) {
  AddAnna();
  ASSERT_TRUE(identities_.AddAccount({"boss", kPassword, {"admin"}, {}}, "root"));
  ASSERT_TRUE(identities_.AddAccount({"chief", kPassword, {"admin"}, {}}, "root"));
  const Doer boss("boss", kHome);
  const auto conflict = [](const Status& done) {
    return !done && done.error().code == ErrorCode::kConflict;
  };
  EXPECT_TRUE(conflict(identities_.Disable("Boss", boss)));
  EXPECT_TRUE(conflict(identities_.Remove("boss", boss)));
  EXPECT_TRUE(conflict(identities_.SetRights("boss", {"agent"}, {}, boss)));
  EXPECT_TRUE(identities_.SetRights("boss", {"admin", "agent"}, {"hr"}, boss));
  EXPECT_TRUE(identities_.Disable("chief", boss));
  const Doer zoe("zoe", kHome);  // an admin by single sign-on
  EXPECT_TRUE(conflict(identities_.Disable("boss", zoe)));
  EXPECT_TRUE(conflict(identities_.Remove("boss", zoe)));
  EXPECT_TRUE(conflict(identities_.SetRights("boss", {}, {}, zoe)));
  EXPECT_TRUE(identities_.Disable("anna", zoe));
  EXPECT_TRUE(identities_.Remove("boss", "(command line)")) << "at the server itself anything goes";
}

TEST(NewPasswordTest, IsGoodAndNeverTheSame) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string password = NewPassword();
    EXPECT_EQ(password.size(), 24u);
    EXPECT_EQ(CheckPassword(password, "anna"), PasswordFault::kNone);
    EXPECT_EQ(password.find_first_of("01ilo"), std::string::npos) << password;
    seen.insert(password);
  }
  EXPECT_EQ(seen.size(), 100u);
}

}  // namespace
}  // namespace zeroline

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/auth/identities_fixture.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(IdentitiesTest, TheRightPasswordGivesASessionOfTheAccount) {
  AddAnna();
  const SignIn signed_in = Try("Anna", kPassword);
  ASSERT_EQ(signed_in.outcome, SignIn::Outcome::kSignedIn);
  const auto identity = identities_.OfSession(signed_in.session);
  ASSERT_TRUE(identity) << identity.error().message;
  EXPECT_EQ(identity->name, "anna");
  EXPECT_TRUE(identity->Has(kAgentRole));
  EXPECT_FALSE(identity->Has(kAdminRole));
  EXPECT_THAT(identity->audiences, ElementsAre("internal"));
}

TEST_F(IdentitiesTest, WhateverIsWrongLooksTheSame) {
  AddAnna();
  ASSERT_TRUE(identities_.AddAccount({"zoe", kPassword, {}, {}}, "root"));
  ASSERT_TRUE(identities_.Disable("zoe", "root"));
  const struct {
    const char* name;
    std::string account;
    std::string password;
  } kCases[] = {
      {"wrong password", "anna", "correct horse"},
      {"no password", "anna", ""},
      {"unknown name", "nobody", kPassword},
      {"no name", "", kPassword},
      {"disabled", "zoe", kPassword},
      {"a name with markup", "<b>", kPassword},
      {"a long password", "anna", std::string(100'000, 'x')},
  };
  for (const auto& c : kCases) {
    const SignIn tried = Try(c.account, c.password, c.name);
    EXPECT_EQ(tried.outcome, SignIn::Outcome::kWrong) << c.name;
    EXPECT_EQ(tried.session, "") << c.name;
  }
}

TEST_F(IdentitiesTest, NobodyIsWhoHasNoSession) {
  AddAnna();
  for (const std::string& session :
       {std::string(), std::string("x"), std::string(43, 'a'), std::string(10'000, 'a')}) {
    EXPECT_EQ(identities_.OfSession(session).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(identities_.OfToken(session).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(identities_.OfToken("zl_" + session).error().code, ErrorCode::kNotFound);
  }
}

TEST_F(IdentitiesTest, EverySignInIsANewSessionAndEndsTheOld) {
  AddAnna();
  const std::string first = Try("anna", kPassword).session;
  const std::string second = Try("anna", kPassword, kHome, first).session;
  EXPECT_NE(first, second);
  EXPECT_FALSE(identities_.OfSession(first));
  EXPECT_TRUE(identities_.OfSession(second));
  const std::string third = Try("anna", kPassword, kHome, "planted").session;
  EXPECT_NE(third, "planted");
  ASSERT_TRUE(identities_.SignOut(third, kHome));
  EXPECT_FALSE(identities_.OfSession(third));
  EXPECT_TRUE(identities_.OfSession(second)) << "another browser stays signed in";
}

TEST_F(IdentitiesTest, SessionsEndAfterAShiftAndAfterADay) {
  AddAnna();
  const std::string session = Try("anna", kPassword).session;
  for (int i = 0; i < 3; ++i) {
    now_ += 7 * 60 * 60;
    EXPECT_TRUE(identities_.OfSession(session)) << i;
  }
  now_ += 3 * 60 * 60;
  EXPECT_FALSE(identities_.OfSession(session)) << "a day";
  const std::string idle = Try("anna", kPassword).session;
  now_ += 8 * 60 * 60;
  EXPECT_FALSE(identities_.OfSession(idle)) << "eight hours";
}

TEST_F(IdentitiesTest, ARightTakenAwayIsGoneAtOnce) {
  AddAnna();
  const std::string session = Try("anna", kPassword).session;
  ASSERT_TRUE(identities_.SetRights("anna", {"writer"}, {}, "root"));
  EXPECT_FALSE(identities_.OfSession(session)->Has(kAgentRole));
  ASSERT_TRUE(identities_.Disable("anna", "root"));
  EXPECT_FALSE(identities_.OfSession(session));
  EXPECT_EQ(Try("anna", kPassword).outcome, SignIn::Outcome::kWrong);
}

TEST_F(IdentitiesTest, ANewPasswordEndsSessionsAndTheOldPassword) {
  AddAnna();
  const std::string session = Try("anna", kPassword).session;
  ASSERT_TRUE(identities_.SetPassword("ANNA", "quite another one", "root"));
  EXPECT_FALSE(identities_.OfSession(session));
  EXPECT_EQ(Try("anna", kPassword).outcome, SignIn::Outcome::kWrong);
  EXPECT_EQ(Try("anna", "quite another one").outcome, SignIn::Outcome::kSignedIn);
}

TEST_F(IdentitiesTest, GuessingIsSlowedAndItsVictimIsNot) {
  AddAnna();
  for (int i = 0; i < AttemptLimit::kFreePerAccount; ++i) {
    EXPECT_EQ(Try("anna", "guess", "198.51.100.1").outcome, SignIn::Outcome::kWrong) << i;
  }
  const SignIn guess = Try("anna", kPassword, "198.51.100.1");
  EXPECT_EQ(guess.outcome, SignIn::Outcome::kWait) << "even the right password has to wait";
  EXPECT_EQ(guess.wait, std::chrono::seconds(1));
  EXPECT_EQ(Try("anna", kPassword, kHome).outcome, SignIn::Outcome::kSignedIn);
  EXPECT_EQ(Try("zoe", "guess", "198.51.100.1").outcome, SignIn::Outcome::kWrong)
      << "colleagues at the same address are not slowed by five failures";
  steady_ += std::chrono::seconds(1);
  EXPECT_EQ(Try("anna", kPassword, "198.51.100.1").outcome, SignIn::Outcome::kSignedIn);
}

TEST_F(IdentitiesTest, NoSecretReachesTheDiskOrTheRecord) {
  AddAnna();
  const std::string session = Try("anna", kPassword).session;
  const std::string token = *identities_.MakeToken("anna", "laptop", "anna");
  Try("hunter2 is my password", "x");
  const std::string state = State();
  EXPECT_THAT(state, HasSubstr("$argon2id$"));
  for (const std::string& secret : {std::string(kPassword), session, token, token.substr(3),
                                    std::string("hunter2 is my password")}) {
    EXPECT_THAT(state, Not(HasSubstr(secret)));
  }
  EXPECT_TRUE(identities_.OfToken(token));
}

TEST_F(IdentitiesTest, TheFirstAccountIsMadeOnceByTheLink) {
  const std::string old = *identities_.MakeFirstLink();
  const std::string link = *identities_.MakeFirstLink();
  EXPECT_NE(link, "");
  EXPECT_FALSE(identities_.CheckFirstLink(old)) << "a restart prints another, and voids it";
  EXPECT_TRUE(identities_.CheckFirstLink(link));
  const auto add = [&](const std::string& secret, const std::string& password) {
    return identities_.AddFirstAccount(secret, "Boss", password, kHome);
  };
  EXPECT_EQ(add("", kPassword).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(add(old, kPassword).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(add(link, "short").error().code, ErrorCode::kInvalidArgument);
  ASSERT_TRUE(add(link, kPassword)) << "a mistake does not use the link up";
  EXPECT_EQ(add(link, kPassword).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(*identities_.MakeFirstLink(), "");
  const auto boss = identities_.OfSession(Try("boss", kPassword).session);
  EXPECT_THAT(boss->roles, ElementsAre("admin", "agent", "writer"));
  EXPECT_EQ(store_->accounts().ListAudit(10)->back().who, "boss");
}

TEST_F(IdentitiesTest, TheFirstLinkLastsADay) {
  const std::string link = *identities_.MakeFirstLink();
  now_ += Identities::kFirstLinkLifetime - 1;
  EXPECT_TRUE(identities_.CheckFirstLink(link));
  now_ += 1;
  EXPECT_FALSE(identities_.CheckFirstLink(link));
  EXPECT_FALSE(identities_.AddFirstAccount(link, "boss", kPassword, kHome));
}

TEST_F(IdentitiesTest, AnAccountAddedAtTheCommandLineVoidsTheLink) {
  const std::string link = *identities_.MakeFirstLink();
  AddAnna();
  EXPECT_FALSE(identities_.CheckFirstLink(link));
  EXPECT_FALSE(identities_.AddFirstAccount(link, "boss", kPassword, kHome));
}

TEST_F(IdentitiesTest, SaysWhatIsWrongWithANewAccount) {
  AddAnna();
  const struct {
    NewAccount account;
    ErrorCode code;
    const char* want;
  } kCases[] = {
      {{"", kPassword, {}, {}}, ErrorCode::kInvalidArgument, "a name has"},
      {{"анна", kPassword, {}, {}}, ErrorCode::kInvalidArgument, "a name has"},
      {{"a b", kPassword, {}, {}}, ErrorCode::kInvalidArgument, "a name has"},
      {{"-anna", kPassword, {}, {}}, ErrorCode::kInvalidArgument, "a name has"},
      {{std::string(65, 'a'), kPassword, {}, {}}, ErrorCode::kInvalidArgument, "a name has"},
      {{"zoe", "short", {}, {}}, ErrorCode::kInvalidArgument, "at least 12"},
      {{"zoe", std::string(513, 'x'), {}, {}}, ErrorCode::kInvalidArgument, "at most 512"},
      {{"zoe-of-support", "zoe-of-support", {}, {}}, ErrorCode::kInvalidArgument, "not the name"},
      {{"zoe", kPassword, {"root"}, {}}, ErrorCode::kInvalidArgument, "no role \"root\""},
      {{"zoe", kPassword, {}, {"a b"}}, ErrorCode::kInvalidArgument, "no audience"},
      {{"ANNA", kPassword, {}, {}}, ErrorCode::kConflict, "anna already"},
  };
  for (const auto& c : kCases) {
    const Status added = identities_.AddAccount(c.account, "root");
    ASSERT_FALSE(added) << c.want;
    EXPECT_EQ(added.error().code, c.code) << c.want;
    EXPECT_THAT(added.error().message, HasSubstr(c.want));
  }
  EXPECT_TRUE(identities_.AddAccount({"zoe", "двенадцать букв", {}, {}}, "root"));
}

TEST_F(IdentitiesTest, TheRecordSaysWhoDidWhatToWhom) {
  AddAnna();
  Try("anna", "wrong", "198.51.100.1");
  Try("nobody", "wrong", "198.51.100.1");
  Try("anna", kPassword);
  ASSERT_TRUE(identities_.SetRights("anna", {"writer", "agent", "agent"}, {}, "root"));
  const auto record = *store_->accounts().ListAudit(10);
  ASSERT_EQ(record.size(), 5u);
  EXPECT_EQ(record[0].who, "root");
  EXPECT_EQ(record[0].whom, "anna");
  EXPECT_EQ(record[0].what, "rights changed; roles: agent writer; audiences: ");
  EXPECT_EQ(record[1].what, "signed in");
  EXPECT_EQ(record[1].address, kHome);
  EXPECT_EQ(record[2].who, "(unknown)");
  EXPECT_EQ(record[3].who, "anna");
  EXPECT_EQ(record[3].what, "sign-in failed");
  EXPECT_EQ(record[3].address, "198.51.100.1");
  EXPECT_THAT(record[4].what, StartsWith("account added; roles: agent"));
}

}  // namespace
}  // namespace zeroline

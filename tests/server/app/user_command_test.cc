#include "server/app/user_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "server/app/command_line.h"
#include "server/auth/identities.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* kPassword = "correct horse battery";

class UserCommandTest : public ::testing::Test {
 protected:
  // Runs it with these answers to what is asked; what it printed, or the error after "error: ".
  std::string Run(UserCommand command, std::vector<std::string> answers = {kPassword, kPassword}) {
    command.state = tree_.path() / "state/zeroline.db";
    std::size_t asked = 0;
    const AskSecret ask = [&](const std::string&) -> Result<std::string> {
      if (asked == answers.size()) return Fail(ErrorCode::kInvalidArgument, "no password came");
      return answers[asked++];
    };
    std::ostringstream out;
    const Status done = RunUser(command, ask, out);
    return done ? out.str() : "error: " + done.error().message;
  }

  static UserCommand Command(UserCommand::Action action, const std::string& name) {
    UserCommand command;
    command.action = action;
    command.name = name;
    return command;
  }

  std::string Add(const std::string& name) {
    UserCommand command = Command(UserCommand::Action::kAdd, name);
    command.roles = {"agent"};
    command.audiences = {"internal"};
    return Run(command);
  }

  std::unique_ptr<Store> OpenStore() { return *Store::Open(tree_.path() / "state/zeroline.db"); }

  SignIn::Outcome SignInWith(const std::string& name, const std::string& password) {
    const auto store = OpenStore();
    return Identities(store.get()).TrySignIn(name, password, "192.0.2.7", "")->outcome;
  }

  using Action = UserCommand::Action;
  testing::TempTree tree_;
};

TEST_F(UserCommandTest, AddsAccountsThatCanSignIn) {
  EXPECT_EQ(Run(Command(Action::kList, "")), "there is no account yet\n");
  EXPECT_EQ(Add("Anna"), "done\n");
  EXPECT_EQ(Add("anna"), "error: there is an account named anna already");
  EXPECT_THAT(
      Run(Command(Action::kList, "")),
      AllOf(StartsWith("anna  roles agent  audiences internal  since "), Not(HasSubstr("argon2"))));
  EXPECT_EQ(SignInWith("anna", kPassword), SignIn::Outcome::kSignedIn);
}

TEST_F(UserCommandTest, APasswordIsConfirmedAndGood) {
  const UserCommand add = Command(Action::kAdd, "anna");
  EXPECT_THAT(Run(add, {kPassword, "another one here"}), HasSubstr("differ"));
  EXPECT_THAT(Run(add, {"short", "short"}), HasSubstr("at least 12"));
  EXPECT_THAT(Run(add, {kPassword}), HasSubstr("no password came"));
  EXPECT_THAT(Run(add, {}), HasSubstr("no password came"));
  EXPECT_EQ(Run(Command(Action::kList, "")), "there is no account yet\n");
}

TEST_F(UserCommandTest, ChangesAccounts) {
  Add("anna");
  EXPECT_EQ(Run(Command(Action::kPassword, "anna"), {"quite another one", "quite another one"}),
            "done\n");
  EXPECT_EQ(SignInWith("anna", kPassword), SignIn::Outcome::kWrong);
  EXPECT_EQ(SignInWith("anna", "quite another one"), SignIn::Outcome::kSignedIn);
  UserCommand rights = Command(Action::kRights, "anna");
  rights.roles = {"writer"};
  EXPECT_EQ(Run(rights), "done\n");
  EXPECT_THAT(Run(Command(Action::kList, "")), HasSubstr("roles writer  audiences -"));
  EXPECT_EQ(Run(Command(Action::kDisable, "anna")), "done\n");
  EXPECT_THAT(Run(Command(Action::kList, "")), HasSubstr("disabled"));
  EXPECT_EQ(SignInWith("anna", "quite another one"), SignIn::Outcome::kWrong);
  EXPECT_EQ(Run(Command(Action::kEnable, "anna")), "done\n");
  EXPECT_EQ(SignInWith("anna", "quite another one"), SignIn::Outcome::kSignedIn);
  EXPECT_EQ(Run(Command(Action::kRemove, "anna")), "done\n");
  EXPECT_EQ(Run(Command(Action::kRemove, "anna")), "error: there is no account named anna");
  EXPECT_THAT(Run(Command(Action::kAudit, "")),
              AllOf(HasSubstr("(command line)  account removed  anna"),
                    HasSubstr("anna  signed in  from 192.0.2.7"),
                    HasSubstr("anna  sign-in failed  from 192.0.2.7")));
}

TEST_F(UserCommandTest, ATokenIsShownOnce) {
  Add("anna");
  UserCommand make = Command(Action::kToken, "anna");
  make.label = "help desk";
  std::string token = Run(make);
  ASSERT_THAT(token, StartsWith("zl_"));
  token.pop_back();
  {
    const auto store = OpenStore();
    EXPECT_EQ(Identities(store.get()).OfToken(token)->name, "anna");
  }
  const std::string listed = Run(Command(Action::kTokens, ""));
  EXPECT_THAT(listed, AllOf(HasSubstr("anna  help desk"), Not(HasSubstr(token))));
  UserCommand revoke = Command(Action::kRevoke, "");
  revoke.id = 1;
  EXPECT_EQ(Run(revoke), "done\n");
  EXPECT_EQ(Run(revoke), "error: there is no such token");
  const auto store = OpenStore();
  EXPECT_FALSE(Identities(store.get()).OfToken(token));
}

TEST_F(UserCommandTest, ATokenMayEndByItself) {
  Add("anna");
  UserCommand make = Command(Action::kToken, "anna");
  make.label = "a month";
  make.days = 30;
  ASSERT_THAT(Run(make), StartsWith("zl_"));
  EXPECT_THAT(Run(Command(Action::kTokens, "anna")), HasSubstr("used never  until 20"));
  std::ostringstream out;
  std::ostringstream err;
  const std::string state = (tree_.path() / "state/zeroline.db").string();
  for (const char* days : {"0", "-1", "x", "99999"}) {
    EXPECT_EQ(
        RunCommandLine({"user", "token", "anna", "--label", "x", "--days", days, "--state", state},
                       out, err),
        2)
        << days;
  }
}

// Whoever works at the server itself can always help themselves again.
TEST_F(UserCommandTest, RemovesTheLastAdmin) {
  UserCommand add = Command(Action::kAdd, "boss");
  add.roles = {"admin"};
  ASSERT_EQ(Run(add), "done\n");
  EXPECT_EQ(Run(Command(Action::kRemove, "boss")), "done\n");
}

TEST_F(UserCommandTest, TheRecordSaysWhoDidWhatFromWhere) {
  Add("anna");
  {
    const auto store = OpenStore();
    Identities identities(store.get());
    const std::string token = *identities.MakeToken("anna", "desk", Doer("anna", "192.0.2.7"));
    ASSERT_TRUE(identities.OfToken(token, "192.0.2.8"));
    ASSERT_TRUE(identities.OfProxy({"zoe", {}, {}}, "192.0.2.9"));
    ASSERT_TRUE(identities.SetRights("anna", {}, {"hr"}, Doer("boss", "192.0.2.10")));
  }
  EXPECT_THAT(
      Run(Command(Action::kAudit, "")),
      AllOf(HasSubstr("anna  token made: desk  anna  from 192.0.2.7"),
            HasSubstr("anna  token used: desk  from 192.0.2.8"),
            HasSubstr("zoe  signed in by single sign-on  from 192.0.2.9"),
            HasSubstr("boss  rights changed; roles: ; audiences: hr  anna  from 192.0.2.10"),
            Not(HasSubstr("zl_"))));
}

TEST_F(UserCommandTest, IsPartOfTheCommandLine) {
  std::ostringstream out;
  std::ostringstream err;
  const std::string state = (tree_.path() / "zeroline.db").string();
  EXPECT_EQ(RunCommandLine({"user", "list", "--state", state}, out, err), 0) << err.str();
  EXPECT_EQ(out.str(), "there is no account yet\n");
  EXPECT_EQ(RunCommandLine({"user", "disable", "anna", "--state", state}, out, err), 1);
  EXPECT_THAT(err.str(), HasSubstr("no account named anna"));
  EXPECT_EQ(RunCommandLine({"user"}, out, err), 2);
  EXPECT_EQ(RunCommandLine({"user", "add", "--state", state}, out, err), 2);
}

}  // namespace
}  // namespace zeroline

#include "server/store/accounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/store/store.h"
#include "tests/support/broken_state.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr SessionLifetime kLifetime{100, 1000};

class AccountsTest : public ::testing::Test {
 protected:
  AccountsTest() : store_(Open()) {}

  std::unique_ptr<Store> Open() {
    auto store = Store::Open(tree_.path() / "state.db", [this] { return now_; });
    if (!store) throw std::runtime_error(store.error().message);
    return *std::move(store);
  }

  Status Add(const std::string& name) {
    Account account;
    account.name = name;
    account.password_hash = "$argon2id$" + name;
    account.roles = {"agent"};
    account.audiences = {"hr", "internal"};
    return store_->accounts().Add(account, {0, "root", "account added", name, ""});
  }

  Status SignIn(const std::string& hash, const std::string& name, const std::string& old = "") {
    return store_->credentials().AddSession(hash, old, {0, name, "signed in", "", "192.0.2.7"});
  }

  static ApiToken Token(const std::string& account, const std::string& label,
                        std::int64_t expires = 0) {
    return {0, account, label, 0, 0, expires};
  }

  bool HasSession(const std::string& hash) {
    return store_->credentials().FindSession(hash, kLifetime).has_value();
  }

  Accounts& accounts() { return store_->accounts(); }
  Credentials& credentials() { return store_->credentials(); }

  testing::TempTree tree_;
  std::int64_t now_ = 1'000'000;
  std::unique_ptr<Store> store_;
  const AuditEntry audit_{0, "root", "changed", "anna", ""};
};

TEST_F(AccountsTest, KeepsNamesRightsAndHashes) {
  ASSERT_TRUE(Add("zoe"));
  ASSERT_TRUE(Add("anna"));
  EXPECT_EQ(Add("anna").error().code, ErrorCode::kConflict);
  store_.reset();
  store_ = Open();
  const auto anna = accounts().Find("anna");
  ASSERT_TRUE(anna) << anna.error().message;
  EXPECT_EQ(anna->password_hash, "$argon2id$anna");
  EXPECT_THAT(anna->roles, ElementsAre("agent"));
  EXPECT_THAT(anna->audiences, ElementsAre("hr", "internal"));
  EXPECT_EQ(anna->created, now_);
  EXPECT_FALSE(anna->is_disabled);
  EXPECT_EQ(accounts().List()->at(0).name, "anna");
  EXPECT_EQ(accounts().List()->at(1).name, "zoe");
  EXPECT_EQ(*accounts().Count(), 2u);
  EXPECT_EQ(accounts().Find("Anna").error().code, ErrorCode::kNotFound);
}

TEST_F(AccountsTest, ChangesOfNobodyAreNotFound) {
  EXPECT_EQ(accounts().SetPassword("anna", "x", audit_).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(accounts().Disable("anna", audit_).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(accounts().Enable("anna", audit_).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(accounts().Remove("anna", audit_).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(accounts().SetRights("anna", {}, {}, audit_).error().code, ErrorCode::kNotFound);
  EXPECT_THAT(*accounts().ListAudit(10), IsEmpty());
}

TEST_F(AccountsTest, ASessionShowsTheRightsOfNow) {
  ASSERT_TRUE(Add("anna"));
  ASSERT_TRUE(SignIn("s1", "anna"));
  EXPECT_THAT(credentials().FindSession("s1", kLifetime)->roles, ElementsAre("agent"));
  ASSERT_TRUE(accounts().SetRights("anna", {"admin", "writer"}, {}, audit_));
  const auto account = credentials().FindSession("s1", kLifetime);
  EXPECT_THAT(account->roles, ElementsAre("admin", "writer"));
  EXPECT_THAT(account->audiences, IsEmpty());
}

TEST_F(AccountsTest, ASessionEndsWhenIdleAndWhenOld) {
  ASSERT_TRUE(Add("anna"));
  ASSERT_TRUE(SignIn("idle", "anna"));
  now_ += 99;
  EXPECT_TRUE(HasSession("idle"));  // used: another 100 seconds
  now_ += 99;
  EXPECT_TRUE(HasSession("idle"));
  now_ += 100;
  EXPECT_FALSE(HasSession("idle"));

  ASSERT_TRUE(SignIn("old", "anna"));
  for (int i = 0; i < 9; ++i) {
    now_ += 99;
    EXPECT_TRUE(HasSession("old"));
  }
  now_ += 99;
  EXPECT_TRUE(HasSession("old"));
  now_ += 10;
  EXPECT_FALSE(HasSession("old"));
  EXPECT_EQ(*credentials().PurgeSessions(kLifetime), 2u);
}

TEST_F(AccountsTest, SessionsEndWithWhatTheyStandOn) {
  ASSERT_TRUE(Add("anna"));
  ASSERT_TRUE(Add("zoe"));
  ASSERT_TRUE(SignIn("other", "zoe"));

  ASSERT_TRUE(SignIn("a", "anna"));
  ASSERT_TRUE(SignIn("b", "anna", "a"));
  EXPECT_FALSE(HasSession("a")) << "a new session replaces the one the browser had";
  ASSERT_TRUE(credentials().EndSession("b", {0, "", "signed out", "", ""}));
  EXPECT_FALSE(HasSession("b"));

  ASSERT_TRUE(SignIn("c", "anna"));
  ASSERT_TRUE(accounts().SetPassword("anna", "new", audit_));
  EXPECT_FALSE(HasSession("c"));

  ASSERT_TRUE(SignIn("d", "anna"));
  ASSERT_TRUE(accounts().Disable("anna", audit_));
  EXPECT_FALSE(HasSession("d"));
  ASSERT_TRUE(accounts().Enable("anna", audit_));
  EXPECT_FALSE(HasSession("d"));

  ASSERT_TRUE(SignIn("e", "anna"));
  ASSERT_TRUE(accounts().Remove("anna", audit_));
  EXPECT_FALSE(HasSession("e"));
  EXPECT_TRUE(HasSession("other"));
}

TEST_F(AccountsTest, ADisabledAccountHasNoSessionEvenIfOneIsMade) {
  ASSERT_TRUE(Add("anna"));
  ASSERT_TRUE(accounts().Disable("anna", audit_));
  ASSERT_TRUE(SignIn("a", "anna"));
  EXPECT_FALSE(HasSession("a"));
}

TEST_F(AccountsTest, TokensAreFoundByTheirHashAndRevoked) {
  ASSERT_TRUE(Add("anna"));
  const auto token = credentials().AddToken("hash", Token("anna", "laptop"), audit_);
  ASSERT_TRUE(token) << token.error().message;
  EXPECT_EQ(credentials().FindToken("hash")->account.name, "anna");
  EXPECT_EQ(credentials().FindToken("").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(credentials().ListTokens("anna")->at(0).last_used, now_);
  EXPECT_THAT(*credentials().ListTokens("zoe"), IsEmpty());
  ASSERT_TRUE(credentials().RevokeToken(token->id, "anna", audit_));
  EXPECT_EQ(credentials().FindToken("hash").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(credentials().RevokeToken(token->id, "anna", audit_).error().code,
            ErrorCode::kNotFound);
  EXPECT_EQ(credentials().AddToken("x", Token("nobody", ""), audit_).error().code,
            ErrorCode::kNotFound);
}

TEST_F(AccountsTest, ATokenEndsWhenItsTimeIsOver) {
  ASSERT_TRUE(Add("anna"));
  ASSERT_TRUE(credentials().AddToken("hash", Token("anna", "laptop", now_ + 100), audit_));
  EXPECT_EQ(credentials().ListTokens("anna")->at(0).expires, now_ + 100);
  now_ += 99;
  EXPECT_TRUE(credentials().FindToken("hash"));
  now_ += 1;
  EXPECT_EQ(credentials().FindToken("hash").error().code, ErrorCode::kNotFound);
}

TEST_F(AccountsTest, OnlyItsOwnerRevokesAToken) {
  ASSERT_TRUE(Add("anna"));
  ASSERT_TRUE(Add("zoe"));
  const auto token = credentials().AddToken("hash", Token("anna", "laptop"), audit_);
  EXPECT_EQ(credentials().RevokeToken(token->id, "zoe", audit_).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(credentials().FindToken("hash"));
  ASSERT_TRUE(credentials().RevokeToken(token->id, "", audit_)) << "whoever decides about accounts";
  EXPECT_EQ(accounts().ListAudit(1)->front().what, "token revoked: laptop");
  EXPECT_EQ(accounts().ListAudit(1)->front().whom, "anna");
}

TEST_F(AccountsTest, AnAccountHasSoManyTokens) {
  ASSERT_TRUE(Add("anna"));
  for (int i = 0; i < Credentials::kMaxTokens; ++i) {
    ASSERT_TRUE(credentials().AddToken(std::to_string(i), Token("anna", "x"), audit_)) << i;
  }
  EXPECT_EQ(credentials().AddToken("more", Token("anna", "x"), audit_).error().code,
            ErrorCode::kConflict);
}

TEST_F(AccountsTest, SessionsAreListedAndTheOthersEnded) {
  ASSERT_TRUE(Add("anna"));
  ASSERT_TRUE(Add("zoe"));
  ASSERT_TRUE(SignIn("over", "anna"));
  now_ += 100;
  ASSERT_TRUE(SignIn("a", "anna"));
  now_ += 10;
  ASSERT_TRUE(SignIn("b", "anna"));
  ASSERT_TRUE(SignIn("other", "zoe"));
  const auto sessions = credentials().ListSessions("anna", kLifetime);
  ASSERT_THAT(*sessions, SizeIs(2));
  EXPECT_EQ(sessions->at(0).hash, "b");
  EXPECT_EQ(sessions->at(1).created, now_ - 10);
  ASSERT_TRUE(credentials().EndSessions("anna", "a", audit_));
  EXPECT_TRUE(HasSession("a"));
  EXPECT_FALSE(HasSession("b"));
  EXPECT_TRUE(HasSession("other"));
  ASSERT_TRUE(SignIn("c", "anna"));
  ASSERT_TRUE(accounts().SetPassword("anna", "new", audit_, "a"));
  EXPECT_TRUE(HasSession("a"));
  EXPECT_FALSE(HasSession("c"));
}

TEST_F(AccountsTest, TheLastAdminStaysWhereItHasTo) {
  const auto refuses = [&](const Status& done) {
    return !done && done.error().code == ErrorCode::kConflict;
  };
  ASSERT_TRUE(Add("anna"));
  ASSERT_TRUE(Add("zoe"));
  ASSERT_TRUE(accounts().SetRights("anna", {"admin"}, {}, audit_));
  ASSERT_TRUE(accounts().SetRights("zoe", {"admin"}, {}, audit_));
  ASSERT_TRUE(accounts().Disable("zoe", audit_, LastAdmin::kStays)) << "anna is left";
  EXPECT_TRUE(refuses(accounts().Disable("anna", audit_, LastAdmin::kStays)))
      << "a disabled admin does not count";
  EXPECT_TRUE(refuses(accounts().Remove("anna", audit_, LastAdmin::kStays)));
  EXPECT_TRUE(refuses(accounts().SetRights("anna", {"agent"}, {}, audit_, LastAdmin::kStays)));
  EXPECT_TRUE(accounts().SetRights("anna", {"admin", "agent"}, {}, audit_, LastAdmin::kStays));
  EXPECT_TRUE(accounts().Remove("zoe", audit_, LastAdmin::kStays)) << "it is no enabled admin";
  EXPECT_TRUE(accounts().Remove("anna", audit_)) << "whoever works at the server may";
}

TEST_F(AccountsTest, WhatHappensAllDayIsRecordedOnceADayAndAddress) {
  const auto record = [&](const std::string& address) {
    ASSERT_TRUE(accounts().RecordDaily({0, "anna", "token used: x", "", address}));
  };
  now_ = 86'400 * 100;
  for (int i = 0; i < 3; ++i) {
    record("192.0.2.7");
    record("192.0.2.8");
  }
  EXPECT_THAT(*accounts().ListAudit(10), SizeIs(2));
  store_.reset();
  store_ = Open();
  record("192.0.2.7");
  EXPECT_THAT(*accounts().ListAudit(10), SizeIs(2)) << "a restart does not forget";
  now_ += 86'399;
  record("192.0.2.7");
  EXPECT_THAT(*accounts().ListAudit(10), SizeIs(2));
  now_ += 1;
  record("192.0.2.7");
  EXPECT_THAT(*accounts().ListAudit(10), SizeIs(3));
  EXPECT_THAT(*accounts().ListAudit(2, 2), SizeIs(1));
}

TEST_F(AccountsTest, TheFirstLinkMakesOneAccount) {
  Account account;
  account.name = "anna";
  account.password_hash = "hash";
  EXPECT_EQ(accounts().AddFirst(account, "", 100, audit_).error().code, ErrorCode::kNotFound);
  ASSERT_TRUE(credentials().SetFirstLink("old"));
  ASSERT_TRUE(credentials().SetFirstLink("link"));
  EXPECT_FALSE(credentials().CheckFirstLink("old", 100));
  EXPECT_TRUE(credentials().CheckFirstLink("link", 100));
  now_ += 100;
  EXPECT_FALSE(credentials().CheckFirstLink("link", 100));
  EXPECT_FALSE(accounts().AddFirst(account, "link", 100, audit_));
  now_ -= 1;
  EXPECT_FALSE(accounts().AddFirst(account, "old", 100, audit_));
  ASSERT_TRUE(accounts().AddFirst(account, "link", 100, audit_));
  account.name = "zoe";
  EXPECT_FALSE(accounts().AddFirst(account, "link", 100, audit_));
  ASSERT_TRUE(credentials().SetFirstLink("another"));
  EXPECT_FALSE(credentials().CheckFirstLink("another", 100)) << "there is an account by now";
}

TEST_F(AccountsTest, WhatHappenedIsRecordedNewestFirst) {
  ASSERT_TRUE(Add("anna"));
  ASSERT_TRUE(SignIn("a", "anna"));
  now_ += 5;
  ASSERT_TRUE(credentials().EndSession("a", {0, "", "signed out", "", "192.0.2.7"}));
  ASSERT_TRUE(accounts().Remove("anna", {0, "root", "account removed", "anna", ""}));
  const auto record = accounts().ListAudit(10);
  ASSERT_THAT(*record, SizeIs(4));
  EXPECT_EQ(record->at(0).what, "account removed");
  EXPECT_EQ(record->at(0).whom, "anna");
  EXPECT_EQ(record->at(1).what, "signed out");
  EXPECT_EQ(record->at(1).who, "anna");
  EXPECT_EQ(record->at(1).at, now_);
  EXPECT_EQ(record->at(2).what, "signed in");
  EXPECT_EQ(record->at(2).address, "192.0.2.7");
  EXPECT_EQ(record->at(3).what, "account added");
  EXPECT_EQ(*accounts().PurgeAudit(now_), 2u);
  EXPECT_THAT(*accounts().ListAudit(10), SizeIs(2));
}

TEST_F(AccountsTest, AnAgentsRequestsAreListedAndCounted) {
  Tickets& tickets = store_->tickets();
  std::vector<std::string> numbers;
  for (int i = 0; i < 5; ++i) {
    NewTicket ticket;
    ticket.subject = "Printer " + std::to_string(i);
    ticket.body = "It burns";
    ticket.queue = i < 2 ? "printing" : "";
    numbers.push_back(tickets.Add(ticket)->number);
  }
  ASSERT_TRUE(tickets.Take(numbers[0], "anna"));
  ASSERT_TRUE(tickets.Take(numbers[3], "anna"));
  ASSERT_TRUE(tickets.Take(numbers[4], "zoe"));
  TicketFilter filter;
  filter.agent = "anna";
  filter.order = TicketFilter::Order::kNewestFirst;
  ASSERT_THAT(*tickets.List(filter), SizeIs(2));
  EXPECT_EQ(tickets.List(filter)->front().number, numbers[3]);
  filter.queue = "printing";
  filter.offset = 5;
  EXPECT_THAT(*tickets.List(filter), IsEmpty());
  EXPECT_EQ(*tickets.Count(filter), 1u);
  TicketFilter fresh;
  fresh.status = Ticket::Status::kNew;
  EXPECT_EQ(*tickets.Count(fresh), 2u);
}

// Nothing is done that the record does not hold.
TEST_F(AccountsTest, AChangeThatCannotBeRecordedIsNotMade) {
  ASSERT_TRUE(Add("anna"));
  testing::ExecuteSql(tree_.path() / "state.db", "ALTER TABLE audit RENAME TO lost");
  const Status disabled = accounts().Disable("anna", audit_);
  ASSERT_FALSE(disabled);
  EXPECT_THAT(disabled.error().message, HasSubstr("disable the account"));
  EXPECT_FALSE(accounts().Find("anna")->is_disabled);
  EXPECT_FALSE(SignIn("a", "anna"));
  EXPECT_FALSE(HasSession("a"));
}

}  // namespace
}  // namespace zeroline

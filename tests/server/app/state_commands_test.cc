// The commands that work on the state beside a running server, as people type them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "server/app/command_line.h"
#include "server/store/store.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kVisitor[] = "fedcba9876543210fedcba9876543210";

class StateCommandsTest : public ::testing::Test {
 protected:
  StateCommandsTest() : store_(testing::ValueOrThrow(Store::Open(file_))) {}

  // Gives the exit status; what was printed is in out_ and err_.
  int Run(std::vector<std::string> arguments) {
    std::ostringstream out;
    std::ostringstream err;
    const int status = RunCommandLine(arguments, out, err);
    out_ = out.str();
    err_ = err.str();
    return status;
  }
  std::string Send(const std::string& contact, const std::string& visitor) {
    NewTicket ticket;
    ticket.subject = "My illness";
    ticket.contact = contact;
    ticket.visitor = visitor;
    return testing::ValueOrThrow(store_->tickets().Add(ticket)).number;
  }
  void Search(const std::string& visitor) {
    IntentEvent event;
    event.visitor = visitor;
    event.at = SystemSeconds();
    event.step.text = "my illness";
    ASSERT_TRUE(store_->intents().Record({event}));
  }
  std::string SubjectOf(const std::string& number) {
    return testing::ValueOrThrow(store_->tickets().Find(number)).subject;
  }
  std::size_t StepsOf(const std::string& visitor) {
    return testing::ValueOrThrow(store_->intents().Trail("", visitor, 0, 99)).size();
  }

  testing::TempTree tree_;
  const std::filesystem::path file_ = tree_.path() / "state.db";
  const std::string state_ = file_.string();
  std::unique_ptr<Store> store_;
  std::string out_;
  std::string err_;
};

TEST_F(StateCommandsTest, AnIncidentIsStartedListedAndEnded) {
  ASSERT_EQ(Run({"incident", "start", "--state", state_, "--section", "mail", "--word", "outlook",
                 "--word", "почта", "--text", "en=Mail is slow: a = b.", "--text",
                 "ru=Почта работает медленно."}),
            0)
      << err_;
  const auto current = testing::ValueOrThrow(store_->incidents().Current());
  ASSERT_THAT(current, SizeIs(1));
  EXPECT_EQ(current[0].texts.at("en"), "Mail is slow: a = b.");
  EXPECT_THAT(current[0].words, SizeIs(2));
  ASSERT_EQ(Run({"incident", "list", "--state", state_}), 0);
  EXPECT_THAT(out_, HasSubstr("section mail"));
  EXPECT_THAT(out_, HasSubstr("ru: Почта"));
  ASSERT_EQ(Run({"incident", "end", "--state", state_, std::to_string(current[0].id)}), 0) << err_;
  ASSERT_EQ(Run({"incident", "list", "--state", state_}), 0);
  EXPECT_THAT(out_, HasSubstr("no incident"));
  EXPECT_EQ(Run({"incident", "end", "--state", state_, std::to_string(current[0].id)}), 1);
  EXPECT_THAT(err_, HasSubstr("no incident"));
}

TEST_F(StateCommandsTest, AnIncidentSaysSomethingInALanguage) {
  for (const char* text : {"Mail is slow.", "=Mail", "e n=Mail", "en="}) {
    EXPECT_EQ(Run({"incident", "start", "--state", state_, "--text", text}), 1) << text;
    EXPECT_THAT(err_, HasSubstr("text")) << text;
  }
  EXPECT_EQ(Run({"incident", "start", "--state", state_}), 2);
  EXPECT_EQ(Run({"incident"}), 2);
  EXPECT_THAT(testing::ValueOrThrow(store_->incidents().Current()), IsEmpty());
}

TEST_F(StateCommandsTest, TheReportComesInThreeFormats) {
  IntentEvent solved;
  solved.kind = IntentEvent::Kind::kSolved;
  solved.intent = "form";
  solved.visitor = kVisitor;
  solved.language = "en";
  solved.at = SystemSeconds() - 60;
  IntentEvent old = solved;
  old.intent = "old";
  old.at -= 50 * 24 * 60 * 60;
  ASSERT_TRUE(store_->intents().Record({solved, old}));
  ASSERT_EQ(Run({"deflection", "--state", state_}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("confirmed: 100.0 % (1 of 1;"));
  EXPECT_THAT(out_, HasSubstr("One row per request form opened"));
  ASSERT_EQ(Run({"deflection", "--state", state_, "--since", "60", "--format", "json"}), 0);
  EXPECT_THAT(out_, HasSubstr("\"total\": 2"));
  ASSERT_EQ(Run({"deflection", "--state", state_, "--format", "csv"}), 0);
  EXPECT_THAT(out_, HasSubstr("article,language,title"));
  ASSERT_EQ(Run({"deflection", "--state", state_, "--window", "24"}), 0);
  EXPECT_THAT(out_, HasSubstr("within 24 h"));
  EXPECT_EQ(Run({"deflection", "--state", state_, "--format", "xml"}), 2);
  EXPECT_EQ(Run({"deflection", "--state", state_, "--since", "0"}), 2);
}

TEST_F(StateCommandsTest, ErasingAContactForgetsItsTicketsAndTheirVisitor) {
  const std::string hers = Send("vera@example.com", kVisitor);
  const std::string his = Send("oleg@example.com", "");
  Search(kVisitor);
  ASSERT_EQ(Run({"erase", "--state", state_, "--contact", "Vera@example.com"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("erased 1 requests, and 1 steps"));
  EXPECT_EQ(SubjectOf(hers), "");
  EXPECT_EQ(SubjectOf(his), "My illness");
  EXPECT_EQ(StepsOf(kVisitor), 0u);
  ASSERT_EQ(Run({"erase", "--state", state_, "--contact", "Vera@example.com"}), 0);
  EXPECT_THAT(out_, HasSubstr("erased 0 requests"));
}

TEST_F(StateCommandsTest, ErasingAVisitorForgetsAllTheySent) {
  const std::string first = Send("", kVisitor);
  const std::string second = Send("vera@example.com", kVisitor);
  Search(kVisitor);
  Search("somebody else");
  ASSERT_EQ(Run({"erase", "--state", state_, "--visitor", kVisitor}), 0) << err_;
  EXPECT_EQ(SubjectOf(first), "");
  EXPECT_EQ(SubjectOf(second), "");
  EXPECT_EQ(StepsOf(kVisitor), 0u);
  EXPECT_EQ(StepsOf("somebody else"), 1u);
}

TEST_F(StateCommandsTest, ErasingATicketLeavesTheOthersOfItsSender) {
  const std::string first = Send("vera@example.com", kVisitor);
  const std::string second = Send("vera@example.com", kVisitor);
  Search(kVisitor);
  ASSERT_EQ(Run({"erase", "--state", state_, "--ticket", first}), 0) << err_;
  EXPECT_EQ(SubjectOf(first), "");
  EXPECT_EQ(SubjectOf(second), "My illness");
  EXPECT_EQ(StepsOf(kVisitor), 0u);
  EXPECT_EQ(Run({"erase", "--state", state_, "--ticket", "ZL-1"}), 1);
  EXPECT_EQ(Run({"erase", "--state", state_, "--ticket", first}), 0) << "again";
}

TEST_F(StateCommandsTest, ErasingTakesOnePersonAtATime) {
  EXPECT_EQ(Run({"erase", "--state", state_}), 2);
  EXPECT_EQ(Run({"erase", "--state", state_, "--contact", "a", "--visitor", "b"}), 2);
}

TEST_F(StateCommandsTest, NoCommandMakesAStateOfAMistypedName) {
  const std::string other = (tree_.path() / "other.db").string();
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"incident", "list", "--state", other},
        {"deflection", "--state", other},
        {"erase", "--state", other, "--contact", "a"}}) {
    EXPECT_EQ(Run(command), 1);
    EXPECT_THAT(err_, HasSubstr("there is no state in"));
  }
  EXPECT_FALSE(std::filesystem::exists(other));
}

TEST_F(StateCommandsTest, ForgetsWhatAgentsNotedOfARequestWhosever) {
  const std::string ours = Send("a@example.com", "");
  for (const std::string& number : {ours, std::string("INC-1"), std::string("INC-2")}) {
    WriterNote wish;
    wish.kind = WriterNote::Kind::kWish;
    wish.title = "Their illness";
    wish.ticket = number;
    wish.by = "anna";
    ASSERT_TRUE(store_->writer_inbox().Add(wish));
  }
  const auto left = [&] { return *store_->writer_inbox().Count(WriterNote::State::kOpen); };
  EXPECT_EQ(Run({"erase", "--state", state_, "--ticket", ours}), 0) << err_;
  EXPECT_EQ(left(), 2U);
  EXPECT_EQ(Run({"erase", "--state", state_, "--ticket", "inc-1"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("another help desk"));
  EXPECT_EQ(left(), 1U);
  EXPECT_NE(Run({"erase", "--state", state_, "--ticket", "INC-1"}), 0);
  EXPECT_EQ(left(), 1U);
}

}  // namespace
}  // namespace zeroline

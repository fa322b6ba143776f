#include "server/deflection/outcome.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace zeroline {
namespace {

using ::testing::HasSubstr;

constexpr std::int64_t kOpened = 1'700'000'000;
constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kLongAfter = kOpened + 1000 * kHour;

IntentFacts Form() {
  IntentFacts facts;
  facts.intent = "a";
  facts.visitor = "v";
  facts.opened_form = kOpened;
  facts.last_seen = kOpened + 10 * kMinute;
  return facts;
}

IntentFacts With(std::vector<std::pair<std::int64_t IntentFacts::*, std::int64_t>> values) {
  IntentFacts facts = Form();
  for (const auto& [member, value] : values) facts.*member = value;
  return facts;
}

struct Case {
  std::string name;
  IntentFacts facts;
  Outcome want;
  std::int64_t now = kLongAfter;
};

using F = IntentFacts;

TEST(OutcomeTest, IsTheOneTheRuleNames) {
  constexpr std::int64_t kSolved = kOpened + 2 * kMinute;
  constexpr std::int64_t kLeft = kOpened + 10 * kMinute;
  const Case cases[] = {
      {"solved", With({{&F::solved, kSolved}}), Outcome::kConfirmed},
      {"solved a second ago", With({{&F::solved, kSolved}}), Outcome::kConfirmed, kSolved + 1},
      {"solved, ticket just within the window",
       With({{&F::solved, kSolved}, {&F::next_ticket, kSolved + 72 * kHour}}), Outcome::kReversed},
      {"solved, ticket just after the window",
       With({{&F::solved, kSolved}, {&F::next_ticket, kSolved + 72 * kHour + 1}}),
       Outcome::kConfirmed},
      {"solved, and the same form sent after all",
       With({{&F::solved, kSolved}, {&F::sent, kSolved + kMinute}}), Outcome::kReversed},
      {"solved and sent in the same second", With({{&F::solved, kSolved}, {&F::sent, kSolved}}),
       Outcome::kReversed},
      {"solved, another form opened", With({{&F::solved, kSolved}, {&F::next_form, kSolved + 5}}),
       Outcome::kConfirmed},
      {"sent, and solved later by the mail",
       With({{&F::sent, kSolved}, {&F::solved, kSolved + kHour}, {&F::offered, kOpened + 5}}),
       Outcome::kIgnored},
      {"read and left",
       With({{&F::offered, kOpened}, {&F::opened_article, kOpened + 9}, {&F::read_seconds, 10}}),
       Outcome::kProbable},
      {"opened and left at once",
       With({{&F::offered, kOpened}, {&F::opened_article, kOpened + 9}, {&F::read_seconds, 9}}),
       Outcome::kAbandoned},
      {"read nothing for long", With({{&F::offered, kOpened}, {&F::read_seconds, 100}}),
       Outcome::kAbandoned},
      {"read, left and sent another form",
       With({{&F::opened_article, kOpened + 9},
             {&F::read_seconds, 60},
             {&F::next_ticket, kLeft + 72 * kHour}}),
       Outcome::kAbandoned},
      {"read, left and opened another form",
       With({{&F::opened_article, kOpened + 9}, {&F::read_seconds, 60}, {&F::next_form, kLeft}}),
       Outcome::kAbandoned},
      {"read, left and came back much later",
       With({{&F::opened_article, kOpened + 9},
             {&F::read_seconds, 60},
             {&F::next_form, kLeft + 72 * kHour + 1}}),
       Outcome::kProbable},
      {"read and still there", With({{&F::opened_article, kOpened + 9}, {&F::read_seconds, 60}}),
       Outcome::kUndecided, kLeft + 30 * kMinute - 1},
      {"seen half an hour ago", Form(), Outcome::kAbandoned, kLeft + 30 * kMinute},
      {"left without a sign", Form(), Outcome::kAbandoned},
      {"sent after opening",
       With({{&F::offered, kOpened}, {&F::opened_article, kOpened + 9}, {&F::sent, kLeft}}),
       Outcome::kFailed},
      {"sent in the second of opening",
       With({{&F::offered, kOpened}, {&F::opened_article, kLeft}, {&F::sent, kLeft}}),
       Outcome::kFailed},
      {"sent, opened afterwards",
       With({{&F::offered, kOpened}, {&F::opened_article, kLeft + 1}, {&F::sent, kLeft}}),
       Outcome::kIgnored},
      {"sent without opening", With({{&F::offered, kOpened}, {&F::sent, kLeft}}),
       Outcome::kIgnored},
      {"sent, offered afterwards", With({{&F::offered, kLeft + 1}, {&F::sent, kLeft}}),
       Outcome::kNotOffered},
      {"sent, withheld",
       With({{&F::eligible, kOpened}, {&F::withheld, kOpened}, {&F::sent, kLeft}}),
       Outcome::kNotOffered},
      {"sent a moment ago", With({{&F::sent, kLeft}}), Outcome::kNotOffered, kLeft},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(NameOf(OutcomeOf(one.facts, one.now, kReversalWindow)), NameOf(one.want)) << one.name;
  }
}

TEST(OutcomeTest, AsksAPersonWhoeverSentAnyFormWithinTheWindow) {
  const auto asked = [](const IntentFacts& facts) { return AskedAPerson(facts, kReversalWindow); };
  EXPECT_FALSE(asked(Form()));
  EXPECT_TRUE(asked(With({{&F::sent, kOpened + kMinute}})));
  EXPECT_TRUE(asked(With({{&F::next_ticket, kOpened + kHour}})));
  EXPECT_FALSE(asked(With({{&F::next_ticket, kOpened + 100 * kHour}})));
  EXPECT_FALSE(asked(With({{&F::solved, kOpened + 5}})));
  EXPECT_TRUE(asked(With({{&F::solved, kOpened + 5}, {&F::next_ticket, kOpened + kHour}})));
  EXPECT_TRUE(asked(With({{&F::sent, kOpened + 5}, {&F::solved, kOpened + kHour}})));
}

TEST(OutcomeTest, RuleNamesEveryOutcomeAndTheWindow) {
  const std::string rule = OutcomeRule(std::chrono::hours(48));
  for (const Outcome outcome : kOutcomes) {
    EXPECT_THAT(rule, HasSubstr(std::string(NameOf(outcome)) + ":"));
  }
  EXPECT_THAT(rule, HasSubstr("48 h"));
  EXPECT_THAT(OutcomeRule(std::chrono::seconds(90)), HasSubstr("90 s"));
}

}  // namespace
}  // namespace zeroline

#include "server/store/intents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/store/store.h"
#include "tests/support/broken_state.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr std::int64_t kNoon = 1'700'000'000;
using Kind = IntentEvent::Kind;

TrailStep Step(TrailStep::Kind kind, const std::string& article, const std::string& text = "") {
  TrailStep step;
  step.kind = kind;
  step.text = text;
  step.article = article;
  step.language = "en";
  step.title = article.empty() ? "" : "Title of " + article;
  step.anchor = article.empty() ? "" : "steps";
  step.build = article.empty() ? 0 : 7;
  return step;
}

std::vector<std::string> TextsOf(const std::vector<TrailStep>& trail) {
  std::vector<std::string> texts;
  for (const TrailStep& step : trail) {
    texts.push_back(std::string(NameOf(step.kind)) + " " + step.article + step.text);
  }
  return texts;
}

class IntentsTest : public ::testing::Test {
 protected:
  IntentsTest() : store_(testing::ValueOrThrow(Store::Open(file_, [this] { return now_; }))) {}

  Intents& intents() { return store_->intents(); }

  static IntentEvent Event(Kind kind, const std::string& intent, std::int64_t at,
                           TrailStep step = {}) {
    IntentEvent event;
    event.kind = kind;
    event.intent = intent;
    event.visitor = "vera";
    event.language = "en";
    event.at = kNoon + at;
    event.step = std::move(step);
    return event;
  }
  static IntentEvent Visit(const std::string& visitor, std::int64_t at, TrailStep step) {
    IntentEvent event = Event(Kind::kVisited, "", at, std::move(step));
    event.visitor = visitor;
    return event;
  }
  void Record(const std::vector<IntentEvent>& events) {
    const Status recorded = intents().Record(events);
    ASSERT_TRUE(recorded) << recorded.error().message;
  }
  std::vector<IntentFacts> Facts() {
    return testing::ValueOrThrow(intents().Facts(0, kNoon + 1'000'000));
  }
  std::vector<std::string> Trail(const std::string& intent, const std::string& visitor,
                                 std::int64_t since = 0, std::size_t limit = 100) {
    return TextsOf(testing::ValueOrThrow(intents().Trail(intent, visitor, kNoon + since, limit)));
  }
  // Sent at `at`, whether or not the ledger is told.
  std::string Send(const std::string& intent, const std::string& visitor, std::int64_t at) {
    now_ = kNoon + at;
    NewTicket ticket;
    ticket.subject = "Help";
    ticket.contact = visitor + "@Example.com";
    ticket.intent = intent;
    ticket.visitor = visitor;
    return testing::ValueOrThrow(store_->tickets().Add(ticket)).number;
  }

  testing::TempTree tree_;
  const std::filesystem::path file_ = tree_.path() / "state.db";
  std::int64_t now_ = kNoon;
  std::unique_ptr<Store> store_;
};

std::vector<IntentEvent> WholeStory() {
  const auto event = [](Kind kind, std::int64_t at, TrailStep step = {}) {
    IntentEvent made;
    made.kind = kind;
    made.intent = "form";
    made.visitor = "vera";
    made.language = "en";
    made.channel = "widget";
    made.at = kNoon + at;
    made.step = std::move(step);
    return made;
  };
  std::vector<IntentEvent> story = {
      event(Kind::kFormOpened, 0),
      event(Kind::kEligible, 5),
      event(Kind::kStep, 5, Step(TrailStep::Kind::kShown, "a")),
      event(Kind::kStep, 5, Step(TrailStep::Kind::kShown, "b")),
      event(Kind::kStep, 9, Step(TrailStep::Kind::kOpened, "b")),
      event(Kind::kStep, 20, Step(TrailStep::Kind::kRejected, "b", "no lever")),
      event(Kind::kSolved, 30, Step(TrailStep::Kind::kOpened, "a")),
      event(Kind::kLeft, 40),
  };
  story.back().seconds = 25;
  return story;
}

TEST_F(IntentsTest, TellTheWholeStoryOfAForm) {
  Record(WholeStory());
  const std::vector<IntentFacts> facts = Facts();
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_EQ(facts[0].intent, "form");
  EXPECT_EQ(facts[0].visitor, "vera");
  EXPECT_EQ(facts[0].language, "en");
  EXPECT_EQ(facts[0].channel, "widget");
  EXPECT_EQ(facts[0].opened_form, kNoon);
  EXPECT_EQ(facts[0].last_seen, kNoon + 40);
  EXPECT_EQ(facts[0].eligible, kNoon + 5);
  EXPECT_EQ(facts[0].withheld, 0);
  EXPECT_EQ(facts[0].offered, kNoon + 5);
  EXPECT_EQ(facts[0].opened_article, kNoon + 9);
  EXPECT_EQ(facts[0].solved, kNoon + 30);
  EXPECT_EQ(facts[0].solved_by, "a");
  EXPECT_EQ(facts[0].read_seconds, 25);
  EXPECT_EQ(facts[0].sent, 0);
  EXPECT_EQ(facts[0].ticket, "");
  const auto articles = testing::ValueOrThrow(intents().Articles("form"));
  ASSERT_THAT(articles, SizeIs(2));
  EXPECT_EQ(articles[1].article, "b");
  EXPECT_EQ(articles[1].title, "Title of b");
  EXPECT_EQ(articles[1].shown, kNoon + 5);
  EXPECT_EQ(articles[1].opened, kNoon + 9);
  EXPECT_EQ(articles[1].rejected, kNoon + 20);
  EXPECT_EQ(articles[1].reason, "no lever");
  EXPECT_EQ(articles[0].opened, 0);
}

TEST_F(IntentsTest, ToldTwiceSayTheSame) {
  Record(WholeStory());
  const auto trail = Trail("form", "vera");
  Record(WholeStory());
  std::vector<IntentEvent> later = WholeStory();
  for (IntentEvent& event : later) event.at += 100;
  Record(later);
  EXPECT_EQ(Trail("form", "vera"), trail);
  ASSERT_THAT(Facts(), SizeIs(1));
  EXPECT_EQ(Facts()[0].offered, kNoon + 5);
  EXPECT_EQ(Facts()[0].solved, kNoon + 30);
  EXPECT_EQ(Facts()[0].last_seen, kNoon + 140);
}

TEST_F(IntentsTest, EventsOutOfOrderKeepTheFormsBeginning) {
  IntentEvent early = Event(Kind::kFormOpened, "form", 0);
  IntentEvent late = Event(Kind::kStep, "form", 5, Step(TrailStep::Kind::kShown, "a"));
  late.visitor.clear();
  late.language.clear();
  Record({late, early});
  ASSERT_THAT(Facts(), SizeIs(1));
  EXPECT_EQ(Facts()[0].opened_form, kNoon);
  EXPECT_EQ(Facts()[0].last_seen, kNoon + 5);
  EXPECT_EQ(Facts()[0].visitor, "vera");
  EXPECT_EQ(Facts()[0].language, "en");
}

TEST_F(IntentsTest, AFormIsItsFirstVisitors) {
  IntentEvent other = Event(Kind::kFormOpened, "form", 5);
  other.visitor = "oleg";
  Record({Event(Kind::kFormOpened, "form", 0), other});
  EXPECT_EQ(Facts()[0].visitor, "vera");
}

TEST_F(IntentsTest, TrailHasStepsOfTheFormAndRecentOnesOfItsVisitor) {
  Record({Visit("vera", -100, Step(TrailStep::Kind::kSearched, "", "long ago")),
          Visit("vera", -10, Step(TrailStep::Kind::kSearched, "", "jam")),
          Visit("oleg", -9, Step(TrailStep::Kind::kSearched, "", "of somebody else")),
          Visit("vera", -8, Step(TrailStep::Kind::kOpened, "a")),
          Event(Kind::kStep, "form", 0, Step(TrailStep::Kind::kShown, "b")),
          Event(Kind::kStep, "form", 0, Step(TrailStep::Kind::kOpened, "b"))});
  EXPECT_THAT(Trail("form", "vera", -50),
              ElementsAre("searched jam", "opened a", "shown b", "opened b"));
  EXPECT_THAT(Trail("form", "", -50), ElementsAre("shown b", "opened b"));
  EXPECT_THAT(Trail("form", "vera", 50), ElementsAre("shown b", "opened b"));
  EXPECT_THAT(Trail("form", "vera", -50, 2), ElementsAre("shown b", "opened b"));
  EXPECT_THAT(Trail("", "", -50), IsEmpty());
  const auto steps = testing::ValueOrThrow(intents().Trail("form", "", 0, 9));
  EXPECT_EQ(steps[0].anchor, "steps");
  EXPECT_EQ(steps[0].build, 7);
  EXPECT_EQ(steps[0].at, kNoon);
}

TEST_F(IntentsTest, StepsOfOneSecondKeepTheirOrder) {
  std::vector<IntentEvent> events;
  std::vector<std::string> want;
  for (const char* article : {"z", "y", "a", "m"}) {
    events.push_back(Visit("vera", 0, Step(TrailStep::Kind::kOpened, article)));
    want.push_back(std::string("opened ") + article);
  }
  Record(events);
  EXPECT_EQ(Trail("", "vera"), want);
}

TEST_F(IntentsTest, VisitsWithoutAVisitorLeaveNothing) {
  Record({Visit("", 0, Step(TrailStep::Kind::kSearched, "", "jam"))});
  EXPECT_THAT(Trail("", "vera"), IsEmpty());
  EXPECT_THAT(Facts(), IsEmpty());
}

TEST_F(IntentsTest, KnowTheirTicketThoughItsEventWasLost) {
  Record({Event(Kind::kFormOpened, "form", 0)});
  const std::string number = Send("form", "vera", 50);
  ASSERT_THAT(Facts(), SizeIs(1));
  EXPECT_EQ(Facts()[0].sent, kNoon + 50);
  EXPECT_EQ(Facts()[0].ticket, number);
  EXPECT_EQ(Facts()[0].next_ticket, 0) << "its own";
}

TEST_F(IntentsTest, KnowWhetherTheirVisitorCameBack) {
  Record({Event(Kind::kFormOpened, "before", -500), Event(Kind::kFormOpened, "form", 0),
          Event(Kind::kSolved, "form", 30), Event(Kind::kLeft, "form", 40),
          Event(Kind::kFormOpened, "after", 35)});
  Send("", "vera", -100);
  Send("", "oleg", 45);
  EXPECT_EQ(Facts()[1].next_ticket, 0);
  EXPECT_EQ(Facts()[1].next_form, kNoon + 35);
  EXPECT_EQ(Facts()[0].next_form, kNoon);
  EXPECT_EQ(Facts()[0].next_ticket, kNoon - 100);
  Send("", "vera", 60);
  Send("after", "vera", 70);
  EXPECT_EQ(Facts()[1].next_ticket, kNoon + 60);
  EXPECT_EQ(Facts()[2].sent, kNoon + 70);
}

TEST_F(IntentsTest, WithoutAVisitorNobodyComesBack) {
  IntentEvent first = Event(Kind::kFormOpened, "first", 0);
  IntentEvent second = Event(Kind::kSent, "second", 10);
  first.visitor = second.visitor = "";
  Record({first, second});
  Send("", "", 20);
  EXPECT_EQ(Facts()[0].next_ticket, 0);
  EXPECT_EQ(Facts()[0].next_form, 0);
}

TEST_F(IntentsTest, ArticlesAreThoseOfTheFormsOfTheTime) {
  Record({Event(Kind::kStep, "old", -100, Step(TrailStep::Kind::kShown, "a")),
          Event(Kind::kStep, "new", 0, Step(TrailStep::Kind::kShown, "b"))});
  const auto all = testing::ValueOrThrow(intents().ArticlesBetween(0, kNoon + 1));
  EXPECT_THAT(all, SizeIs(2));
  const auto articles = testing::ValueOrThrow(intents().ArticlesBetween(kNoon, kNoon + 1));
  ASSERT_THAT(articles, SizeIs(1));
  EXPECT_EQ(articles[0].article, "b");
  EXPECT_THAT(testing::ValueOrThrow(intents().Facts(kNoon, kNoon + 1)), SizeIs(1));
}

TEST_F(IntentsTest, ErasingForgetsTheVisitorAndKeepsOutcomes) {
  Record(WholeStory());
  Record({Visit("vera", 1, Step(TrailStep::Kind::kSearched, "", "my illness")),
          Visit("oleg", 2, Step(TrailStep::Kind::kSearched, "", "jam")),
          Event(Kind::kSent, "second", 100)});
  ASSERT_EQ(Facts()[0].next_ticket, kNoon + 100);
  EXPECT_EQ(testing::ValueOrThrow(intents().Erase("vera")), 7u);
  EXPECT_THAT(Trail("form", "vera"), IsEmpty());
  EXPECT_THAT(Trail("", "oleg"), SizeIs(1));
  const std::vector<IntentFacts> facts = Facts();
  EXPECT_THAT(facts[0].visitor, StartsWith("erased-"));
  EXPECT_EQ(facts[0].next_ticket, kNoon + 100) << "a reversed form stays reversed";
  EXPECT_EQ(testing::ValueOrThrow(intents().Articles("form"))[1].reason, "");
  EXPECT_EQ(testing::ValueOrThrow(intents().Erase("vera")), 0u);
  EXPECT_EQ(testing::ValueOrThrow(intents().Erase("")), 0u);
}

TEST_F(IntentsTest, KnowTheVisitorsOfAContact) {
  Send("", "vera", 0);
  Send("", "vera", 1);
  Send("", "oleg", 2);
  EXPECT_THAT(testing::ValueOrThrow(intents().VisitorsOf("VERA@example.com")), ElementsAre("vera"));
  EXPECT_THAT(testing::ValueOrThrow(intents().VisitorsOf("")), IsEmpty());
}

TEST_F(IntentsTest, PurgingForgetsWhatIsOld) {
  Record({Visit("vera", -100, Step(TrailStep::Kind::kSearched, "", "old")),
          Visit("vera", 0, Step(TrailStep::Kind::kSearched, "", "new")),
          Event(Kind::kStep, "old", -100, Step(TrailStep::Kind::kShown, "a")),
          Event(Kind::kStep, "living", -100, Step(TrailStep::Kind::kShown, "a")),
          Event(Kind::kLeft, "living", 0), Event(Kind::kFormOpened, "new", 0)});
  EXPECT_EQ(testing::ValueOrThrow(intents().Purge(kNoon)), 4u);
  ASSERT_THAT(Facts(), SizeIs(2));
  EXPECT_EQ(Facts()[0].intent, "living");
  EXPECT_THAT(Trail("", "vera", -1000), ElementsAre("searched new"));
  EXPECT_THAT(testing::ValueOrThrow(intents().Articles("old")), IsEmpty());
}

TEST_F(IntentsTest, ErrorsDoNotSayWhatPeopleWrote) {
  testing::ExecuteSql(file_, "ALTER TABLE visit_step RENAME TO hidden");
  const Status recorded =
      intents().Record({Visit("vera", 0, Step(TrailStep::Kind::kSearched, "", "my illness"))});
  ASSERT_FALSE(recorded);
  EXPECT_THAT(recorded.error().message, HasSubstr("visit_step"));
  EXPECT_THAT(recorded.error().message, Not(HasSubstr("my illness")));
  EXPECT_THAT(recorded.error().message, Not(HasSubstr("vera")));
}

TEST_F(IntentsTest, ABatchIsWrittenAsAWholeOrNotAtAll) {
  testing::ExecuteSql(file_, "ALTER TABLE intent_article RENAME TO hidden");
  const Status recorded = intents().Record(WholeStory());
  ASSERT_FALSE(recorded);
  EXPECT_THAT(recorded.error().message, HasSubstr("cannot write the ledger"));
  EXPECT_THAT(Facts(), IsEmpty());
  testing::ExecuteSql(file_, "ALTER TABLE hidden RENAME TO intent_article");
  Record(WholeStory());
  EXPECT_THAT(Facts(), SizeIs(1));
}

}  // namespace
}  // namespace zeroline

#include "server/store/visits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/store/store.h"
#include "tests/support/temp_tree.h"
#include "tests/support/value_or_throw.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kNoon = 1'700'000'000;

IntentEvent Searched(const std::string& visitor, std::int64_t at, const std::string& text) {
  IntentEvent event;
  event.visitor = visitor;
  event.at = kNoon + at;
  event.step.text = text;
  event.step.language = "en";
  return event;
}

IntentEvent Opened(const std::string& visitor, std::int64_t at, const std::string& article) {
  IntentEvent event = Searched(visitor, at, "");
  event.step.kind = TrailStep::Kind::kOpened;
  event.step.article = article;
  event.step.title = "Title of " + article;
  event.step.build = 7;
  return event;
}

class VisitsTest : public ::testing::Test {
 protected:
  void Record(const std::vector<IntentEvent>& events) {
    const Status recorded = store_->intents().Record(events);
    ASSERT_TRUE(recorded) << recorded.error().message;
  }
  std::vector<std::string> Between(std::int64_t from, std::int64_t to, std::size_t limit = 1000) {
    std::vector<std::string> texts;
    for (const Visit& visit :
         testing::ValueOrThrow(store_->visits().Between(kNoon + from, kNoon + to, limit))) {
      texts.push_back(visit.visitor + " " + std::string(NameOf(visit.step.kind)) + " " +
                      visit.step.text + visit.step.article);
    }
    return texts;
  }

  testing::TempTree tree_;
  std::unique_ptr<Store> store_ =
      testing::ValueOrThrow(Store::Open(tree_.path() / "state.db", [] { return kNoon; }));
};

TEST_F(VisitsTest, TellWhatASearchLedTo) {
  IntentEvent event = Searched("vera", 0, "printer jam");
  event.search = {12, 0.75, "printers/jam", "de", "widget"};
  Record({event, Opened("vera", 1, "printers/jam")});
  const auto visits = testing::ValueOrThrow(store_->visits().Between(kNoon, kNoon + 9, 9));
  ASSERT_THAT(visits, SizeIs(2));
  EXPECT_EQ(visits[0].step.kind, TrailStep::Kind::kSearched);
  EXPECT_EQ(visits[0].step.at, kNoon);
  EXPECT_EQ(visits[0].step.language, "en");
  EXPECT_EQ(visits[0].intent, "");
  EXPECT_EQ(visits[0].search.results, 12);
  EXPECT_DOUBLE_EQ(visits[0].search.confidence, 0.75);
  EXPECT_EQ(visits[0].search.nearest, "printers/jam");
  EXPECT_EQ(visits[0].search.nearest_language, "de");
  EXPECT_EQ(visits[0].search.channel, "widget");
  EXPECT_EQ(visits[1].step.kind, TrailStep::Kind::kOpened);
  EXPECT_EQ(visits[1].step.title, "Title of printers/jam");
  EXPECT_EQ(visits[1].step.build, 7);
  EXPECT_EQ(visits[1].search.results, -1);
}

TEST_F(VisitsTest, StandInTheOrderTheyHappened) {
  Record({Searched("vera", 0, "b"), Searched("oleg", 0, "a"), Opened("vera", 0, "z"),
          Searched("vera", 5, "c")});
  EXPECT_THAT(Between(0, 6), ElementsAre("vera searched b", "oleg searched a", "vera opened z",
                                         "vera searched c"));
  EXPECT_THAT(Between(0, 5), SizeIs(3)) << "the end is not in it";
  EXPECT_THAT(Between(0, 6, 2), ElementsAre("vera opened z", "vera searched c")) << "the newest";
  EXPECT_THAT(Between(6, 9), IsEmpty());
  EXPECT_THAT(Between(6, 0), IsEmpty());
}

TEST_F(VisitsTest, LeaveOutWhatWasOnlyShown) {
  IntentEvent shown = Opened("vera", 0, "a");
  shown.kind = IntentEvent::Kind::kStep;
  shown.intent = "form";
  shown.step.kind = TrailStep::Kind::kShown;
  IntentEvent opened = shown;
  opened.step.kind = TrailStep::Kind::kOpened;
  Record({shown, opened});
  const auto visits = testing::ValueOrThrow(store_->visits().Between(0, kNoon + 9, 9));
  ASSERT_THAT(visits, SizeIs(1));
  EXPECT_EQ(visits[0].intent, "form");
}

TEST_F(VisitsTest, AreReadWholeThoughTheyAreMany) {
  std::vector<IntentEvent> events;
  for (int i = 0; i < 25'000; ++i) {
    events.push_back(
        Searched("visitor " + std::to_string(i % 5'000), i / 7'000, "search " + std::to_string(i)));
  }
  Record(events);
  const auto all = Between(0, 10, 1'000'000);
  ASSERT_THAT(all, SizeIs(25'000));
  EXPECT_EQ(all.front(), "visitor 0 searched search 0");
  EXPECT_EQ(all[12'345], "visitor 2345 searched search 12345");
  EXPECT_EQ(all.back(), "visitor 4999 searched search 24999");
  EXPECT_THAT(Between(0, 10, 12'000), SizeIs(12'000));
}

TEST_F(VisitsTest, GoWithTheirVisitorAndWithTime) {
  Record({Searched("vera", 0, "a"), Searched("oleg", 1, "b"), Searched("oleg", 2, "c")});
  ASSERT_TRUE(store_->intents().Erase("vera"));
  EXPECT_THAT(Between(0, 9), ElementsAre("oleg searched b", "oleg searched c"));
  ASSERT_TRUE(store_->intents().Purge(kNoon + 2));
  EXPECT_THAT(Between(0, 9), ElementsAre("oleg searched c"));
}

}  // namespace
}  // namespace zeroline

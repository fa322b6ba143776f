#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/web/agent/shown_text.h"
#include "tests/server/web/agent/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class ReportTest : public ::testing::Test {
 protected:
  ReportTest() : anna_(world_.Agent("anna")) {}

  std::string Report(const std::map<std::string, std::string>& query = {}) {
    const WebResponse page = DeflectionReportDoor(
        world_.services(), world_.templates())(anna_.Get("/agent/deflection", query));
    EXPECT_EQ(page.status, 200);
    return page.body;
  }

  IntentEvent Event(const std::string& intent, IntentEvent::Kind kind, std::int64_t at) {
    IntentEvent event;
    event.kind = kind;
    event.intent = intent;
    event.visitor = "visitor " + intent;
    event.language = "ru";
    event.at = at;
    return event;
  }

  IntentEvent Step(const std::string& intent, TrailStep::Kind kind, std::int64_t at,
                   const std::string& text = "") {
    IntentEvent event = Event(intent, IntentEvent::Kind::kStep, at);
    event.step = {kind, at, text, "vpn", "ru", "VPN <не> работает", "", 7};
    return event;
  }

  void Record(const std::vector<IntentEvent>& events) {
    ASSERT_TRUE(world_.store().intents().Record(events));
  }

  AgentWorld world_;
  Browser anna_;
};

TEST_F(ReportTest, NoFormsAreNoDataAndNotZeroPercent) {
  EXPECT_THAT(Report(), AllOf(HasSubstr("No data yet."), HasSubstr("The rule"),
                              Not(HasSubstr("0.0%")), Not(HasSubstr("funnel-stage"))));
}

TEST_F(ReportTest, TheHeadlineStandsBesideItsRule) {
  const std::int64_t then = SystemSeconds() - 10 * 24 * 60 * 60;
  using Kind = IntentEvent::Kind;
  Record({Event("a", Kind::kFormOpened, then), Event("a", Kind::kEligible, then + 1),
          Step("a", TrailStep::Kind::kShown, then + 1),
          Step("a", TrailStep::Kind::kOpened, then + 2), Event("a", Kind::kSolved, then + 60)});
  Record({Event("b", Kind::kFormOpened, then), Event("b", Kind::kEligible, then + 1),
          Step("b", TrailStep::Kind::kShown, then + 1),
          Step("b", TrailStep::Kind::kRejected, then + 5, "old <b>menu</b>"),
          Event("b", Kind::kSent, then + 60)});
  const std::string body = Report();
  for (const char* want : {
           "<p class=\"rate-number\">50.0%</p>",
           "1 of 2 forms",
           "95% interval: 9.5% to 90.5%",
           "within 72 h",
           "for at least 10 s",
           "It was shown</span>",
           "width=\"100\"",
           "<th scope=\"row\">Русский</th>",
           "VPN &lt;не&gt; работает",
           "old &lt;b&gt;menu&lt;/b&gt;",
           "Sent after being shown an article",
           "href=\"/a/vpn?lang=ru\"",
           "Not measured",
       }) {
    EXPECT_THAT(body, HasSubstr(want));
  }
  EXPECT_THAT(body, Not(HasSubstr("style=")));
}

TEST_F(ReportTest, ThePeriodIsChosen) {
  const std::int64_t then = SystemSeconds() - 10 * 24 * 60 * 60;
  Record({Event("a", IntentEvent::Kind::kFormOpened, then)});
  EXPECT_THAT(Report({{"days", "7"}}), HasSubstr("No data yet."));
  EXPECT_THAT(Report({{"days", "30"}}), Not(HasSubstr("No data yet.")));
  for (const char* days : {"0", "-1", "x", "99999999999999999999"}) {
    EXPECT_THAT(Report({{"days", days}}), HasSubstr("report-head")) << days;
  }
}

TEST_F(ReportTest, TheEffectIsToldWithItsInterval) {
  const std::int64_t then = SystemSeconds() - 10 * 24 * 60 * 60;
  using Kind = IntentEvent::Kind;
  std::vector<IntentEvent> events;
  for (int i = 0; i < 120; ++i) {
    const std::string id = std::to_string(i);
    const bool is_withheld = i % 2 == 0;
    events.push_back(Event(id, Kind::kFormOpened, then));
    events.push_back(Event(id, Kind::kEligible, then + 1));
    events.push_back(is_withheld ? Event(id, Kind::kWithheld, then + 1)
                                 : Step(id, TrailStep::Kind::kShown, then + 1));
    const bool is_sent = is_withheld || i % 4 == 1;
    events.push_back(Event(id, is_sent ? Kind::kSent : Kind::kSolved, then + 30));
  }
  Record(events);
  EXPECT_THAT(Report(), AllOf(HasSubstr("<strong>-50.0 percentage points</strong>"),
                              HasSubstr("50.0% with suggestions, 100.0% without.")));
}

TEST(ShownTextTest, AgesAreRough) {
  const auto templates = Templates::Load(std::filesystem::path(ZEROLINE_SOURCE_DIR) / "templates");
  ASSERT_TRUE(templates);
  const struct {
    std::int64_t age;
    const char* english;
    const char* russian;
  } kCases[] = {
      {-5, "just now", "только что"},
      {59, "just now", "только что"},
      {60, "1 min", "1 мин"},
      {3599, "59 min", "59 мин"},
      {3600, "1 h", "1 ч"},
      {47 * 3600, "47 h", "47 ч"},
      {48 * 3600, "2 days", "2 дня"},
      {21 * 86400, "21 days", "21 день"},
      {400 * 86400, "400 days", "400 дней"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(AgeText((*templates)->messages("en"), 1'000'000'000, 1'000'000'000 + c.age),
              c.english);
    EXPECT_EQ(AgeText((*templates)->messages("ru"), 1'000'000'000, 1'000'000'000 + c.age),
              c.russian);
  }
  EXPECT_EQ(TimeText((*templates)->messages("en"), 1773324300), "12 March 2026, 14:05 UTC");
  EXPECT_EQ(PercentText((*templates)->messages("ru"), 0.4151), "41,5 %");
  EXPECT_EQ(SizeText((*templates)->messages("pl"), 2'340'000), "2,3 MB");
}

TEST(ShownTextTest, WordsOfOthersAreHarmless) {
  const struct {
    const char* name;
    std::string text;
    const char* want;
  } kCases[] = {
      {"line breaks", "a\r\nb\tc", "a\nb\tc"},
      {"control characters", "a\x01\x1b[31m\x7f\xC2\x85z", "a[31mz"},
      {"direction",
       "a\xE2\x80\xAE\xE2\x81\xA6"
       "b",
       "a\xEF\xBF\xBD\xEF\xBF\xBD"
       "b"},
      {"Hebrew stays", "\xD7\xA9\xE2\x80\x8F", "\xD7\xA9\xE2\x80\x8F"},
      {"no UTF-8", "a\xFFz", "a\xEF\xBF\xBDz"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Harmless(c.text), c.want) << c.name;
  EXPECT_EQ(HarmlessLine(" \r\n\x01 ", "(nothing)"), "(nothing)");
}

}  // namespace
}  // namespace zeroline::testing

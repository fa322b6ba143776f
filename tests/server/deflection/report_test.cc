#include "server/deflection/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;

constexpr std::int64_t kDay = 24 * 60 * 60;
constexpr std::int64_t kStart = 1'700'006'400;  // a midnight
constexpr ReportPeriod kPeriod = {kStart, kStart + 30 * kDay, kStart + 30 * kDay};

IntentFacts Form(const std::string& intent, const std::string& language, int day) {
  IntentFacts facts;
  facts.intent = intent;
  facts.visitor = "visitor of " + intent;
  facts.language = language;
  facts.opened_form = kStart + day * kDay;
  facts.last_seen = facts.opened_form + 600;
  return facts;
}

IntentArticle Shown(const IntentFacts& facts, const std::string& article,
                    const std::string& title) {
  IntentArticle shown;
  shown.intent = facts.intent;
  shown.article = article;
  shown.language = facts.language;
  shown.title = title;
  shown.shown = facts.opened_form + 5;
  return shown;
}

struct Ledger {
  std::vector<IntentFacts> facts;
  std::vector<IntentArticle> articles;
};

// One form of each outcome, and one in another language.
Ledger SmallLedger() {
  Ledger ledger;
  const auto add = [&](IntentFacts facts) -> IntentFacts& {
    facts.eligible = facts.opened_form + 5;
    facts.offered = facts.opened_form + 5;
    return ledger.facts.emplace_back(std::move(facts));
  };
  const auto add_article = [&](const IntentFacts& facts, const char* article,
                               const char* title) -> IntentArticle& {
    return ledger.articles.emplace_back(Shown(facts, article, title));
  };

  IntentFacts& confirmed = add(Form("confirmed", "en", 1));
  confirmed.solved = confirmed.opened_form + 60;
  confirmed.solved_by = "devices/jam";
  confirmed.opened_article = confirmed.opened_form + 10;
  add_article(confirmed, "devices/jam", "Paper jam").opened = confirmed.opened_article;
  add_article(confirmed, "devices/tray", "Trays, \"big\" and small");

  IntentFacts& fresh = add(Form("fresh", "en", 29));
  fresh.visitor.clear();
  fresh.solved = fresh.opened_form + 60;
  fresh.solved_by = "devices/jam";
  fresh.opened_article = fresh.opened_form + 10;
  add_article(fresh, "devices/jam", "Paper jam").opened = fresh.opened_article;

  IntentFacts& reversed = add(Form("reversed", "en", 2));
  reversed.solved = reversed.opened_form + 60;
  reversed.solved_by = "devices/jam";
  reversed.opened_article = reversed.opened_form + 10;
  reversed.next_ticket = reversed.solved + kDay;
  add_article(reversed, "devices/jam", "Paper jam").opened = reversed.opened_article;

  IntentFacts& probable = add(Form("probable", "en", 3));
  probable.opened_article = probable.opened_form + 10;
  probable.read_seconds = 30;
  add_article(probable, "devices/jam", "Paper jam").opened = probable.opened_article;

  IntentFacts& failed = add(Form("failed", "en", 4));
  failed.opened_article = failed.opened_form + 10;
  failed.sent = failed.opened_form + 300;
  failed.ticket = "ZL-10004";
  IntentArticle& rejected = add_article(failed, "devices/jam", "Paper jam");
  rejected.opened = failed.opened_article;
  rejected.rejected = failed.opened_form + 200;
  rejected.reason = "=my tray has no lever\x1b[2J";

  IntentFacts& ignored = add(Form("ignored", "ru", 5));
  ignored.sent = ignored.opened_form + 300;
  IntentArticle late = add_article(ignored, "devices/jam", "Замятие бумаги");
  late.article = "devices/late";
  late.shown = ignored.sent + 1;
  ledger.articles.push_back(late);

  ledger.facts.push_back(Form("abandoned", "en", 6));
  ledger.facts.push_back(Form("not offered", "ru", 7));
  ledger.facts.back().sent = ledger.facts.back().opened_form + 100;
  ledger.facts.push_back(Form("undecided", "en", 29));
  ledger.facts.back().last_seen = kPeriod.now - 60;
  return ledger;
}

DeflectionReport SmallReport() {
  const Ledger ledger = SmallLedger();
  return BuildReport(ledger.facts, ledger.articles, kPeriod);
}

// `count` eligible forms, of which the first `sent` were sent.
void AddArm(const std::string& name, std::size_t count, std::size_t sent, Ledger* ledger) {
  for (std::size_t i = 0; i < count; ++i) {
    IntentFacts facts = Form(name + std::to_string(i), "en", 1);
    facts.eligible = facts.opened_form + 5;
    (name == "withheld" ? facts.withheld : facts.offered) = facts.eligible;
    if (i < sent) facts.sent = facts.opened_form + 60;
    ledger->facts.push_back(facts);
  }
}

TEST(ReportTest, ShowsTheHeadlineAndAddsNothingToIt) {
  const DeflectionReport report = SmallReport();
  EXPECT_EQ(report.confirmed.count, 2u);
  EXPECT_EQ(report.confirmed.total, 9u);
  EXPECT_EQ(report.probable.count, 1u);
  EXPECT_EQ(report.probable.total, 9u);
  EXPECT_EQ(report.confirmed_open, 1u);
  EXPECT_EQ(report.confirmed_unknown, 1u);
  EXPECT_THAT(report.rule, HasSubstr("72 h"));
  for (const Outcome outcome : kOutcomes) {
    EXPECT_EQ(report.outcomes.Of(outcome), outcome == Outcome::kConfirmed ? 2u : 1u)
        << NameOf(outcome);
  }
}

TEST(ReportTest, CountsTheFunnel) {
  const DeflectionReport::Funnel funnel = SmallReport().funnel;
  EXPECT_EQ(funnel.forms, 9u);
  EXPECT_EQ(funnel.eligible, 6u);
  EXPECT_EQ(funnel.offered, 6u);
  EXPECT_EQ(funnel.opened, 5u);
  EXPECT_EQ(funnel.solved, 3u);
  EXPECT_EQ(funnel.sent, 3u);
}

TEST(ReportTest, CountsLanguagesAndArticlesByThemselves) {
  const DeflectionReport report = SmallReport();
  ASSERT_THAT(report.languages, SizeIs(2));
  EXPECT_EQ(report.languages[0].language, "en");
  EXPECT_EQ(report.languages[0].confirmed.total, 7u);
  EXPECT_EQ(report.languages[1].outcomes.Of(Outcome::kIgnored), 1u);
  ASSERT_THAT(report.articles, SizeIs(4));
  const DeflectionReport::Article& jam = report.articles[0];
  EXPECT_EQ(jam.article, "devices/jam");
  EXPECT_EQ(jam.shown, 5u);
  EXPECT_EQ(jam.opened, 5u);
  EXPECT_EQ(jam.solved, 2u);
  EXPECT_EQ(jam.reversed, 1u);
  EXPECT_EQ(jam.rejected, 1u);
  EXPECT_EQ(jam.sent_anyway, 1u);
  EXPECT_THAT(jam.reasons, ElementsAre(Pair(HasSubstr("lever"), 1u)));
}

TEST(ReportTest, ListsWhatWasReversedAndSentAnyway) {
  const DeflectionReport report = SmallReport();
  ASSERT_THAT(report.reversed, SizeIs(1));
  EXPECT_EQ(report.reversed[0].title, "Paper jam");
  EXPECT_EQ(report.reversed[0].ticket, kStart + 3 * kDay + 60);
  ASSERT_THAT(report.sent_anyway, SizeIs(2));
  EXPECT_EQ(report.sent_anyway[0].intent, "ignored");
  EXPECT_THAT(report.sent_anyway[0].articles, SizeIs(1)) << "what was shown later did not fail";
  EXPECT_EQ(report.sent_anyway[1].ticket, "ZL-10004");
  EXPECT_TRUE(report.sent_anyway[1].articles[0].rejected);
}

TEST(ReportTest, StatesTheEffectOfTheHoldoutWithItsInterval) {
  Ledger ledger;
  AddArm("withheld", 70, 56, &ledger);
  AddArm("offered", 80, 48, &ledger);
  const DeflectionReport report = BuildReport(ledger.facts, {}, kPeriod);
  EXPECT_EQ(report.holdout.withheld.total, 70u);
  EXPECT_EQ(report.holdout.offered.total, 80u);
  ASSERT_TRUE(report.holdout.avoided);
  EXPECT_NEAR(report.holdout.avoided->value, .2, 1e-9);
  EXPECT_NEAR(report.holdout.avoided->low, .0524, .00005);
  EXPECT_NEAR(report.holdout.avoided->high, .3339, .00005);
  EXPECT_THAT(ToText(report), HasSubstr("requests avoided: +20.0 percentage points"));
}

TEST(ReportTest, SaysSoWhenAnArmOfTheHoldoutIsTooSmall) {
  Ledger ledger;
  AddArm("withheld", kMinHoldoutArm - 1, 20, &ledger);
  AddArm("offered", 800, 200, &ledger);
  const DeflectionReport report = BuildReport(ledger.facts, {}, kPeriod);
  EXPECT_FALSE(report.holdout.avoided);
  EXPECT_THAT(ToText(report), HasSubstr("not enough data"));
  EXPECT_TRUE(nlohmann::json::parse(ToJson(report)).at("holdout").at("avoided").is_null());
}

TEST(ReportTest, BoundsItsListsAndNotItsCounts) {
  Ledger ledger;
  AddArm("offered", 3 * kMaxListedIntents, 3 * kMaxListedIntents, &ledger);
  const DeflectionReport report = BuildReport(ledger.facts, {}, kPeriod);
  EXPECT_THAT(report.sent_anyway, SizeIs(kMaxListedIntents));
  EXPECT_EQ(report.outcomes.Of(Outcome::kIgnored), 3 * kMaxListedIntents);
}

TEST(ReportTest, IsReadableWithoutAnyForms) {
  const DeflectionReport report = BuildReport({}, {}, kPeriod);
  EXPECT_EQ(report.confirmed.total, 0u);
  EXPECT_THAT(ToText(report), HasSubstr("confirmed: no data"));
  EXPECT_THAT(report.articles, IsEmpty());
}

TEST(ReportTest, LooksOnATerminalAsBefore) {
  const std::filesystem::path file =
      std::filesystem::path(ZEROLINE_SOURCE_DIR) / "tests/server/deflection/report.txt";
  const std::string text = ToText(SmallReport());
  if (std::getenv("ZEROLINE_UPDATE_GOLDENS") != nullptr) std::ofstream(file) << text;
  std::ifstream in(file);
  const std::string golden{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(text, golden) << "ZEROLINE_UPDATE_GOLDENS=1 rewrites " << file;
  EXPECT_THAT(text, Not(HasSubstr("\x1b"))) << "what readers typed must not move the cursor";
}

TEST(ReportTest, IsCsvThatASpreadsheetDoesNotRun) {
  const std::string csv = ToCsv(SmallReport());
  EXPECT_THAT(csv, HasSubstr("article,language,title,shown,opened,solved,reversed,rejected,"
                             "sent_anyway,reasons\r\n"));
  EXPECT_THAT(csv, HasSubstr("devices/jam,en,Paper jam,5,5,2,1,1,1,'=my tray"));
  EXPECT_THAT(csv, HasSubstr("devices/tray,en,\"Trays, \"\"big\"\" and small\",1,0,0,0,0,0,\r\n"));
}

TEST(ReportTest, IsJsonThatSaysTheSame) {
  const auto json = nlohmann::json::parse(ToJson(SmallReport()));
  EXPECT_EQ(json.at("confirmed").at("count"), 2);
  EXPECT_EQ(json.at("outcomes").at("not_offered"), 1);
  EXPECT_EQ(json.at("window_seconds"), 72 * 60 * 60);
  EXPECT_EQ(json.at("languages").at(1).at("lang"), "ru");
  EXPECT_EQ(json.at("sent_anyway").at(1).at("ticket"), "ZL-10004");
  EXPECT_EQ(json.at("articles").at(0).at("reasons").at(0).at("count"), 1);
}

TEST(ReportTest, IsJsonWhateverBytesReadersTyped) {
  Ledger ledger = SmallLedger();
  for (IntentArticle& article : ledger.articles) article.reason = "\xff\xfe";
  const DeflectionReport report = BuildReport(ledger.facts, ledger.articles, kPeriod);
  EXPECT_TRUE(nlohmann::json::accept(ToJson(report)));
}

}  // namespace
}  // namespace zeroline

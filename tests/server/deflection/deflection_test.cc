#include "server/deflection/deflection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/server/web/api/small_index.h"
#include "tests/support/broken_state.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::int64_t kNoon = 1'700'000'000;
constexpr std::chrono::seconds kPatience{20};

std::vector<StoredArticle> Base() {
  std::vector<StoredArticle> base = {
      testing::SmallArticle("en", "devices/jam", "Paper jam in the printer",
                            "Open the tray, pull the jammed paper out and close the tray."),
      testing::SmallArticle("en", "printing/jam", "Paper jam in the copier",
                            "Open the lid of the copier, pull the jammed paper out and close it."),
      testing::SmallArticle("en", "accounts/lock", "Account locked",
                            "After five wrong passwords the account stays locked for an hour."),
      testing::SmallArticle("en", "network/vpn", "Tunnel drops",
                            "Restart the client and choose another gateway."),
      testing::SmallArticle("zh", "accounts/reset", "忘记密码", "打开密码页面重置密码。")};
  StoredArticle never = testing::SmallArticle("en", "legal/harassment", "Report harassment at work",
                                              "A person you trust listens to what happened.");
  never.deflect = false;
  base.push_back(never);
  StoredArticle secret = testing::SmallArticle("en", "staff/safe", "Opening the office safe",
                                               "The combination of the safe is in the vault.");
  secret.audience = "internal";
  base.push_back(secret);
  for (int i = 0; i < 10; ++i) {
    const std::string number = std::to_string(i);
    base.push_back(testing::SmallArticle("en", "other/" + number, "Room " + number,
                                         "How to book room " + number + " for a meeting."));
  }
  return base;
}

// Whatever is found is suggested; or nothing is.
ConfidenceModels Certain(double threshold) {
  ConfidenceModels models = BuiltInConfidence();
  models.ticket.threshold = threshold;
  return models;
}

class DeflectionTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    base_ = std::make_unique<testing::TempTree>();
    testing::PublishBuild(base_->path() / "index", Base());
  }
  static void TearDownTestSuite() { base_.reset(); }

  DeflectionTest()
      : index_(testing::ValueOrThrow(IndexReader::Open(base_->path() / "index"))),
        store_(testing::ValueOrThrow(Store::Open(file_, [] { return kNoon; }))) {
    settings_.clock = [this] { return now_; };
  }

  // Announced before this is opened, so that no test waits for the watch.
  void Announce(std::vector<std::string> sections, std::vector<std::string> words) {
    Incident incident;
    incident.sections = std::move(sections);
    incident.words = std::move(words);
    incident.texts = {{"en", "We are on it."}};
    testing::ValueOrThrow(store_->incidents().Start(incident));
  }
  Deflection& deflection() {
    if (deflection_ == nullptr) {
      deflection_ = std::make_unique<Deflection>(settings_, &searcher_, store_.get());
    }
    return *deflection_;
  }
  static HelpRequest About(const std::string& text, const std::string& intent = "") {
    HelpRequest request;
    request.body = text;
    request.language = "en";
    request.audiences = {"public"};
    request.intent = intent;
    request.visitor = "vera";
    request.channel = "widget";
    return request;
  }
  Help Ask(const HelpRequest& request) {
    return testing::ValueOrThrow(deflection().Answer(*index_->snapshot(), request));
  }
  static std::vector<std::string> IdsOf(const Help& help) {
    std::vector<std::string> ids;
    for (const SearchHit& hit : help.articles) ids.push_back(hit.id);
    return ids;
  }
  IntentFacts Facts() {
    EXPECT_TRUE(deflection().Flush(kPatience));
    const auto facts = testing::ValueOrThrow(store_->intents().Facts(0, 2 * kNoon));
    return facts.size() == 1 ? facts[0] : IntentFacts();
  }

  static std::unique_ptr<testing::TempTree> base_;
  testing::TempTree tree_;
  const std::filesystem::path file_ = tree_.path() / "state.db";
  std::int64_t now_ = kNoon;
  std::unique_ptr<IndexReader> index_;
  std::unique_ptr<Store> store_;
  Searcher searcher_{Certain(0)};
  DeflectionSettings settings_;
  std::unique_ptr<Deflection> deflection_;
};

std::unique_ptr<testing::TempTree> DeflectionTest::base_;

TEST_F(DeflectionTest, SuggestsWhatIsLikelyToHelp) {
  const Help help = Ask(About("There is a paper jam in my printer."));
  EXPECT_EQ(help.decision, Help::Decision::kSuggest);
  ASSERT_THAT(help.articles, Not(IsEmpty()));
  EXPECT_EQ(help.articles[0].id, "devices/jam");
  EXPECT_LE(help.articles.size(), kMaxHelpArticles);
  EXPECT_THAT(help.incidents, IsEmpty());
}

TEST_F(DeflectionTest, SuggestsNothingUnlessItIsSure) {
  const Searcher doubting{Certain(2)};
  Deflection careful(settings_, &doubting, store_.get());
  const Help help = testing::ValueOrThrow(
      careful.Answer(*index_->snapshot(), About("There is a paper jam in my printer.", "form")));
  EXPECT_EQ(help.decision, Help::Decision::kNone);
  EXPECT_THAT(help.articles, IsEmpty());
  EXPECT_TRUE(careful.Flush(kPatience));
  const auto facts = testing::ValueOrThrow(store_->intents().Facts(0, 2 * kNoon));
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_EQ(facts[0].eligible, 0);
}

TEST_F(DeflectionTest, WaitsUntilATextSaysEnough) {
  const struct {
    const char* language;
    const char* text;
    Help::Decision want;
  } cases[] = {
      {"en", "", Help::Decision::kNone},
      {"en", "printer", Help::Decision::kNone},
      {"en", "jam", Help::Decision::kNone},
      {"en", "a jam", Help::Decision::kNone},
      {"en", "> paper jam in the printer", Help::Decision::kNone},
      {"en", "paper jam", Help::Decision::kSuggest},
      {"zh", "密", Help::Decision::kNone},
      {"zh", "密码", Help::Decision::kSuggest},
      {"de", "paper jam in the printer", Help::Decision::kNone},
  };
  for (const auto& one : cases) {
    HelpRequest request = About(one.text);
    request.language = one.language;
    EXPECT_EQ(Ask(request).decision, one.want) << one.text;
  }
}

TEST_F(DeflectionTest, NeverSuggestsWhatItsWriterKeptOut) {
  const Help help = Ask(About("I want to report harassment at work"));
  EXPECT_THAT(IdsOf(help), Not(::testing::Contains("legal/harassment")));
}

TEST_F(DeflectionTest, NeverSuggestsWhatTheReaderMayNotSee) {
  HelpRequest request = About("How do I open the office safe in the vault?");
  EXPECT_THAT(IdsOf(Ask(request)), Not(::testing::Contains("staff/safe")));
  request.audiences = {"public", "internal"};
  EXPECT_EQ(IdsOf(Ask(request)).at(0), "staff/safe");
}

TEST_F(DeflectionTest, RecordsWhatWasShownOnce) {
  HelpRequest request = About("paper jam", "form");
  const Help help = Ask(request);
  now_ += 5;
  request.body += " in the printer";
  Ask(request);
  const IntentFacts facts = Facts();
  EXPECT_EQ(facts.visitor, "vera");
  EXPECT_EQ(facts.channel, "widget");
  EXPECT_EQ(facts.opened_form, kNoon);
  EXPECT_EQ(facts.eligible, kNoon);
  EXPECT_EQ(facts.offered, kNoon);
  EXPECT_EQ(facts.withheld, 0);
  const auto trail = testing::ValueOrThrow(deflection().Trail("form", ""));
  ASSERT_THAT(trail, SizeIs(help.articles.size()));
  EXPECT_EQ(trail[0].article, "devices/jam");
  EXPECT_EQ(trail[0].title, "Paper jam in the printer");
  EXPECT_EQ(trail[0].kind, TrailStep::Kind::kShown);
  EXPECT_EQ(trail[0].build, 1);
  EXPECT_EQ(trail[0].at, kNoon);
}

TEST_F(DeflectionTest, RecordsNothingWithoutAForm) {
  Ask(About("paper jam"));
  EXPECT_EQ(Facts().intent, "");
  EXPECT_THAT(testing::ValueOrThrow(deflection().Trail("", "vera")), IsEmpty());
}

TEST_F(DeflectionTest, TellsTheLedgerThatSomebodyStillWrites) {
  Ask(About("a", "form"));
  now_ += 600;
  Ask(About("a j", "form"));
  EXPECT_EQ(Facts().opened_form, kNoon);
  EXPECT_EQ(Facts().last_seen, kNoon + 600);
}

TEST_F(DeflectionTest, WithholdsFromTheHoldoutShareAndSaysSo) {
  settings_.holdout = 1;
  const Help help = Ask(About("paper jam", "form"));
  EXPECT_EQ(help.decision, Help::Decision::kNone);
  EXPECT_THAT(help.articles, IsEmpty());
  const IntentFacts facts = Facts();
  EXPECT_EQ(facts.eligible, kNoon);
  EXPECT_EQ(facts.withheld, kNoon);
  EXPECT_EQ(facts.offered, 0);
  EXPECT_EQ(Ask(About("paper jam")).decision, Help::Decision::kSuggest) << "no form, no hold-out";
}

TEST_F(DeflectionTest, SaysWhatIsKnownWhenATextIsAboutIt) {
  Announce({}, {"printers"});
  const Help help = Ask(About("Printer jam", "form"));
  EXPECT_EQ(help.decision, Help::Decision::kIncident);
  ASSERT_THAT(help.incidents, SizeIs(1));
  EXPECT_THAT(help.articles, IsEmpty());
  EXPECT_EQ(Facts().eligible, 0);
  EXPECT_EQ(Ask(About("printer")).decision, Help::Decision::kIncident) << "one word is enough";
  EXPECT_EQ(Ask(About("My account is locked")).decision, Help::Decision::kSuggest);
}

TEST_F(DeflectionTest, SaysWhatIsKnownWhenTheBestArticleIsInItsSection) {
  Announce({"devices"}, {});
  const Help help = Ask(About("There is a paper jam in my printer, I pulled the tray"));
  EXPECT_EQ(help.decision, Help::Decision::kIncident);
  EXPECT_THAT(help.incidents, SizeIs(1));
  EXPECT_THAT(help.articles, IsEmpty());
}

TEST_F(DeflectionTest, LeavesOutArticlesOfAnIncidentsSection) {
  const std::string text = "paper jam";
  ASSERT_THAT(IdsOf(Ask(About(text))), ::testing::Contains("printing/jam"));
  deflection_.reset();
  Announce({"printing"}, {});
  const Help help = Ask(About(text));
  EXPECT_EQ(help.decision, Help::Decision::kSuggest);
  EXPECT_EQ(IdsOf(help).at(0), "devices/jam");
  EXPECT_THAT(IdsOf(help), Not(::testing::Contains("printing/jam")));
}

TEST_F(DeflectionTest, AnIncidentAboutEverythingKeepsNobodyFromHelpingThemselves) {
  Announce({}, {});
  EXPECT_EQ(Ask(About("There is a paper jam in my printer.")).decision, Help::Decision::kSuggest);
  EXPECT_THAT(*deflection().incidents(), SizeIs(1));
}

TEST_F(DeflectionTest, AnswersWhileTheStateCannotBeWritten) {
  testing::ExecuteSql(file_, "ALTER TABLE intent RENAME TO hidden");
  EXPECT_EQ(Ask(About("paper jam", "form")).decision, Help::Decision::kSuggest);
  EXPECT_FALSE(deflection().Flush(std::chrono::milliseconds(100)));
  testing::ExecuteSql(file_, "ALTER TABLE hidden RENAME TO intent");
  EXPECT_EQ(Facts().offered, kNoon);
}

TEST_F(DeflectionTest, TrailHasWhatTheVisitorDidLately) {
  const auto search = [&](const std::string& words, std::int64_t at) {
    IntentEvent event;
    event.visitor = "vera";
    event.at = at;
    event.step.text = words;
    deflection().Record(event);
  };
  search("long ago", kNoon - 3 * 60 * 60);
  for (std::size_t i = 0; i < kMaxTrailSteps; ++i) search("search " + std::to_string(i), kNoon);
  const auto trail = testing::ValueOrThrow(deflection().Trail("form", "vera"));
  ASSERT_THAT(trail, SizeIs(kMaxTrailSteps));
  EXPECT_EQ(trail[0].text, "search 0");
  EXPECT_EQ(trail.back().text, "search " + std::to_string(kMaxTrailSteps - 1));
  search("newest", kNoon + 1);
  EXPECT_EQ(testing::ValueOrThrow(deflection().Trail("form", "vera"))[0].text, "search 1");
}

TEST_F(DeflectionTest, WritesWhatIsQueuedWhenItGoes) {
  Ask(About("paper jam", "form"));
  deflection_.reset();
  EXPECT_THAT(testing::ValueOrThrow(store_->intents().Facts(0, 2 * kNoon)), SizeIs(1));
}

TEST(HoldoutTest, TakesTheShareItWasToldAndAlwaysTheSameForms) {
  std::size_t withheld = 0;
  for (int i = 0; i < 10'000; ++i) {
    const std::string intent = std::to_string(i);
    withheld += IsWithheld(intent, .1) ? 1 : 0;
    EXPECT_EQ(IsWithheld(intent, .1), IsWithheld(intent, .1));
    EXPECT_FALSE(IsWithheld(intent, 0));
    EXPECT_LE(IsWithheld(intent, .1), IsWithheld(intent, .2));
  }
  EXPECT_GT(withheld, 900u);
  EXPECT_LT(withheld, 1100u);
}

TEST(IncidentTest, IsAnnouncedWhereItIsAbout) {
  Incident everything, mail, words;
  everything.id = 1;
  mail.id = 2;
  mail.sections = {"mail"};
  words.id = 3;
  words.words = {"vpn"};
  const std::vector<Incident> all = {everything, mail, words};
  EXPECT_THAT(IncidentsOfSection(all, "mail"), ElementsAre(everything, mail));
  EXPECT_THAT(IncidentsOfSection(all, ""), ElementsAre(everything));
}

TEST(IncidentTest, SpeaksTheReadersLanguageElseEnglishElseAny) {
  Incident incident;
  incident.texts = {{"en", "slow"}, {"pt", "lento"}};
  EXPECT_EQ(IncidentText(incident, "pt-BR"), "lento");
  EXPECT_EQ(IncidentText(incident, "ru"), "slow");
  incident.texts.erase("en");
  EXPECT_EQ(IncidentText(incident, "ru"), "lento");
  EXPECT_EQ(IncidentLanguage(incident, "ru"), "pt");
  EXPECT_EQ(IncidentText(Incident(), "ru"), "");
}

}  // namespace
}  // namespace zeroline

#include "server/analytics/search_intent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace zeroline {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Outcome = SearchIntent::Outcome;

constexpr std::int64_t kNoon = 1'700'000'000;

// Facts in the order a test tells them; each happens a few seconds after the one before.
class Story {
 public:
  Story& Search(const std::string& text, std::int64_t results = 5) {
    Visit visit = At();
    visit.step.kind = TrailStep::Kind::kSearched;
    visit.step.text = text;
    visit.step.language = language_;
    visit.search = {results, 0.5, "nearest of " + text, language_, "web"};
    facts_.visits.push_back(visit);
    return *this;
  }
  Story& Open(const std::string& article, const std::string& intent = "") {
    Visit visit = At();
    visit.intent = intent;
    visit.step.kind = TrailStep::Kind::kOpened;
    visit.step.article = article;
    visit.step.language = language_;
    visit.step.title = "Title of " + article;
    facts_.visits.push_back(visit);
    return *this;
  }
  Story& Say(const std::string& article, bool helped) {
    const Visit visit = At();
    facts_.feedback.push_back({visitor_, article, language_, "1", helped, "", "", visit.step.at});
    return *this;
  }
  Story& Form(IntentFacts form) {
    form.opened_form = At().step.at;
    form.visitor = visitor_;
    form.language = language_;
    for (std::int64_t* time : {&form.solved, &form.sent, &form.next_ticket}) {
      if (*time > 0) *time += form.opened_form;
    }
    facts_.forms.push_back(std::move(form));
    return *this;
  }
  Story& Wait(std::int64_t seconds) {
    now_ += seconds;
    return *this;
  }
  Story& As(const std::string& visitor) {
    visitor_ = visitor;
    return *this;
  }
  Story& In(const std::string& language) {
    language_ = language;
    return *this;
  }
  std::vector<SearchIntent> Intents() const { return AssembleSearchIntents(facts_); }

 private:
  Visit At() {
    Visit visit;
    visit.visitor = visitor_;
    visit.step.at = now_ += 5;
    return visit;
  }

  VisitFacts facts_;
  std::int64_t now_ = kNoon;
  std::string visitor_ = "vera";
  std::string language_ = "en";
};

std::vector<std::vector<std::string>> WordingsOf(const Story& story) {
  std::vector<std::vector<std::string>> wordings;
  for (const SearchIntent& intent : story.Intents()) wordings.push_back(intent.wordings);
  return wordings;
}

struct Pair {
  std::string language;
  std::string before;
  std::string after;
};

TEST(SearchIntentTest, TakesOneQuestionInOtherWordsForOne) {
  const std::vector<Pair> pairs = {
      {"en", "vpn", "vpn does not connect"},
      {"en", "reset password", "how do I change my passwords"},
      {"en", "printer offline", "offline printers at home"},
      {"ru", "сбросить пароль", "забыл пароль от почты"},
      {"ru", "ошибка принтера", "принтер жуёт бумагу"},
      {"pl", "drukarka nie drukuje", "problem z drukarką w biurze"},
      {"zh", "打印机无法打印", "打印机卡纸"},
  };
  for (const Pair& pair : pairs) {
    Story story;
    story.In(pair.language).Search(pair.before).Search(pair.after);
    const auto intents = story.Intents();
    ASSERT_THAT(intents, SizeIs(1)) << pair.before;
    EXPECT_THAT(intents[0].wordings, ElementsAre(pair.before, pair.after));
    EXPECT_EQ(intents[0].wording(), pair.after);
    EXPECT_EQ(intents[0].nearest, "nearest of " + pair.after);
    EXPECT_TRUE(intents[0].is_reformulated) << pair.before;
  }
}

TEST(SearchIntentTest, TakesACorrectionForNoOtherWording) {
  const std::vector<Pair> pairs = {
      {"en", "passwrod", "password"},
      {"en", "pritner offline", "printer offline"},
      {"en", "passw", "password"},
      {"en", "out look", "outlook"},
      {"ru", "ghbynth", "принтер"},
      {"ru", "parol", "пароль"},
      {"ru", "сбросить парль", "сбросить пароль"},
      {"pl", "haslo", "hasło do poczt"},
      {"en", "зфыыцщкв", "password"},
  };
  for (const Pair& pair : pairs) {
    Story story;
    story.In(pair.language).Search(pair.before).Search(pair.after);
    const auto intents = story.Intents();
    ASSERT_THAT(intents, SizeIs(1)) << pair.before;
    EXPECT_EQ(intents[0].wording(), pair.after);
    EXPECT_EQ(intents[0].is_reformulated, pair.before == "haslo") << pair.before;
  }
}

TEST(SearchIntentTest, TakesANewTopicForANewQuestion) {
  const std::vector<Pair> pairs = {
      {"en", "how do I reset my password", "how do I install a printer"},
      {"en", "outlook error", "printer error"},
      {"en", "vpn does not work", "mouse does not work"},
      {"ru", "как сбросить пароль", "как подключить принтер"},
      {"ru", "почта не работает", "мышь не работает"},
      {"pl", "jak zmienić hasło", "jak dodać drukarkę"},
      {"zh", "我忘记密码怎么办", "打印机怎么安装"},
  };
  for (const Pair& pair : pairs) {
    Story story;
    story.In(pair.language).Search(pair.before).Search(pair.after);
    EXPECT_THAT(WordingsOf(story), ElementsAre(ElementsAre(pair.before), ElementsAre(pair.after)));
    EXPECT_FALSE(story.Intents()[0].is_reformulated);
  }
}

TEST(SearchIntentTest, TakesASecondTryForTheSameQuestion) {
  Story again;
  again.Search("my post is locked", 0).Search("mailbox sign-in", 3);
  EXPECT_THAT(WordingsOf(again), ElementsAre(ElementsAre("my post is locked", "mailbox sign-in")));
  EXPECT_TRUE(again.Intents()[0].is_reformulated);
  Story later;
  later.Search("my post is locked", 0).Wait(kSecondTry.count()).Search("mailbox sign-in", 3);
  EXPECT_THAT(WordingsOf(later), SizeIs(2));
  Story after_reading;
  after_reading.Search("my post is locked", 0).Open("mail").Search("mailbox sign-in", 3);
  EXPECT_THAT(WordingsOf(after_reading), SizeIs(2));
}

TEST(SearchIntentTest, CountsNeitherRepetitionsNorPages) {
  Story story;
  story.Search("printer jam").Search("Printer  jam").Search("printer jams").Search("paper jam");
  story.Search("printer jam");
  EXPECT_THAT(WordingsOf(story), ElementsAre(ElementsAre("printer jam", "paper jam")));
}

TEST(SearchIntentTest, EndsWithTheVisitAndWithTheLanguage) {
  const auto gap = kVisitGap.count();
  Story story;
  story.Search("printer jam").Wait(gap - 10).Search("printer tray").Wait(gap).Search("printer");
  story.In("de").Search("printer");
  EXPECT_THAT(WordingsOf(story), ElementsAre(ElementsAre("printer jam", "printer tray"),
                                             ElementsAre("printer"), ElementsAre("printer")));
}

TEST(SearchIntentTest, KeepsVisitorsApart) {
  Story story;
  story.Search("printer jam").As("oleg").Search("printer tray").Open("tray");
  story.As("vera").Open("jam").As("").Search("printer");
  const auto intents = story.Intents();
  ASSERT_THAT(intents, SizeIs(2));
  EXPECT_EQ(intents[0].visitor, "vera");
  EXPECT_EQ(intents[0].opened[0].article, "jam");
  EXPECT_EQ(intents[1].visitor, "oleg");
  EXPECT_EQ(intents[1].opened[0].article, "tray");
}

TEST(SearchIntentTest, OpenedArticlesBelongToTheSearchBeforeThem) {
  Story story;
  story.Open("home").Search("printer jam").Open("jam").Open("jam").Open("tray");
  story.Search("vpn").Open("vpn").Wait(kVisitGap.count()).Open("later");
  const auto intents = story.Intents();
  ASSERT_THAT(intents, SizeIs(2));
  ASSERT_THAT(intents[0].opened, SizeIs(2));
  EXPECT_EQ(intents[0].opened[0].article, "jam");
  EXPECT_EQ(intents[0].opened[0].title, "Title of jam");
  EXPECT_EQ(intents[0].opened[1].article, "tray");
  EXPECT_EQ(intents[0].outcome, Outcome::kOpened);
  ASSERT_THAT(intents[1].opened, SizeIs(1));
}

TEST(SearchIntentTest, KnowsWhatBecameOfIt) {
  struct Case {
    std::string name;
    Story story;
    Outcome want;
  };
  IntentFacts opened;
  opened.intent = "form";
  IntentFacts sent = opened;
  sent.sent = 60;
  IntentFacts solved = opened;
  solved.solved = 60;
  solved.solved_by = "jam";
  IntentFacts reversed = solved;
  reversed.next_ticket = 3600;
  const std::vector<Case> cases = {
      {"nothing found", Story().Search("jam", 0), Outcome::kUnanswered},
      {"not known", Story().Search("jam", -1), Outcome::kUnopened},
      {"found", Story().Search("jam", 3), Outcome::kUnopened},
      {"found in other words", Story().Search("jam", 0).Search("jam paper", 3), Outcome::kUnopened},
      {"opened", Story().Search("jam").Open("jam"), Outcome::kOpened},
      {"helped", Story().Search("jam").Open("jam").Say("jam", true), Outcome::kHelped},
      {"did not help", Story().Search("jam").Open("jam").Say("jam", false), Outcome::kOpened},
      {"changed their mind", Story().Search("jam").Open("jam").Say("jam", true).Say("jam", false),
       Outcome::kOpened},
      {"of another article", Story().Search("jam").Open("jam").Say("tray", true), Outcome::kOpened},
      {"said too late", Story().Search("jam").Open("jam").Wait(kVisitGap.count()).Say("jam", true),
       Outcome::kOpened},
      {"form", Story().Search("jam").Form(opened), Outcome::kUnopened},
      {"sent", Story().Search("jam").Open("jam").Say("jam", true).Form(sent), Outcome::kSent},
      {"sent much later", Story().Search("jam").Wait(kVisitGap.count()).Form(sent),
       Outcome::kUnopened},
      {"solved", Story().Search("jam").Form(solved), Outcome::kHelped},
      {"solved and sent", Story().Search("jam").Open("jam").Form(reversed), Outcome::kOpened},
  };
  for (const Case& test : cases) {
    const auto intents = test.story.Intents();
    ASSERT_THAT(intents, SizeIs(1)) << test.name;
    EXPECT_EQ(intents[0].outcome, test.want) << test.name;
  }
}

TEST(SearchIntentTest, NamesTheFormAndTheArticleThatSolvedIt) {
  IntentFacts left;
  left.intent = "left";
  IntentFacts solved;
  solved.intent = "solved";
  solved.solved = 60;
  solved.solved_by = "tray";
  Story story;
  story.Search("vpn").Search("jam").Form(left).Form(solved).Open("tray", "solved");
  const auto intents = story.Intents();
  ASSERT_THAT(intents, SizeIs(2));
  EXPECT_EQ(intents[0].ticket_intent, "");
  EXPECT_EQ(intents[1].ticket_intent, "left");
  ASSERT_THAT(intents[1].opened, SizeIs(1));
  EXPECT_EQ(intents[1].opened[0].article, "tray");
  EXPECT_EQ(intents[1].opened[0].title, "Title of tray");
  EXPECT_TRUE(intents[1].opened[0].helped);
}

TEST(SearchIntentTest, AnOpinionIsAboutTheSearchThatLedThere) {
  Story story;
  story.Search("jam").Open("jam").Search("vpn").Open("vpn").Say("jam", true).Say("vpn", false);
  const auto intents = story.Intents();
  ASSERT_THAT(intents, SizeIs(2));
  EXPECT_TRUE(intents[0].opened[0].helped);
  EXPECT_FALSE(intents[0].opened[0].not_helped);
  EXPECT_TRUE(intents[1].opened[0].not_helped);
}

TEST(SearchIntentTest, ShowsNobodysAddress) {
  Story story;
  story.Search("mail to vera@example.com bounces").Search("   ");
  EXPECT_THAT(WordingsOf(story), ElementsAre(ElementsAre("mail to [@] bounces")));
}

TEST(SearchIntentTest, StandsWithoutFacts) { EXPECT_THAT(Story().Intents(), IsEmpty()); }

}  // namespace
}  // namespace zeroline

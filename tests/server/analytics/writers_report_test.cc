#include "server/analytics/writers_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/server/web/api/small_index.h"
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
using Outcome = SearchIntent::Outcome;

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kStart = 19'676 * kDay;

StoredArticle Article(const char* language, const char* path, const char* title,
                      const char* audience = "public") {
  StoredArticle article = testing::SmallArticle(language, path, title, title);
  article.audience = audience;
  article.source_path = std::string(language) + "/" + path + ".md";
  return article;
}

class WritersReportTest : public ::testing::Test {
 protected:
  WritersReportTest() {
    StoredArticle outdated = Article("ru", "accounts/reset", "Сброс пароля");
    outdated.original_language = "en";
    outdated.outdated_sections = {{"Steps", "steps", kStart}};
    testing::PublishBuild(tree_.path(),
                          {Article("en", "accounts/reset", "Reset your password"),
                           Article("en", "devices/printer", "The printer does not print"),
                           Article("en", "network/vpn", "Connect to the VPN"), outdated,
                           Article("en", "staff/merger", "Merger with Initech", "internal")});
    index_ = testing::ValueOrThrow(IndexReader::Open(tree_.path()));
    facts_.from = kStart;
    facts_.to = kStart + 30 * kDay;
  }

  SearchIntent& Ask(const std::string& visitor, const std::string& text,
                    Outcome outcome = Outcome::kUnanswered) {
    SearchIntent intent;
    intent.visitor = visitor;
    intent.language = "en";
    intent.at = kStart + 2 * kDay + static_cast<std::int64_t>(facts_.intents.size());
    intent.wordings = {text};
    intent.outcome = outcome;
    intent.results = outcome == Outcome::kUnanswered ? 0 : 3;
    facts_.intents.push_back(intent);
    return facts_.intents.back();
  }

  // So many visitors ask the same.
  void AskMany(int visitors, const std::string& text, Outcome outcome = Outcome::kUnanswered) {
    for (int i = 0; i < visitors; ++i) Ask("visitor " + std::to_string(i), text, outcome);
  }

  WritersReport Report(Audiences audiences = {"public"}, const std::string& language = "") {
    return testing::ValueOrThrow(ComputeWritersReport(facts_, *index_->snapshot(), searcher_,
                                                      {std::move(audiences), language}));
  }

  static std::vector<std::string> Names(const std::vector<QuestionCluster>& clusters) {
    std::vector<std::string> names;
    for (const QuestionCluster& cluster : clusters) names.push_back(cluster.wordings.at(0).text);
    return names;
  }

  testing::TempTree tree_;
  std::unique_ptr<IndexReader> index_;
  Searcher searcher_;
  WritersReportFacts facts_;
};

TEST_F(WritersReportTest, GapsComeByLostPeople) {
  AskMany(2, "toner");
  AskMany(5, "parking permit");
  AskMany(9, "vpn", Outcome::kOpened);
  for (int i = 0; i < 20; ++i) Ask("only one", "my strange question");
  const WritersReport report = Report();
  EXPECT_THAT(Names(report.gaps), ElementsAre("parking permit", "toner", "my strange question"));
  EXPECT_THAT(Names(report.top),
              ElementsAre("vpn", "parking permit", "toner", "my strange question"));
  EXPECT_EQ(report.intents, 36U);
  EXPECT_EQ(report.visitors, 10U);
  EXPECT_EQ(report.gaps[0].lost, 5U);
  EXPECT_EQ(report.gaps[0].problem, QuestionCluster::Problem::kUnanswered);
}

TEST_F(WritersReportTest, TenPhrasingsAreOneLine) {
  AskMany(3, "parking permit");
  for (const char* text : {"Parking permit?", "how do I get a parking permit", "parking permits"}) {
    Ask(text, text);
  }
  const WritersReport report = Report();
  ASSERT_THAT(report.gaps, SizeIs(1));
  EXPECT_EQ(report.gaps[0].intents, 6U);
  EXPECT_EQ(report.gaps[0].visitors, 6U);
  EXPECT_EQ(report.gaps[0].wordings[0].text, "parking permit");
  EXPECT_EQ(report.gaps[0].wordings[0].count, 4U);
  EXPECT_THAT(report.gaps[0].id, StartsWith("q-"));
  EXPECT_EQ(report.gaps[0].id.size(), 10U);
}

TEST_F(WritersReportTest, TheIdStaysWhileTheMainWordingDoes) {
  AskMany(3, "parking permit");
  const std::string id = Report().gaps.at(0).id;
  Ask("late", "get parking permit");
  AskMany(7, "toner");
  EXPECT_EQ(Report().gaps.at(1).id, id);
}

TEST_F(WritersReportTest, EachLineSaysWhatToDo) {
  struct Case {
    const char* name;
    const char* question;
    Outcome outcome;
    const char* opened;
    const char* action;
  };
  const Case cases[] = {
      {"nothing is near", "parking permit", Outcome::kUnanswered, "", "write_article"},
      {"an article is there", "printer does not print", Outcome::kUnopened, "", "add_questions"},
      {"it is read in vain", "printer does not print", Outcome::kSent, "devices/printer",
       "mend_article"},
  };
  for (const Case& one : cases) {
    facts_.intents.clear();
    for (int i = 0; i < 3; ++i) {
      SearchIntent& intent = Ask("visitor " + std::to_string(i), one.question, one.outcome);
      if (*one.opened != '\0') intent.opened.push_back({one.opened, "en", ""});
    }
    const WritersReport report = Report();
    ASSERT_THAT(report.gaps, SizeIs(1)) << one.name;
    EXPECT_EQ(NameOf(AdviceFor(report.gaps[0])), one.action) << one.name;
    EXPECT_THAT(AdviceText(report.gaps[0]), Not(IsEmpty())) << one.name;
  }
}

TEST_F(WritersReportTest, WhatHelpedIsNearerThanWhatSearchFinds) {
  for (int i = 0; i < 3; ++i) {
    SearchIntent& intent = Ask("visitor " + std::to_string(i), "tunnel", Outcome::kHelped);
    intent.wordings = {"working outside", "tunnel"};
    intent.is_reformulated = true;
    intent.opened.push_back({"network/vpn", "en", "", true});
  }
  const WritersReport report = Report();
  ASSERT_THAT(report.gaps, SizeIs(1));
  EXPECT_EQ(report.gaps[0].problem, QuestionCluster::Problem::kReformulated);
  ASSERT_TRUE(report.gaps[0].nearest);
  EXPECT_EQ(report.gaps[0].nearest->article, "network/vpn");
  EXPECT_EQ(NameOf(AdviceFor(report.gaps[0])), "add_questions");
  ASSERT_THAT(report.gaps[0].wordings, SizeIs(2));
  EXPECT_EQ(report.gaps[0].wordings[1].text, "working outside");
}

TEST_F(WritersReportTest, MissingTranslationsComeByDemand) {
  const auto ask_in_russian = [&](const std::string& visitor, const char* article) {
    SearchIntent& intent = Ask(visitor, "как подключить", Outcome::kOpened);
    intent.language = "ru";
    intent.opened.push_back({article, "en", ""});
  };
  ask_in_russian("a", "devices/printer");
  ask_in_russian("a", "network/vpn");
  ask_in_russian("b", "network/vpn");
  ask_in_russian("b", "accounts/reset");  // there in Russian
  const WritersReport report = Report();
  ASSERT_THAT(report.missing_translations, SizeIs(2));
  const MissingTranslation& first = report.missing_translations[0];
  EXPECT_EQ(first.article, "network/vpn");
  EXPECT_EQ(first.language, "ru");
  EXPECT_EQ(first.visitors, 2U);
  EXPECT_THAT(first.available, ElementsAre("en"));
  EXPECT_EQ(report.missing_translations[1].article, "devices/printer");
}

TEST_F(WritersReportTest, ArticlesThatDeserveALook) {
  const auto say = [&](const std::string& visitor, bool helped, const char* reason) {
    facts_.feedback.push_back(
        {visitor, "devices/printer", "en", "1", helped, reason, "", kStart + 9});
  };
  say("a", false, "unclear");
  say("b", false, "unclear");
  say("c", false, "wrong");
  say("d", true, "");
  WriterNote flag;
  flag.article = "network/vpn";
  flag.language = "en";
  facts_.flags = {flag};
  AskMany(20, "reset password", Outcome::kOpened);
  for (SearchIntent& intent : facts_.intents) {
    intent.nearest = "accounts/reset";
    intent.nearest_language = "en";
  }
  const WritersReport report = Report();
  using Problem = ArticleLine::Problem;
  ASSERT_THAT(report.articles, SizeIs(3));
  EXPECT_EQ(report.articles[0].article, "devices/printer");
  EXPECT_THAT(report.articles[0].problems, ElementsAre(Problem::kNotHelping, Problem::kNeverFound));
  EXPECT_EQ(report.articles[0].reasons.at(0), (std::pair<std::string, std::size_t>("unclear", 2)));
  EXPECT_EQ(report.articles[1].article, "network/vpn");
  EXPECT_THAT(report.articles[1].problems, ElementsAre(Problem::kFlagged, Problem::kNeverFound));
  EXPECT_EQ(report.articles[2].language, "ru");
  EXPECT_THAT(report.articles[2].problems, ElementsAre(Problem::kOutdatedTranslation));
}

TEST_F(WritersReportTest, FewSearchesDoNotTellWhatIsNeverFound) {
  AskMany(3, "reset password", Outcome::kOpened);
  const WritersReport report = Report();
  ASSERT_THAT(report.articles, SizeIs(1));
  EXPECT_EQ(report.articles[0].language, "ru");
}

TEST_F(WritersReportTest, WhoMayNotReadAnArticleLearnsNothingOfIt) {
  AskMany(3, "parking permit");
  const std::string without = ToJson(Report());
  for (int i = 0; i < 30; ++i) {
    SearchIntent& intent = Ask("insider " + std::to_string(i), "initech merger", Outcome::kSent);
    intent.opened.push_back({"staff/merger", "en", "Merger with Initech"});
    SearchIntent& found = Ask("insider " + std::to_string(i), "merger date", Outcome::kUnopened);
    found.nearest = "staff/merger";
    found.nearest_language = "en";
    facts_.feedback.push_back({"insider " + std::to_string(i), "staff/merger", "en", "1", false,
                               "wrong", "", kStart + 9});
  }
  WriterNote flag;
  flag.article = "staff/merger";
  flag.language = "en";
  facts_.flags = {flag};
  facts_.learned = {{"merger date", "en", "staff/merger", "", 9, kStart}};
  EXPECT_EQ(ToJson(Report()), without);
  EXPECT_THAT(ToJson(Report({"public", "internal"})), HasSubstr("Merger with Initech"));
}

TEST_F(WritersReportTest, PersonalWordsAreMasked) {
  AskMany(2, "access for anna.nowak@example.com");
  const std::string json = ToJson(Report());
  EXPECT_THAT(json, Not(HasSubstr("nowak")));
  EXPECT_THAT(json, HasSubstr("access for [@]"));
}

TEST_F(WritersReportTest, OneLanguageOnly) {
  AskMany(2, "parking permit");
  Ask("a", "парковка").language = "ru";
  const WritersReport report = Report({"public"}, "ru");
  EXPECT_THAT(Names(report.gaps), ElementsAre("парковка"));
  EXPECT_EQ(report.intents, 1U);
  EXPECT_THAT(report.intents_by_language, SizeIs(1));
}

TEST_F(WritersReportTest, LearnedQuestionsShowWhatTheyChanged) {
  facts_.learned = {{"work from home", "en", "network/vpn", "", 4, kStart + 10 * kDay}};
  Ask("a", "work from home", Outcome::kUnopened);
  Ask("b", "work from home", Outcome::kUnopened);
  SearchIntent& since = Ask("c", "Work from home", Outcome::kOpened);
  since.at = kStart + 20 * kDay;
  since.opened.push_back({"network/vpn", "en", ""});
  const WritersReport report = Report();
  ASSERT_THAT(report.learned, SizeIs(1));
  EXPECT_EQ(report.learned[0].title, "Connect to the VPN");
  EXPECT_FALSE(report.learned[0].is_in_build);
  EXPECT_EQ(report.learned[0].intents_before, 2U);
  EXPECT_EQ(report.learned[0].opened_before, 0U);
  EXPECT_EQ(report.learned[0].intents_since, 1U);
  EXPECT_EQ(report.learned[0].opened_since, 1U);
}

TEST_F(WritersReportTest, EveryDayOfThePeriodIsThere) {
  AskMany(2, "parking permit");
  Ask("c", "vpn", Outcome::kOpened);
  const WritersReport report = Report();
  ASSERT_THAT(report.days, SizeIs(30));
  EXPECT_EQ(report.days[2].intents, 3U);
  EXPECT_EQ(report.days[2].answered, 1U);
  EXPECT_EQ(report.days[3].intents, 0U);
}

TEST_F(WritersReportTest, APeriodMustNotBeEmpty) {
  facts_.to = facts_.from;
  EXPECT_FALSE(ComputeWritersReport(facts_, *index_->snapshot(), searcher_, {{"public"}, ""}));
}

TEST_F(WritersReportTest, TablesAreSafeForSpreadsheetsAndTerminals) {
  AskMany(2, "=HYPERLINK(\"x\"), now");
  AskMany(3, "red \x1B[31m text");
  const WritersReport report = Report();
  EXPECT_THAT(ToCsv(report), HasSubstr("\"'=HYPERLINK(\"\"x\"\"), now\""));
  EXPECT_THAT(ToText(report), Not(HasSubstr("\x1B")));
}

TEST_F(WritersReportTest, JsonHasWhatOtherProgramsRead) {
  AskMany(3, "printer does not print", Outcome::kUnopened);
  const auto json = nlohmann::json::parse(ToJson(Report()));
  const auto& gap = json.at("gaps").at(0);
  EXPECT_EQ(gap.at("action"), "add_questions");
  EXPECT_EQ(gap.at("nearest").at("source_path"), "en/devices/printer.md");
  EXPECT_EQ(gap.at("wordings").at(0).at("count"), 3);
  for (const char* key : {"from", "to", "intents", "visitors", "top", "missing_translations",
                          "articles", "learned"}) {
    EXPECT_TRUE(json.contains(key)) << key;
  }
}

}  // namespace
}  // namespace zeroline

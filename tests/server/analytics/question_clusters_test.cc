#include "server/analytics/question_clusters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/language/analyzer.h"
#include "tests/support/value_or_throw.h"

namespace zeroline {
namespace {

using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

// Words of articles, with the number of articles that have each.
class SmallVocabulary : public Vocabulary {
 public:
  explicit SmallVocabulary(std::map<std::string, std::uint32_t> words) : words_(std::move(words)) {}

  std::uint32_t Articles(std::string_view word) const override {
    const auto found = words_.find(std::string(word));
    return found == words_.end() ? 0 : found->second;
  }
  bool IsCorrect(std::string_view) const override { return false; }
  std::vector<KnownWord> WithFoldedForm(std::string_view folded) const override {
    std::vector<KnownWord> known;
    for (const auto& [word, articles] : words_) {
      if (FoldWord(word) == folded) known.push_back({word, articles});
    }
    return known;
  }
  std::vector<SimilarWord> Similar(std::string_view, std::size_t) const override { return {}; }
  std::vector<KnownWord> WithLatinKey(std::string_view) const override { return {}; }
  std::vector<std::string> Synonyms(std::string_view) const override { return {}; }

 private:
  std::map<std::string, std::uint32_t> words_;
};

std::set<std::set<std::string>> Cluster(const std::string& language,
                                        const std::vector<AskedQuestion>& questions,
                                        std::map<std::string, std::uint32_t> words = {}) {
  const auto analyzer = testing::ValueOrThrow(Analyzer::Create(language));
  const SmallVocabulary vocabulary(std::move(words));
  std::set<std::set<std::string>> clusters;
  for (const auto& members :
       ClusterQuestions(questions, {language, analyzer.get(), &vocabulary, 100})) {
    std::set<std::string> texts;
    for (const std::size_t member : members) texts.insert(questions[member].text);
    clusters.insert(std::move(texts));
  }
  return clusters;
}

TEST(QuestionClustersTest, PhrasingsOfOneQuestionAreOneCluster) {
  struct Case {
    const char* name;
    const char* language;
    std::vector<std::string> texts;
  };
  const Case cases[] = {
      {"inflection and question words",
       "en",
       {"parking permit", "parking permits", "How do I get a parking permit?",
        "where can I get the parking permit", "need parking permit please"}},
      {"Russian cases",
       "ru",
       {"пропуск на парковку", "как получить пропуск на парковку", "пропуска на парковку",
        "где взять пропуск для парковки?"}},
      {"Polish cases",
       "pl",
       {"karta parkingowa", "jak dostać kartę parkingową", "kartę parkingową gdzie"}},
      {"Chinese without spaces", "zh", {"停车证怎么办理", "怎么办理停车证", "如何办理停车证？"}},
  };
  for (const Case& one : cases) {
    std::vector<AskedQuestion> questions;
    for (const std::string& text : one.texts) questions.push_back({text, 1, "", 0});
    questions.push_back({"0x80070005", 9, "", 0});
    EXPECT_THAT(Cluster(one.language, questions), SizeIs(2)) << one.name;
  }
}

TEST(QuestionClustersTest, DifferentQuestionsAboutOneThingStayApart) {
  const std::map<std::string, std::uint32_t> words = {
      {"printer", 10}, {"add", 20}, {"print", 12}, {"password", 15}, {"reset", 8}};
  const struct {
    const char* first;
    const char* second;
  } cases[] = {
      {"printer toner empty", "printer paper jam"},
      {"add a printer", "remove a printer"},
      {"reset password", "password manager"},
      {"vpn", "vpn certificate expired"},
  };
  for (const auto& one : cases) {
    EXPECT_THAT(Cluster("en", {{one.first, 3, "", 0}, {one.second, 3, "", 0}}, words), SizeIs(2))
        << one.first << " | " << one.second;
  }
}

TEST(QuestionClustersTest, WhatFindsTheSameArticleNeedsLessInCommon) {
  const std::map<std::string, std::uint32_t> words = {{"vpn", 5}, {"home", 5}, {"connect", 5}};
  const AskedQuestion first{"how to connect the vpn", 2, "network/vpn", .8};
  const AskedQuestion second{"vpn at home", 2, "network/vpn", .8};
  AskedQuestion elsewhere = second;
  elsewhere.nearest = "network/home";
  AskedQuestion unsure = second;
  unsure.confidence = .2;
  EXPECT_THAT(Cluster("en", {first, second}, words), SizeIs(1));
  EXPECT_THAT(Cluster("en", {first, elsewhere}, words), SizeIs(2));
  EXPECT_THAT(Cluster("en", {first, unsure}, words), SizeIs(2));
}

TEST(QuestionClustersTest, SlipsAndMissingAccentsAndLayoutsAreMended) {
  struct Case {
    const char* name;
    const char* language;
    std::vector<AskedQuestion> questions;
    std::map<std::string, std::uint32_t> words;
  };
  const Case cases[] = {
      {"what others type",
       "en",
       {{"parking permit", 9, "", 0}, {"parkng permit", 1, "", 0}, {"parking premit", 1, "", 0}},
       {}},
      {"without accents",
       "pl",
       {{"zmiana hasła", 3, "", 0}, {"zmiana hasla", 2, "", 0}},
       {{"hasła", 9}, {"zmiana", 5}}},
      {"on the other layout",
       "ru",
       {{"сброс пароля", 3, "", 0}, {"c,hjc gfhjkz", 1, "", 0}},
       {{"сброс", 9}, {"пароля", 9}}},
      {"Latin words on a Russian layout",
       "en",
       {{"reset password", 3, "", 0}, {"куыуе зфыыцщкв", 1, "", 0}},
       {{"reset", 9}, {"password", 9}}},
  };
  for (const Case& one : cases) {
    EXPECT_THAT(Cluster(one.language, one.questions, one.words), SizeIs(1)) << one.name;
  }
}

TEST(QuestionClustersTest, TheOrderOfTheQuestionsDoesNotMatter) {
  std::vector<AskedQuestion> questions;
  for (const char* text :
       {"parking permit", "get a parking permit", "parking permit for guests", "guest parking",
        "expense report", "submit expense report", "expenses", "where is the expense form"}) {
    questions.push_back({text, 1, "", 0});
  }
  const auto clusters = Cluster("en", questions);
  std::sort(questions.begin(), questions.end(),
            [](const auto& a, const auto& b) { return a.text > b.text; });
  EXPECT_EQ(Cluster("en", questions), clusters);
}

TEST(QuestionClustersTest, TextsWithoutWordsAreClustersOfTheirOwn) {
  EXPECT_THAT(Cluster("en", {{"???", 1, "", 0}, {"!!", 1, "", 0}, {"vpn", 1, "", 0}}), SizeIs(3));
  EXPECT_THAT(Cluster("en", {}), SizeIs(0));
}

TEST(QuestionClustersTest, TheCommonestQuestionLeads) {
  const auto analyzer = testing::ValueOrThrow(Analyzer::Create("en"));
  const SmallVocabulary vocabulary({});
  const std::vector<AskedQuestion> questions = {
      {"get parking permit", 1, "", 0}, {"expense report", 2, "", 0}, {"parking permit", 7, "", 0}};
  const auto clusters = ClusterQuestions(questions, {"en", analyzer.get(), &vocabulary, 100});
  ASSERT_THAT(clusters, SizeIs(2));
  EXPECT_EQ(clusters[0], (std::vector<std::size_t>{2, 0}));
}

}  // namespace
}  // namespace zeroline

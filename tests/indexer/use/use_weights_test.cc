#include "indexer/use/use_weights.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "indexer/use/question_language.h"

namespace zeroline {
namespace {

constexpr std::int32_t kNewest = 20000;

ConfirmedRow Row(const std::string& question, const std::string& id, std::uint32_t count = 1,
                 std::int32_t age = 0, const std::string& language = "en") {
  return {question, language, id, count, kNewest - age};
}

// "text x count" of every question of a target, sorted.
std::vector<std::string> Of(const UseWeights& weights, std::size_t target) {
  std::vector<std::string> all;
  for (const CountedQuestion& question : weights.questions[target]) {
    all.push_back(question.text + " x " + std::to_string(question.count));
  }
  std::sort(all.begin(), all.end());
  return all;
}

using Questions = std::vector<std::string>;

const std::vector<UseTarget> kTwo = {{"vpn", "en", "public", {}}, {"mail", "en", "public", {}}};

UseWeights Weigh(const std::vector<ConfirmedRow>& rows,
                 const std::vector<UseTarget>& targets = kTwo) {
  return WeighQuestions(rows, targets, "public");
}

TEST(UseWeightsTest, AddsUpWhatIsTheSameQuestion) {
  const UseWeights weights =
      Weigh({Row("VPN drops", "vpn", 2), Row("vpn  drops?", "vpn"), Row("VPN is slow", "vpn")});
  EXPECT_EQ(Of(weights, 0), (Questions{"VPN drops x 2", "VPN is slow x 1"}));
  EXPECT_TRUE(Of(weights, 1).empty());
}

TEST(UseWeightsTest, HalvesWhatIsAYearOlderThanTheNewestLine) {
  struct Case {
    const char* name;
    std::uint32_t count;
    std::int32_t age;
    Questions want;
  };
  const std::vector<Case> cases = {
      {"new", 8, 0, {"old x 8"}},           {"a year", 8, 365, {"old x 4"}},
      {"two years", 8, 730, {"old x 2"}},   {"one click for a year", 1, 365, {"old x 1"}},
      {"one click for longer", 1, 366, {}}, {"many clicks for ever so long", 8, 3660, {}},
  };
  for (const Case& item : cases) {
    const UseWeights weights = Weigh({Row("old", "vpn", item.count, item.age), Row("new", "mail")});
    EXPECT_EQ(Of(weights, 0), item.want) << item.name;
  }
}

TEST(UseWeightsTest, TrustsAClearMajorityAndDiscountsWhatIsContested) {
  struct Case {
    const char* name;
    std::vector<ConfirmedRow> rows;
    Questions vpn;
    Questions mail;
  };
  const std::vector<Case> cases = {
      {"one wrong click against two", {Row("q", "vpn", 2), Row("q", "mail")}, {"q x 2"}, {}},
      {"even", {Row("q", "vpn", 4), Row("q", "mail", 4)}, {"q x 2"}, {"q x 2"}},
      {"one click each", {Row("q", "vpn"), Row("q", "mail")}, {"q x 1"}, {"q x 1"}},
      {"old majority outweighed", {Row("q", "vpn", 4, 1095), Row("q", "mail")}, {}, {"q x 1"}},
  };
  for (const Case& item : cases) {
    const UseWeights weights = Weigh(item.rows);
    EXPECT_EQ(Of(weights, 0), item.vpn) << item.name;
    EXPECT_EQ(Of(weights, 1), item.mail) << item.name;
  }
}

TEST(UseWeightsTest, KeepsTheStrongestOfAnArticle) {
  std::vector<ConfirmedRow> rows;
  for (std::size_t i = 0; i < 3 * kMaxQuestionsPerArticle; ++i) {
    rows.push_back(Row("question " + std::to_string(i), "vpn", i % 3 == 0 ? 5 : 1));
  }
  const UseWeights weights = Weigh(rows);
  ASSERT_EQ(weights.questions[0].size(), kMaxQuestionsPerArticle);
  for (const CountedQuestion& question : weights.questions[0]) EXPECT_EQ(question.count, 4u);
}

TEST(UseWeightsTest, CountsLinesAboutArticlesThatAreNotThere) {
  const UseWeights weights = Weigh({Row("a", "gone"), Row("b", "gone", 9), Row("c", "vpn")});
  EXPECT_EQ(weights.unknown_articles, 2u);
  EXPECT_EQ(Of(weights, 0), Questions{"c x 1"});
}

TEST(UseWeightsTest, FollowsAnArticleToItsNewId) {
  const UseWeights weights =
      Weigh({Row("q", "old-vpn"), Row("q", "vpn")}, {{"vpn", "en", "public", {"old-vpn"}}});
  EXPECT_EQ(weights.unknown_articles, 0u);
  EXPECT_EQ(Of(weights, 0), Questions{"q x 2"});
}

TEST(UseWeightsTest, GivesAQuestionToTheVersionsThatItsLanguageAllows) {
  struct Case {
    const char* name;
    ConfirmedRow row;
    Questions want;  // languages that get it
  };
  const std::vector<Case> cases = {
      {"own language", Row("VPN drops", "vpn", 1, 0, "en"), {"en"}},
      {"own language in another region", Row("VPN drops", "vpn", 1, 0, "en-GB"), {"en"}},
      {"own alphabet", Row("не работает VPN", "vpn", 1, 0, "ru"), {"ru"}},
      {"names only, in Cyrillic country", Row("Cisco AnyConnect", "vpn", 1, 0, "ru"), {"en", "ru"}},
      {"names only, in Latin country", Row("VPN 0x80070005", "vpn", 1, 0, "en"), {"en", "ru"}},
      {"no such version", Row("VPN nie działa", "vpn", 1, 0, "pl"), {"en", "ru"}},
  };
  const std::vector<UseTarget> versions = {{"vpn", "en", "public", {}},
                                           {"vpn", "ru", "public", {}}};
  for (const Case& item : cases) {
    const UseWeights weights = Weigh({item.row}, versions);
    Questions got;
    for (std::size_t i = 0; i < versions.size(); ++i) {
      if (!weights.questions[i].empty()) got.push_back(versions[i].language);
    }
    EXPECT_EQ(got, item.want) << item.name;
  }
}

TEST(UseWeightsTest, TakesNoQuestionFromOneAudienceToAnother) {
  struct Case {
    const char* name;
    std::string language;
    std::string question;
    Questions want;
  };
  const std::vector<UseTarget> versions = {
      {"vpn", "en", "public", {}}, {"vpn", "de", "public", {}}, {"vpn", "ru", "internal", {}}};
  const std::vector<Case> cases = {
      {"internal names stay internal", "ru", "gate-7.corp.example", {"ru"}},
      {"public names stay public", "en", "KB-1042", {"en", "de"}},
      {"whose it was is unknown", "pl", "gdzie jest gate-7", {"ru"}},
  };
  for (const Case& item : cases) {
    const UseWeights weights = Weigh({Row(item.question, "vpn", 1, 0, item.language)}, versions);
    Questions got;
    for (std::size_t i = 0; i < versions.size(); ++i) {
      if (!weights.questions[i].empty()) got.push_back(versions[i].language);
    }
    EXPECT_EQ(got, item.want) << item.name;
  }
}

// What everybody finds must not tell that an article exists which only some may read.
TEST(UseWeightsTest, AnInternalArticleTakesNothingFromAPublicOne) {
  const std::vector<ConfirmedRow> rows = {Row("VPN drops", "vpn", 2), Row("VPN drops", "secret", 9),
                                          Row("q", "mail", 4), Row("q", "secret", 4)};
  const UseWeights alone = Weigh(rows);
  const UseWeights beside = Weigh(rows, {kTwo[0], kTwo[1], {"secret", "en", "internal", {}}});
  EXPECT_EQ(Of(beside, 0), Of(alone, 0));
  EXPECT_EQ(Of(beside, 1), Of(alone, 1));
  EXPECT_EQ(Of(beside, 2), (Questions{"VPN drops x 8", "q x 4"}));
}

TEST(QuestionLanguageTest, TellsNamesFromWords) {
  struct Case {
    const char* question;
    const char* language;
    bool want;
  };
  const std::vector<Case> cases = {
      {"Outlook", "ru", true},
      {"Outlook 2019", "zh", true},
      {"Outlook не открывается", "ru", false},
      {"KB-1042", "en", true},
      {"VPN", "de", true},
      {"VPN broken", "en", false},
      {"ERR_17 0x80070005", "pl", true},
      {"Outlook", "pl", false},
      {"Outlook", "cs", false},
      {"Outlook", "uk", true},
      {"drukarka", "vi", false},
  };
  for (const Case& item : cases) {
    EXPECT_EQ(IsLanguageNeutral(item.question, item.language), item.want)
        << item.question << " in " << item.language;
  }
}

TEST(QuestionLanguageTest, TakesSpellingsOfOneQuestionForOne) {
  const std::vector<std::vector<std::string>> same = {
      {"Where is my mail?", "where is my  mail", "WHERE IS MY MAIL ?!"},
      {"忘记密码怎么办？", "忘记密码怎么办", "忘記密碼怎麼辦。"},
      {"Wo ist das Büro", "wo ist das buro."},
      {"???", "???"},
  };
  for (const auto& spellings : same) {
    for (const std::string& spelling : spellings) {
      EXPECT_EQ(SameQuestionKey(spelling), SameQuestionKey(spellings[0])) << spelling;
    }
  }
  EXPECT_NE(SameQuestionKey("is C# there"), SameQuestionKey("is C there"));
}

}  // namespace
}  // namespace zeroline

#include "server/search/use_field.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "server/query/query.h"
#include "server/search/searcher.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

constexpr std::size_t kLong = 8;  // words of a sentence

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(UseSettingsTest, MoveFromTitlesToAUseFieldAsQuestionsCome) {
  const UseSettings none = UseSettingsFor(0, kLong);
  EXPECT_EQ(none.weight, kTitlesWeight);
  EXPECT_EQ(none.bm25.k1, kTitlesBm25.k1);
  EXPECT_EQ(none.bm25.b, kTitlesBm25.b);
  EXPECT_EQ(none.pair_weight, 0);
  struct Case {
    double questions;
    double weight;
  };
  for (const Case& item : {Case{0.5, 1.175}, Case{1, 1.35}, Case{5, 2.75}, Case{50, 3}}) {
    const UseSettings full = UseSettingsFor(item.questions, kLong);
    EXPECT_NEAR(full.weight, item.weight, 1e-9) << item.questions;
    EXPECT_EQ(full.bm25.k1, kUseBm25.k1);
    EXPECT_EQ(full.bm25.b, kUseBm25.b);
    EXPECT_EQ(full.pair_weight, kUsePairWeight);
  }
}

TEST(UseSettingsTest, ChangeLittleWithTheFirstQuestionOfABase) {
  double before = UseSettingsFor(0, kLong).weight;
  for (int i = 1; i <= 1000; ++i) {
    const double weight = UseSettingsFor(i / 100.0, kLong).weight;
    EXPECT_GE(weight, before) << i;
    EXPECT_LT(weight - before, 0.02) << i;
    before = weight;
  }
}

// Two hundred articles about printers, which fill every ranking by text, and one about something
// else.
class UseFieldTest : public ::testing::Test {
 protected:
  void Publish(std::vector<StoredConfirmedQuestion> confirmed) {
    std::vector<StoredArticle> base;
    for (int i = 0; i < 200; ++i) {
      const std::string number = std::to_string(i);
      base.push_back(testing::SmallArticle("en", "printers/" + number, "Device " + number,
                                           "The printer of room " + number + " and its paper."));
    }
    base.push_back(testing::SmallArticle("en", "stopped-queue", "Restart the queue",
                                         "Stop it, then start it."));
    base.back().confirmed_questions = std::move(confirmed);
    testing::PublishBuild(tree_.path() / "index", base);
    index_ = testing::ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
  }

  // Ids of the first results.
  std::vector<std::string> Search(const std::string& text) const {
    SearchRequest request;
    request.query = Understand(text);
    request.language = "en";
    request.audiences = {"public"};
    request.limit = 1;
    const SearchAnswer answer =
        testing::ValueOrThrow(searcher_.Search(*index_->snapshot(), request));
    std::vector<std::string> ids;
    for (const SearchHit& hit : answer.hits) ids.push_back(hit.id);
    return ids;
  }

  testing::TempTree tree_;
  std::unique_ptr<IndexReader> index_;
  Searcher searcher_;
};

TEST_F(UseFieldTest, FindsWhatOnlyAQuestionSays) {
  Publish({});
  EXPECT_THAT(Search("zxqvwk"), IsEmpty());
  Publish({{"zxqvwk error", 1}});
  EXPECT_THAT(Search("zxqvwk"), ElementsAre("stopped-queue"));
}

TEST_F(UseFieldTest, RanksAQuestionAboveManyArticlesThatShareAWordWithIt) {
  Publish({});
  EXPECT_NE(Search("printer stuck at spooling").at(0), "stopped-queue");
  Publish({{"printer stuck at spooling", 1}});
  EXPECT_THAT(Search("printer stuck at spooling"), ElementsAre("stopped-queue"));
}

TEST_F(UseFieldTest, PrefersWordsInTheOrderOfTheQuestion) {
  std::vector<StoredArticle> base = {
      testing::SmallArticle("en", "first", "One", "Folders and sharing."),
      testing::SmallArticle("en", "second", "Two", "Folders and sharing.")};
  base[0].confirmed_questions = {{"share open folder", 1}};
  base[1].confirmed_questions = {{"open share folder", 1}};
  testing::PublishBuild(tree_.path() / "index", base);
  index_ = testing::ValueOrThrow(IndexReader::Open(tree_.path() / "index"));
  EXPECT_THAT(Search("open share"), ElementsAre("second"));
  EXPECT_THAT(Search("share open"), ElementsAre("first"));
}

TEST(UseSettingsTest, TitlesCountLessForKeywordsThanForSentences) {
  EXPECT_DOUBLE_EQ(kTitlesWeightOfKeywords, UseSettingsFor(0, 1).weight);
  EXPECT_DOUBLE_EQ(kTitlesWeightOfKeywords, UseSettingsFor(0, 3).weight);
  EXPECT_LT(UseSettingsFor(0, 4).weight, UseSettingsFor(0, 5).weight);
  EXPECT_DOUBLE_EQ(kTitlesWeight, UseSettingsFor(0, 6).weight);
  EXPECT_DOUBLE_EQ(UseSettingsFor(3, 1).weight, UseSettingsFor(3, 9).weight)
      << "a full use field counts alike for both";
}

}  // namespace
}  // namespace zeroline

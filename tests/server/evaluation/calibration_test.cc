#include "server/evaluation/calibration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "server/evaluation/ticket_simulation.h"
#include "tests/server/web/api/small_index.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

// Articles on things that have nothing in common, and a question about each.
class CalibrationTest : public ::testing::Test {
 protected:
  CalibrationTest() {
    std::vector<StoredArticle> base;
    std::string queries;
    std::string qrels;
    int number = 0;
    for (const char* thing : {"printer", "mailbox", "tunnel", "monitor", "keyboard", "licence",
                              "scanner", "calendar", "password", "battery", "speaker", "folder"}) {
      const std::string name(thing);
      base.push_back(testing::SmallArticle("en", "things/" + name, "The broken " + name,
                                           "What to do about a broken " + name + "."));
      const std::string id = "q" + std::to_string(++number);
      queries += id + "\ten\tmy " + name + " is broken\n";
      qrels += id + " 0 things/" + name + " 1\n";
    }
    testing::PublishBuild(tree_.path() / "index", base);
    options_.collections.push_back({tree_.path() / "index", tree_.Write("small/q.tsv", queries),
                                    tree_.Write("small/qrels.txt", qrels)});
  }

  testing::TempTree tree_;
  CalibrationOptions options_;
};

TEST_F(CalibrationTest, TellsQuestionsWithAnAnswerFromThoseWithout) {
  const auto report = Calibrate(options_);
  ASSERT_TRUE(report.has_value()) << report.error().message;
  ASSERT_EQ(report->measures.size(), 2u);
  for (const CalibrationMeasures& measures : report->measures) {
    EXPECT_EQ(measures.collection, "small");
    EXPECT_EQ(measures.texts, 12u);
    EXPECT_DOUBLE_EQ(measures.right, 1);
    EXPECT_GT(measures.auc, 0.95);
    EXPECT_GE(measures.precision, 0.9);
    EXPECT_GE(measures.served, 0.9);
    EXPECT_LE(measures.annoyed, 0.1);
  }
  EXPECT_FALSE(report->measures[0].tickets);
  EXPECT_TRUE(report->measures[1].tickets);
  EXPECT_THAT(ToText(*report), AllOf(HasSubstr("query   small"), HasSubstr("ticket  small")));
}

TEST_F(CalibrationTest, GivesModelsThatCanBeLoadedAndMeasured) {
  const auto fitted = Calibrate(options_);
  ASSERT_TRUE(fitted.has_value());
  const auto models = ParseConfidence(ToText(fitted->models), "fitted");
  ASSERT_TRUE(models.has_value()) << models.error().message;
  options_.measured = *models;
  const auto measured = Calibrate(options_);
  ASSERT_TRUE(measured.has_value());
  EXPECT_EQ(ToText(measured->models), ToText(*models));
  EXPECT_GT(measured->measures[0].auc, 0.95);
}

TEST_F(CalibrationTest, SaysWhichFileIsOfNoUse) {
  EXPECT_FALSE(Calibrate({}).has_value());
  options_.collections[0].qrels = tree_.Write("other.txt", "q99 0 things/printer 1\n");
  const auto report = Calibrate(options_);
  ASSERT_FALSE(report.has_value());
  EXPECT_EQ(report.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(report.error().message, HasSubstr("other.txt"));
}

TEST(CollectionTest, IsThreeNames) {
  const auto collection = ParseCollection("ix,q.tsv,qrels.txt");
  ASSERT_TRUE(collection.has_value());
  EXPECT_EQ(collection->index, "ix");
  EXPECT_EQ(collection->queries, "q.tsv");
  EXPECT_EQ(collection->qrels, "qrels.txt");
  for (const char* wrong : {"", "ix", "ix,q", ",q,r", "ix,,r", "ix,q,", "ix,q,r,s"}) {
    EXPECT_FALSE(ParseCollection(wrong).has_value()) << wrong;
  }
}

TEST(TicketSimulationTest, PutsAQuestionBetweenOtherSentences) {
  for (const char* language : {"en", "ru", "pl", "de", "zh"}) {
    const EvaluationQuery question = {"q1", language, "Xyzzy plugh"};
    const std::string a = MakeTicket(question, NoiseHalf::kA, 1);
    EXPECT_THAT(a, HasSubstr("Xyzzy plugh.")) << language;
    EXPECT_GT(a.size(), 40u) << language;
    EXPECT_EQ(a, MakeTicket(question, NoiseHalf::kA, 1));
    EXPECT_NE(a, MakeTicket(question, NoiseHalf::kB, 1));
  }
  EXPECT_EQ(MakeTicket({"q1", "tlh", "nuqneH"}, NoiseHalf::kA, 1), "nuqneH");
  EXPECT_THAT(MakeTicket({"q1", "en", "What now?"}, NoiseHalf::kA, 1), Not(HasSubstr("?.")));
}

}  // namespace
}  // namespace zeroline

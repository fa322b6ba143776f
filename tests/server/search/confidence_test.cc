#include "server/search/confidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <string>

#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

using ::testing::HasSubstr;

std::string ModelText(const std::string& name) {
  std::string text = "model " + name + "\nthreshold 0.7\nsharpness 5\nintercept -1.5\n";
  for (const std::string_view feature : kAnswerFeatureNames) {
    text += "feature " + std::string(feature) + " 0.5 2 1\n";
  }
  return text;
}

std::string ValidText() { return "# head\n\n" + ModelText("query") + ModelText("ticket"); }

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(ConfidenceTest, ReadsWhatItWrites) {
  const auto models = ParseConfidence(ValidText(), "f");
  ASSERT_TRUE(models.has_value()) << models.error().message;
  EXPECT_EQ(models->query.threshold, 0.7);
  EXPECT_EQ(models->ticket.intercept, -1.5);
  EXPECT_EQ(models->ticket.scale[3], 2);
  const auto again = ParseConfidence(ToText(*models), "f");
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_EQ(ToText(*again), ToText(*models));
}

TEST(ConfidenceTest, RefusesABrokenFileSayingWhere) {
  const std::string valid = ValidText();
  const struct {
    const char* name;
    std::string text;
    const char* message;
  } kCases[] = {
      {"empty", "", "f: model 'query' lacks every line"},
      {"one model", ModelText("query"), "f: model 'ticket' lacks every line"},
      {"no model line", "threshold 0.5\n", "f:1: expected 'model query' or 'model ticket'"},
      {"unknown model", "model mail\n", "f:1: expected 'model query' or 'model ticket'"},
      {"twice", valid + ModelText("ticket"), "model 'ticket' is given twice"},
      {"unknown line", Replaced(valid, "sharpness", "bluntness"), "f:5: there is no 'bluntness'"},
      {"unknown feature", Replaced(valid, "feature words ", "feature word "),
       "there is no feature 'word'"},
      {"missing feature", Replaced(valid, "feature grams 0.5 2 1\n", ""),
       "f: model 'query' lacks feature grams"},
      {"feature twice", valid + "feature grams 0 1 1\n", "feature 'grams' is given twice"},
      {"no scale", Replaced(valid, "grams 0.5 2 1", "grams 0.5 0 1"),
       "the scale of 'grams' must be above 0"},
      {"no number", Replaced(valid, "grams 0.5 2 1", "grams 0.5 2 high"), "must be numbers"},
      {"infinite", Replaced(valid, "grams 0.5 2 1", "grams 0.5 2 inf"), "must be numbers"},
      {"too few", Replaced(valid, "grams 0.5 2 1", "grams 0.5 2"), "expected 'feature NAME"},
      {"threshold", Replaced(valid, "threshold 0.7", "threshold 70"),
       "f:4: 'threshold' must be one number from 0 to 1"},
      {"intercept twice", Replaced(valid, "intercept -1.5", "intercept 1\nintercept 1"),
       "'intercept' is given twice"},
  };
  for (const auto& c : kCases) {
    const auto models = ParseConfidence(c.text, "f");
    ASSERT_FALSE(models.has_value()) << c.name;
    EXPECT_EQ(models.error().code, ErrorCode::kInvalidArgument);
    EXPECT_THAT(models.error().message, HasSubstr(c.message)) << c.name;
  }
}

TEST(ConfidenceTest, NamesAFileThatIsNotThere) {
  const testing::TempTree tree;
  const auto models = LoadConfidence(tree.path() / "none.txt");
  ASSERT_FALSE(models.has_value());
  EXPECT_EQ(models.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(models.error().message, HasSubstr("none.txt"));
  EXPECT_TRUE(LoadConfidence(tree.Write("c.txt", ValidText())).has_value());
}

TEST(ConfidenceTest, HasABuiltInFile) {
  for (const ConfidenceModel* model : {&BuiltInConfidence().query, &BuiltInConfidence().ticket}) {
    EXPECT_GT(model->threshold, 0);
    EXPECT_LT(model->threshold, 1);
    EXPECT_GT(model->sharpness, 0);
    EXPECT_THAT(model->scale, ::testing::Each(::testing::Gt(0)));
  }
}

TEST(ConfidenceTest, IsTheLogisticOfWeightedFeatures) {
  ConfidenceModel model;
  model.scale.fill(1);
  EXPECT_DOUBLE_EQ(model.Probability({}), 0.5);
  model.intercept = 1;
  model.weight[2] = -3;
  model.mean[2] = 1;
  model.scale[2] = 2;
  AnswerFeatures features{};
  features[2] = 2;
  EXPECT_DOUBLE_EQ(model.Probability(features), 1 / (1 + std::exp(0.5)));
  features[2] = 1e300;
  EXPECT_GE(model.Probability(features), 0);
  EXPECT_LT(model.Probability(features), 1e-9);
}

TEST(ConfidenceTest, IsSharedOutAmongTheResults) {
  ConfidenceModel model;
  model.sharpness = 4;
  const struct {
    const char* name;
    std::vector<double> scores;
    double first_three;
  } kCases[] = {
      {"many", {10, 8, 7.5, 7.5, 2, 0.1}, 0.6},
      {"equal", {3, 3, 3, 3}, 0.6},
      {"one", {5}, 0.6},
      {"none above 0", {0, 0}, 0.6},
  };
  for (const auto& c : kCases) {
    const std::vector<double> shares = HitConfidences(model, 0.6, c.scores);
    ASSERT_EQ(shares.size(), c.scores.size()) << c.name;
    EXPECT_TRUE(std::is_sorted(shares.rbegin(), shares.rend())) << c.name;
    const auto end = shares.begin() + std::min<std::ptrdiff_t>(3, std::ssize(shares));
    EXPECT_NEAR(std::accumulate(shares.begin(), end, 0.0), c.first_three, 1e-12) << c.name;
    EXPECT_GE(shares.back(), 0) << c.name;
  }
  EXPECT_TRUE(HitConfidences(model, 0.6, {}).empty());
}

}  // namespace
}  // namespace zeroline

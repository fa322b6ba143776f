#include "server/evaluation/logistic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <random>

namespace zeroline {
namespace {

double Draw(std::mt19937_64* random) {
  return static_cast<double>((*random)() >> 11) / 9007199254740992.0;  // 2^53
}

// Labels drawn from a known model of two features; a third says nothing.
std::vector<LogisticExample> Drawn(std::size_t count) {
  std::mt19937_64 random(7);
  std::vector<LogisticExample> examples;
  for (std::size_t i = 0; i < count; ++i) {
    const double a = Draw(&random);
    const double b = 10 * Draw(&random);
    const double logit = -1 + 4 * a - 0.3 * b;
    examples.push_back({{a, b, Draw(&random)}, Draw(&random) < 1 / (1 + std::exp(-logit))});
  }
  return examples;
}

TEST(LogisticTest, FindsTheModelThatLabelsWereDrawnFrom) {
  const LogisticModel model = FitLogistic(Drawn(20000), 0);
  EXPECT_NEAR(model.weight[0] / model.scale[0], 4, 0.25);
  EXPECT_NEAR(model.weight[1] / model.scale[1], -0.3, 0.03);
  EXPECT_NEAR(model.weight[2] / model.scale[2], 0, 0.15);
  EXPECT_NEAR(model.Probability({0.5, 5, 0.5}), 1 / (1 + std::exp(0.5)), 0.02);
}

TEST(LogisticTest, IsUnbiasedOnWhatItWasFittedTo) {
  const std::vector<LogisticExample> examples = Drawn(500);
  const LogisticModel model = FitLogistic(examples, 1);
  double expected = 0;
  double seen = 0;
  for (const LogisticExample& example : examples) {
    expected += model.Probability(example.features);
    seen += example.label ? 1 : 0;
  }
  EXPECT_NEAR(expected, seen, 0.01);
}

TEST(LogisticTest, ShrinksUnderAPenalty) {
  const std::vector<LogisticExample> examples = Drawn(500);
  EXPECT_LT(std::abs(FitLogistic(examples, 1000).weight[0]),
            std::abs(FitLogistic(examples, 0).weight[0]) / 2);
}

TEST(LogisticTest, CountsAnImportantExampleAsMany) {
  std::vector<LogisticExample> once = Drawn(100);
  std::vector<LogisticExample> twice = once;
  for (std::size_t i = 0; i < 50; ++i) {
    once[i].importance = 2;
    twice.push_back(twice[i]);
  }
  const LogisticModel a = FitLogistic(once, 1);
  const LogisticModel b = FitLogistic(twice, 1);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(a.weight[i], b.weight[i], 1e-6);
}

TEST(LogisticTest, StaysFiniteWhereLabelsAreSeparableOrAlike) {
  std::vector<LogisticExample> separable;
  for (int i = 0; i < 20; ++i) separable.push_back({{i < 10 ? 0.0 : 1.0, 5.0}, i >= 10});
  for (const double penalty : {0.0, 1.0}) {
    const LogisticModel model = FitLogistic(separable, penalty);
    EXPECT_GT(model.Probability({1, 5}), 0.8);
    EXPECT_LT(model.Probability({0, 5}), 0.2);
    EXPECT_TRUE(std::isfinite(model.weight[0]) && std::isfinite(model.intercept));
    EXPECT_NEAR(model.weight[1], 0, 1e-9);  // it never changes
  }
  for (LogisticExample& example : separable) example.label = true;
  EXPECT_GT(FitLogistic(separable, 1).Probability({0, 5}), 0.99);
  EXPECT_EQ(FitLogistic({}, 1).Probability({}), 0.5);
}

TEST(LogisticTest, FindsHowSharplyChoicesFollowScores) {
  std::mt19937_64 random(11);
  std::vector<Choice> choices;
  for (int i = 0; i < 4000; ++i) {
    Choice choice{{1, 0.9, 0.6}, 0};
    const double shares[] = {1, std::exp(-0.5), std::exp(-2.0)};  // sharpness 5
    double left = Draw(&random) * (shares[0] + shares[1] + shares[2]);
    while (choice.right < 2 && left >= shares[choice.right]) left -= shares[choice.right++];
    choices.push_back(choice);
  }
  EXPECT_NEAR(FitSharpness(choices), 5, 0.4);
  EXPECT_TRUE(std::isfinite(FitSharpness({})));
  EXPECT_TRUE(std::isfinite(FitSharpness({{{2, 1}, 0}, {{2, 1}, 0}})));
}

}  // namespace
}  // namespace zeroline

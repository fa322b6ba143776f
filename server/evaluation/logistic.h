// Logistic regression of few features, fitted exactly: Newton's method on the penalised likelihood
// (iteratively reweighted least squares; Hastie, Tibshirani and Friedman, 2009, section 4.4.1).
#ifndef ZEROLINE_SERVER_EVALUATION_LOGISTIC_H_
#define ZEROLINE_SERVER_EVALUATION_LOGISTIC_H_

#include <cstddef>
#include <vector>

namespace zeroline {

struct LogisticExample {
  std::vector<double> features;  // as many in every example
  bool label = false;
  double importance = 1;  // counts as so many examples
};

// P(label) = 1 / (1 + exp(-(intercept + sum of weight * (feature - mean) / scale))).
struct LogisticModel {
  std::vector<double> mean;
  std::vector<double> scale;  // above 0
  std::vector<double> weight;
  double intercept = 0;

  double Probability(const std::vector<double>& features) const;
};

// Features are standardised first; `penalty` is that of half the squared weights, so that features
// that say the same share a weight instead of fighting; the intercept is free. A feature that never
// changes gets the weight 0. With no examples, or all of one label, the weights stay near 0.
LogisticModel FitLogistic(const std::vector<LogisticExample>& examples, double penalty);

// The sharpness s under which the softmax of s * score / first score makes the right choices
// likeliest. `choices` are scores, best first, and which of them was right.
struct Choice {
  std::vector<double> scores;  // above 0
  std::size_t right = 0;
};
double FitSharpness(const std::vector<Choice>& choices);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_LOGISTIC_H_

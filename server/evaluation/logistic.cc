#include "server/evaluation/logistic.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zeroline {
namespace {

constexpr int kMaxSteps = 50;
constexpr double kConverged = 1e-8;  // greatest change of a coefficient in a step
constexpr double kMaxLogit = 30;
constexpr double kMaxSharpness = 200;
// Keeps the equations solvable when the penalty is 0 or all examples agree.
constexpr double kRidge = 1e-6;

using Vector = std::vector<double>;
using Matrix = std::vector<Vector>;

double Logistic(double logit) {
  return 1 / (1 + std::exp(-std::clamp(logit, -kMaxLogit, kMaxLogit)));
}

// Solves a * x = b by Gaussian elimination with partial pivoting; `a` is symmetric and positive.
Vector Solve(Matrix a, Vector b) {
  const std::size_t n = b.size();
  for (std::size_t column = 0; column < n; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column + 1; row < n; ++row) {
      if (std::abs(a[row][column]) > std::abs(a[pivot][column])) pivot = row;
    }
    std::swap(a[column], a[pivot]);
    std::swap(b[column], b[pivot]);
    for (std::size_t row = column + 1; row < n; ++row) {
      const double factor = a[row][column] / a[column][column];
      for (std::size_t k = column; k < n; ++k) a[row][k] -= factor * a[column][k];
      b[row] -= factor * b[column];
    }
  }
  for (std::size_t row = n; row-- > 0;) {
    for (std::size_t k = row + 1; k < n; ++k) b[row] -= a[row][k] * b[k];
    b[row] /= a[row][row];
  }
  return b;
}

// Mean and standard deviation of every feature; a scale of 1 where there is no deviation.
void Standardise(const std::vector<LogisticExample>& examples, LogisticModel* model) {
  const std::size_t features = examples.empty() ? 0 : examples.front().features.size();
  model->mean.assign(features, 0);
  model->scale.assign(features, 0);
  double total = 0;
  for (const LogisticExample& example : examples) {
    total += example.importance;
    for (std::size_t i = 0; i < features; ++i) {
      model->mean[i] += example.importance * example.features[i];
    }
  }
  for (double& mean : model->mean) mean /= total;
  for (const LogisticExample& example : examples) {
    for (std::size_t i = 0; i < features; ++i) {
      const double distance = example.features[i] - model->mean[i];
      model->scale[i] += example.importance * distance * distance;
    }
  }
  for (double& scale : model->scale) {
    scale = std::sqrt(scale / total);
    if (scale < 1e-9) scale = 1;
  }
}

// The standardised features with the intercept's 1 at the end.
Vector Row(const LogisticModel& model, const Vector& features) {
  Vector row(features.size() + 1, 1);
  for (std::size_t i = 0; i < features.size(); ++i) {
    row[i] = (features[i] - model.mean[i]) / model.scale[i];
  }
  return row;
}

double Dot(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// The Newton step from `coefficients`.
Vector Step(const std::vector<LogisticExample>& examples, const Matrix& rows, double penalty,
            const Vector& coefficients) {
  const std::size_t n = coefficients.size();
  Matrix curvature(n, Vector(n, 0));
  Vector gradient(n, 0);
  for (std::size_t e = 0; e < rows.size(); ++e) {
    const double p = Logistic(Dot(rows[e], coefficients));
    const double error = examples[e].importance * ((examples[e].label ? 1 : 0) - p);
    const double weight = examples[e].importance * p * (1 - p);
    for (std::size_t i = 0; i < n; ++i) {
      gradient[i] += error * rows[e][i];
      for (std::size_t k = 0; k <= i; ++k) curvature[i][k] += weight * rows[e][i] * rows[e][k];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = i + 1; k < n; ++k) curvature[i][k] = curvature[k][i];
    const double own = i + 1 < n ? penalty : 0;
    gradient[i] -= own * coefficients[i];
    curvature[i][i] += own + kRidge;
  }
  return Solve(std::move(curvature), std::move(gradient));
}

}  // namespace

double LogisticModel::Probability(const std::vector<double>& features) const {
  double logit = intercept;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    logit += weight[i] * (features[i] - mean[i]) / scale[i];
  }
  return Logistic(logit);
}

LogisticModel FitLogistic(const std::vector<LogisticExample>& examples, double penalty) {
  LogisticModel model;
  if (examples.empty()) return model;
  Standardise(examples, &model);
  Matrix rows;
  rows.reserve(examples.size());
  for (const LogisticExample& example : examples) rows.push_back(Row(model, example.features));
  Vector coefficients(model.mean.size() + 1, 0);
  for (int step = 0; step < kMaxSteps; ++step) {
    const Vector change = Step(examples, rows, penalty, coefficients);
    double greatest = 0;
    for (const double one : change) greatest = std::max(greatest, std::abs(one));
    // From 0 the first steps can overshoot where the labels are nearly separable.
    const double damping = std::min(1.0, 4 / std::max(greatest, 1e-12));
    for (std::size_t i = 0; i < change.size(); ++i) coefficients[i] += damping * change[i];
    if (greatest < kConverged) break;
  }
  model.intercept = std::clamp(coefficients.back(), -kMaxLogit, kMaxLogit);
  coefficients.pop_back();
  model.weight = std::move(coefficients);
  return model;
}

double FitSharpness(const std::vector<Choice>& choices) {
  double sharpness = 1;
  for (int step = 0; step < kMaxSteps; ++step) {
    double gradient = 0;
    double curvature = kRidge;
    for (const Choice& choice : choices) {
      double total = 0;
      double mean = 0;
      double squares = 0;
      for (const double score : choice.scores) {
        const double x = score / choice.scores.front();
        const double share = std::exp(sharpness * (x - 1));
        total += share;
        mean += share * x;
        squares += share * x * x;
      }
      mean /= total;
      gradient += choice.scores[choice.right] / choice.scores.front() - mean;
      curvature += squares / total - mean * mean;
    }
    const double change = std::clamp(gradient / curvature, -4.0, 4.0);
    sharpness = std::clamp(sharpness + change, 0.0, kMaxSharpness);
    if (std::abs(change) < kConverged) break;
  }
  return sharpness;
}

}  // namespace zeroline

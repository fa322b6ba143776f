#include "server/evaluation/calibration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "server/evaluation/calibration_samples.h"
#include "server/evaluation/logistic.h"

namespace zeroline {
namespace {

using Samples = std::vector<CalibrationSample>;

// Half the squared standardised weights count as so many examples' log-likelihood.
constexpr double kPenalty = 2;
constexpr std::size_t kBins = 10;

// What each example of a collection counts, so that all collections count the same.
std::vector<double> ImportanceOf(const Samples& samples, std::size_t collections) {
  std::vector<double> importance(collections, 0);
  for (const CalibrationSample& sample : samples) importance[sample.collection] += 1;
  for (double& one : importance) {
    one =
        one > 0 ? static_cast<double>(samples.size()) / one / static_cast<double>(collections) : 0;
  }
  return importance;
}

// Fits to the samples whose fold is not `left_out`; kCalibrationFolds leaves out none.
ConfidenceModel Fit(const Samples& samples, const std::vector<double>& importance,
                    std::size_t left_out) {
  std::vector<LogisticExample> examples;
  std::vector<Choice> choices;
  for (const CalibrationSample& sample : samples) {
    if (sample.fold == left_out || !sample.found) continue;
    examples.push_back({{sample.features.begin(), sample.features.end()},
                        sample.right,
                        importance[sample.collection]});
    if (sample.choice) choices.push_back(*sample.choice);
  }
  const LogisticModel fitted = FitLogistic(examples, kPenalty);
  ConfidenceModel model;
  if (fitted.weight.size() == kAnswerFeatures) {
    std::copy(fitted.mean.begin(), fitted.mean.end(), model.mean.begin());
    std::copy(fitted.scale.begin(), fitted.scale.end(), model.scale.begin());
    std::copy(fitted.weight.begin(), fitted.weight.end(), model.weight.begin());
  }
  model.intercept = fitted.intercept;
  model.sharpness = FitSharpness(choices);
  return model;
}

double Predict(const ConfidenceModel& model, const CalibrationSample& sample) {
  return sample.found ? model.Probability(sample.features) : 0;
}

// The lowest probability above which suggestions reach `precision`; 1 if there is none.
double FindThreshold(const Samples& samples, const std::vector<double>& probabilities,
                     const std::vector<double>& importance, double precision) {
  std::vector<std::size_t> order(samples.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return probabilities[a] > probabilities[b];
  });
  double suggested = 0;
  double right = 0;
  double threshold = 1;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const CalibrationSample& sample = samples[order[i]];
    const double probability = probabilities[order[i]];
    const double weight = importance[sample.collection];
    suggested += weight;
    if (sample.right) right += weight;
    // Equal probabilities are suggested together.
    if (i + 1 < order.size() && probabilities[order[i + 1]] == probability) continue;
    if (right >= precision * suggested) threshold = probability;
  }
  return threshold;
}

// Area under the ROC curve of answerable against not, ties counting half (Mann and Whitney).
double Auc(std::vector<std::pair<double, bool>> scored) {
  std::sort(scored.begin(), scored.end());
  double positives = 0;
  double negatives = 0;
  double wins = 0;
  for (std::size_t i = 0; i < scored.size();) {
    double tied_positives = 0;
    double tied_negatives = 0;
    const double value = scored[i].first;
    for (; i < scored.size() && scored[i].first == value; ++i) {
      ++(scored[i].second ? tied_positives : tied_negatives);
    }
    wins += tied_positives * (negatives + tied_negatives / 2);
    positives += tied_positives;
    negatives += tied_negatives;
  }
  return positives > 0 && negatives > 0 ? wins / positives / negatives : 0;
}

double CalibrationError(const std::vector<std::pair<double, bool>>& scored) {
  std::array<double, kBins> difference{};  // of the sum of probabilities and of right ones
  for (const auto& [probability, right] : scored) {
    const auto bin = std::min(kBins - 1, static_cast<std::size_t>(probability * kBins));
    difference[bin] += probability - (right ? 1 : 0);
  }
  double error = 0;
  for (const double one : difference) error += std::abs(one);
  return scored.empty() ? 0 : error / static_cast<double>(scored.size());
}

CalibrationMeasures Measure(const Samples& samples, const std::vector<double>& probabilities,
                            double threshold, std::size_t collection) {
  CalibrationMeasures measures;
  std::vector<std::pair<double, bool>> by_answerable;
  std::vector<std::pair<double, bool>> by_right;
  double right = 0;
  double suggested = 0;
  double served = 0;
  double annoyed = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const CalibrationSample& sample = samples[i];
    if (sample.collection != collection) continue;
    by_answerable.emplace_back(probabilities[i], sample.answerable);
    by_right.emplace_back(probabilities[i], sample.right);
    measures.texts += sample.answerable ? 1 : 0;
    right += sample.right ? 1 : 0;
    if (probabilities[i] < threshold) continue;
    ++suggested;
    served += sample.right ? 1 : 0;
    annoyed += sample.answerable ? 0 : 1;
  }
  const double texts = std::max<double>(1, static_cast<double>(measures.texts));
  measures.right = right / texts;
  measures.auc = Auc(std::move(by_answerable));
  measures.precision = suggested > 0 ? served / suggested : 0;
  measures.served = served / texts;
  measures.annoyed = annoyed / texts;
  measures.error = CalibrationError(by_right);
  return measures;
}

// One kind of text: fitted to `fitted`, measured on `measured` by models that have not seen the
// article. Both are in the same order.
class Kind {
 public:
  Kind(const Samples& fitted, const Samples& measured, const CalibrationOptions& options)
      : fitted_(fitted), measured_(measured), options_(options) {}

  // Fits, unless `given`.
  ConfidenceModel Run(const ConfidenceModel* given) {
    const std::vector<double> importance = ImportanceOf(fitted_, options_.collections.size());
    if (given != nullptr) {
      for (const CalibrationSample& sample : measured_) {
        probabilities_.push_back(Predict(*given, sample));
      }
      return *given;
    }
    std::vector<ConfidenceModel> folds;
    for (std::size_t fold = 0; fold < kCalibrationFolds; ++fold) {
      folds.push_back(Fit(fitted_, importance, fold));
    }
    std::vector<double> of_fitted;
    for (const CalibrationSample& sample : fitted_) {
      of_fitted.push_back(Predict(folds[sample.fold], sample));
    }
    for (const CalibrationSample& sample : measured_) {
      probabilities_.push_back(Predict(folds[sample.fold], sample));
    }
    ConfidenceModel model = Fit(fitted_, importance, kCalibrationFolds);
    model.threshold = FindThreshold(fitted_, of_fitted, importance, options_.precision);
    return model;
  }

  CalibrationMeasures MeasuresOf(std::size_t collection, double threshold) const {
    return Measure(measured_, probabilities_, threshold, collection);
  }

 private:
  const Samples& fitted_;
  const Samples& measured_;
  const CalibrationOptions& options_;
  std::vector<double> probabilities_;  // of measured_
};

void AddMeasures(const Kind& kind, double threshold, bool tickets,
                 const CalibrationOptions& options, CalibrationReport* report) {
  for (std::size_t i = 0; i < options.collections.size(); ++i) {
    CalibrationMeasures measures = kind.MeasuresOf(i, threshold);
    measures.collection = options.collections[i].queries.parent_path().filename().string();
    measures.tickets = tickets;
    report->measures.push_back(std::move(measures));
  }
}

}  // namespace

Result<CalibrationReport> Calibrate(const CalibrationOptions& options) {
  if (options.collections.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "there is no collection to calibrate on");
  }
  CalibrationSamples samples;
  for (std::size_t i = 0; i < options.collections.size(); ++i) {
    if (Status collected = Collect(options.collections[i], i, &samples); !collected) {
      return tl::unexpected(collected.error());
    }
  }
  CalibrationReport report;
  const auto& given = options.measured;
  Kind queries(samples.queries, samples.queries, options);
  report.models.query = queries.Run(given ? &given->query : nullptr);
  AddMeasures(queries, report.models.query.threshold, false, options, &report);
  Kind tickets(samples.fitted_tickets, samples.measured_tickets, options);
  report.models.ticket = tickets.Run(given ? &given->ticket : nullptr);
  AddMeasures(tickets, report.models.ticket.threshold, true, options, &report);
  return report;
}

Result<CalibrationCollection> ParseCollection(const std::string& text) {
  const std::size_t first = text.find(',');
  const std::size_t second = first == std::string::npos ? first : text.find(',', first + 1);
  if (first == 0 || second == std::string::npos || second == first + 1 ||
      second + 1 == text.size() || text.find(',', second + 1) != std::string::npos) {
    return Fail(ErrorCode::kInvalidArgument,
                "'" + text + "' is no collection: expected INDEX,QUERIES.tsv,QRELS.txt");
  }
  return CalibrationCollection{text.substr(0, first), text.substr(first + 1, second - first - 1),
                               text.substr(second + 1)};
}

std::string ToText(const CalibrationReport& report) {
  char line[160];
  std::string text;
  std::snprintf(line, sizeof line,
                "threshold: query %.3f, ticket %.3f\n\n%-8s%-16s%6s%8s%7s%11s%8s%9s%7s\n",
                report.models.query.threshold, report.models.ticket.threshold, "", "collection",
                "texts", "right", "AUC", "precision", "served", "annoyed", "ECE");
  text += line;
  for (const CalibrationMeasures& one : report.measures) {
    std::snprintf(line, sizeof line, "%-8s%-16s%6zu%8.3f%7.3f%11.3f%8.3f%9.3f%7.3f\n",
                  one.tickets ? "ticket" : "query", one.collection.c_str(), one.texts, one.right,
                  one.auc, one.precision, one.served, one.annoyed, one.error);
    text += line;
  }
  return text;
}

}  // namespace zeroline

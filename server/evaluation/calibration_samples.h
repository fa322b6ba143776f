// What a calibration learns from: every query of a collection, asked with and without its articles.
#ifndef ZEROLINE_SERVER_EVALUATION_CALIBRATION_SAMPLES_H_
#define ZEROLINE_SERVER_EVALUATION_CALIBRATION_SAMPLES_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/error/result.h"
#include "server/evaluation/calibration.h"
#include "server/evaluation/logistic.h"
#include "server/search/confidence.h"

namespace zeroline {

inline constexpr std::size_t kCalibrationFolds = 5;

// One answer.
struct CalibrationSample {
  std::size_t collection = 0;
  std::size_t fold = 0;     // the same for all queries of an article, in every language
  bool answerable = false;  // asked with the right articles there
  bool right = false;       // one of them is among the first kAnswerDepth
  bool found = false;       // anything at all; without, there are no features
  AnswerFeatures features{};
  std::optional<Choice> choice;  // if the right one is among the first ten
};

struct CalibrationSamples {
  std::vector<CalibrationSample> queries;
  std::vector<CalibrationSample> fitted_tickets;    // with noise of half a
  std::vector<CalibrationSample> measured_tickets;  // of half b, in the same order
};

// Adds those of one collection.
Status Collect(const CalibrationCollection& collection, std::size_t number,
               CalibrationSamples* samples);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_CALIBRATION_SAMPLES_H_

// How much is an answer's confidence worth? Fits the models of server/search/confidence.h to judged
// queries, and measures them or given ones.
//
// Each query is asked twice, of all articles and of all but the right ones: there a good model is
// not sure of what comes first instead. Both are asked as they stand and as tickets
// (ticket_simulation.h), fitted to one half of the noise and measured on the other. Measures come
// from models that have not seen the query's article: five-fold cross-validation by article.
#ifndef ZEROLINE_SERVER_EVALUATION_CALIBRATION_H_
#define ZEROLINE_SERVER_EVALUATION_CALIBRATION_H_

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "indexer/error/result.h"
#include "server/search/confidence.h"

namespace zeroline {

// Files are as evaluation_files.h says.
struct CalibrationCollection {
  std::filesystem::path index;
  std::filesystem::path queries;
  std::filesystem::path qrels;
};

struct CalibrationOptions {
  std::vector<CalibrationCollection> collections;  // each counts the same, whatever its size
  double precision = 0.9;                          // of suggestions, which sets the threshold
  std::optional<ConfidenceModels> measured;        // these are measured and nothing is fitted
};

// Of one collection and one kind of text.
struct CalibrationMeasures {
  std::string collection;  // the folder of its queries
  bool tickets = false;
  std::size_t texts = 0;  // asked once with and once without their articles
  double right = 0;       // share whose article is among the first kAnswerDepth, asked with them
  double auc = 0;         // with against without: how often the first is the surer one
  double precision = 0;   // share of suggestions that are right
  double served = 0;      // share of texts suggested what is right
  double annoyed = 0;     // share suggested something though their article is left out
  double error = 0;       // expected calibration error in ten bins (Naeini et al., 2015)
};

struct CalibrationReport {
  std::vector<CalibrationMeasures> measures;  // queries first, collections in order
  ConfidenceModels models;                    // fitted to everything, or those given
};

// kInvalidArgument if there is no collection or no judged query in one.
Result<CalibrationReport> Calibrate(const CalibrationOptions& options);

// Writes the tickets that the collection is measured with, "qid TAB language TAB ticket" a line,
// for whoever measures from outside. kIo if the file cannot be written, else as Calibrate().
Status WriteTickets(const CalibrationCollection& collection, const std::filesystem::path& file);

// "INDEX,QUERIES,QRELS".
Result<CalibrationCollection> ParseCollection(const std::string& text);

// A table for people.
std::string ToText(const CalibrationReport& report);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_CALIBRATION_H_

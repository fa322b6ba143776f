#include "server/app/calibrate_command.h"

#include <fstream>
#include <ostream>

#include "server/evaluation/calibration.h"
#include "server/search/confidence.h"

namespace zeroline {
namespace {

constexpr char kFileHead[] =
    "# How sure is an answer? server/search/confidence.h describes this file; `zeroline-server\n"
    "# calibrate` writes it anew.\n";

Status WriteModels(const ConfidenceModels& models, const std::filesystem::path& file) {
  std::ofstream out(file);
  out << kFileHead << ToText(models);
  if (!out.flush()) return Fail(ErrorCode::kIo, "cannot write " + file.string());
  return {};
}

}  // namespace

Status RunCalibrate(const CalibrateCommand& command, std::ostream& out) {
  CalibrationOptions options;
  options.precision = command.precision;
  for (const std::string& text : command.collections) {
    const Result<CalibrationCollection> collection = ParseCollection(text);
    if (!collection) return tl::unexpected(collection.error());
    options.collections.push_back(*collection);
  }
  if (!command.tickets.empty()) {
    if (options.collections.size() == 1)
      return WriteTickets(options.collections[0], command.tickets);
    return Fail(ErrorCode::kInvalidArgument, "--tickets takes the tickets of one --collection");
  }
  if (command.measure_only) {
    options.measured = BuiltInConfidence();
    if (!command.confidence.empty()) {
      const Result<ConfidenceModels> loaded = LoadConfidence(command.confidence);
      if (!loaded) return tl::unexpected(loaded.error());
      options.measured = *loaded;
    }
  }
  const Result<CalibrationReport> report = Calibrate(options);
  if (!report) return tl::unexpected(report.error());
  out << ToText(*report);
  return command.out.empty() ? Status() : WriteModels(report->models, command.out);
}

}  // namespace zeroline

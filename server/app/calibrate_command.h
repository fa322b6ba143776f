// `zeroline-server calibrate`: refits the confidence of answers to judged queries, or measures it.
#ifndef ZEROLINE_SERVER_APP_CALIBRATE_COMMAND_H_
#define ZEROLINE_SERVER_APP_CALIBRATE_COMMAND_H_

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

struct CalibrateCommand {
  std::vector<std::string> collections;  // INDEX,QUERIES,QRELS
  std::filesystem::path out;             // written if not empty
  // Written if not empty, and nothing else is done: the tickets that the one collection is measured
  // with.
  std::filesystem::path tickets;
  std::filesystem::path confidence;  // measured instead of the built-in models, if not empty
  double precision = 0.9;
  bool measure_only = false;
};

// Prints the measures; nothing is written unless everything succeeded.
Status RunCalibrate(const CalibrateCommand& command, std::ostream& out);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_APP_CALIBRATE_COMMAND_H_

// What the writers' report is made from, read from the state.
#ifndef ZEROLINE_SERVER_ANALYTICS_REPORT_FACTS_H_
#define ZEROLINE_SERVER_ANALYTICS_REPORT_FACTS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "indexer/error/result.h"
#include "server/analytics/writers_report.h"
#include "server/store/store.h"

namespace zeroline {

// Of more searches and opened articles the newest are read.
inline constexpr std::size_t kMaxReportVisits = 1'000'000;

struct FactsPeriod {
  std::int64_t from = 0;  // Unix seconds: [from, to)
  std::int64_t to = 0;
  // Within which a request reverses "solved".
  std::chrono::seconds reversal_window{72 * 60 * 60};
};

// Thread-safe. About a second for 100,000 visits.
Result<WritersReportFacts> ReadReportFacts(Store* store, const FactsPeriod& period);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_REPORT_FACTS_H_

// The writers' report as doors ask for it: computed once for all who may read the same.
//
// A report is as old as kReportAge at most, and of the build that is served. Thread-safe; one is
// computed at a time, as reading a month of searches takes a processor for a while, and others who
// want one wait for it.
#ifndef ZEROLINE_SERVER_WEB_WRITERS_REPORTS_H_
#define ZEROLINE_SERVER_WEB_WRITERS_REPORTS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "indexer/error/result.h"
#include "server/analytics/writers_report.h"
#include "server/web/door.h"

namespace zeroline {

inline constexpr std::chrono::seconds kReportAge{60};
inline constexpr std::size_t kDefaultReportDays = 30;
inline constexpr std::size_t kMaxReportDays = 3660;

// What the address of a report says: ?days= and ?in=, a language of questions and articles. Nothing
// for a language that is none.
struct ReportChoice {
  std::size_t days = kDefaultReportDays;
  std::string language;  // "" for all
};
std::optional<ReportChoice> ReportChoiceOf(const WebRequest& request);

class WritersReports {
 public:
  // `services` is copied; what it points at outlives this.
  explicit WritersReports(const Services& services) : services_(services) {}

  // Of the last days until now, for who may read these audiences.
  Result<std::shared_ptr<const WritersReport>> Find(const ReportChoice& choice,
                                                    const Audiences& audiences);

 private:
  struct Kept {
    ReportChoice choice;
    Audiences audiences;
    std::uint64_t build = 0;
    std::chrono::steady_clock::time_point at;
    std::shared_ptr<const WritersReport> report;
  };

  const Services services_;
  std::mutex mutex_;
  std::deque<Kept> kept_;  // newest first
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_WRITERS_REPORTS_H_

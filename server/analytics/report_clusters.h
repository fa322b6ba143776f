// The questions of a report: intents of one language as clusters, and what became of each.
//
// Private to this room.
#ifndef ZEROLINE_SERVER_ANALYTICS_REPORT_CLUSTERS_H_
#define ZEROLINE_SERVER_ANALYTICS_REPORT_CLUSTERS_H_

#include <vector>

#include "server/analytics/report_reader.h"
#include "server/analytics/writers_report.h"

namespace zeroline {

// Whether whoever asked was not helped by it.
bool IsTroubled(const SearchIntent& intent);

// Of intents of one language, without what is nearest to them. In the order of their first members.
Result<std::vector<QuestionCluster>> MakeClusters(const std::vector<const SearchIntent*>& intents,
                                                  const std::string& language,
                                                  ReportReader* reader);

// Fills `nearest`: what helped those who asked, else what a search for the first wordings finds.
Status FindNearest(const Searcher& searcher, ReportReader* reader, QuestionCluster* cluster);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_REPORT_CLUSTERS_H_

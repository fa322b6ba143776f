// The articles of a report: translations that readers miss, and articles that deserve a look.
//
// Private to this room.
#ifndef ZEROLINE_SERVER_ANALYTICS_REPORT_ARTICLES_H_
#define ZEROLINE_SERVER_ANALYTICS_REPORT_ARTICLES_H_

#include <vector>

#include "server/analytics/report_reader.h"
#include "server/analytics/writers_report.h"

namespace zeroline {

// Most wanted first, at most kMaxReportLines. `intents` are those that the reader may know of.
std::vector<MissingTranslation> FindMissingTranslations(
    const std::vector<const SearchIntent*>& intents, ReportReader* reader);

// Those with a problem, most urgent first, at most kMaxReportLines.
std::vector<ArticleLine> FindArticleProblems(const WritersReportFacts& facts,
                                             const std::vector<const SearchIntent*>& intents,
                                             ReportReader* reader);

// `facts.learned` of articles that the reader may know of, with what the learning changed; the ones
// that more visitors confirmed first.
std::vector<LearnedQuestion> MeasureLearned(const WritersReportFacts& facts,
                                            const std::vector<const SearchIntent*>& intents,
                                            ReportReader* reader);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_REPORT_ARTICLES_H_

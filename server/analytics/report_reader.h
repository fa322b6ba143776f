// Which articles may the reader of a report know of?
//
// Private to this room.
#ifndef ZEROLINE_SERVER_ANALYTICS_REPORT_READER_H_
#define ZEROLINE_SERVER_ANALYTICS_REPORT_READER_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/analytics/search_intent.h"
#include "server/analytics/writers_report.h"
#include "server/search/index_reader.h"

namespace zeroline {

// Not thread-safe. Views live as long as the snapshot.
class ReportReader {
 public:
  // Both outlive this.
  ReportReader(const Snapshot& snapshot, const WritersReportScope& scope);

  const Snapshot& snapshot() const { return snapshot_; }
  const Audiences& audiences() const { return scope_.audiences; }
  bool WantsLanguage(std::string_view language) const;

  // Nothing if there is none, or none for this reader.
  std::optional<ArticleView> Find(const std::string& language, const std::string& article);
  // Whether there is such an article and this reader may not know of it.
  bool IsHidden(const std::string& language, const std::string& article);
  // Whether one was found or opened that is hidden.
  bool IsHidden(const SearchIntent& intent);

  // The articles in this language.
  std::size_t CountArticles(std::string_view language) const;

 private:
  struct Known {
    std::optional<ArticleView> article;
    bool is_hidden = false;
  };
  const Known& Look(const std::string& language, const std::string& article);

  const Snapshot& snapshot_;
  const WritersReportScope& scope_;
  Audiences everybody_;  // every audience of the build
  std::map<std::pair<std::string, std::string>, Known> known_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_REPORT_READER_H_

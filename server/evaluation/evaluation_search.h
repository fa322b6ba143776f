// The search an evaluation asks: as an anonymous reader's, reduced to article ids.
#ifndef ZEROLINE_SERVER_EVALUATION_EVALUATION_SEARCH_H_
#define ZEROLINE_SERVER_EVALUATION_EVALUATION_SEARCH_H_

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "server/evaluation/evaluation_files.h"
#include "server/search/index_reader.h"
#include "server/search/searcher.h"

namespace zeroline {

// Thread-safe.
class EvaluationSearch {
 public:
  // `exact`: queries are asked as they stand, nothing in them is mended. Fails as
  // IndexReader::Open() does.
  static Result<std::unique_ptr<EvaluationSearch>> Open(const std::filesystem::path& index,
                                                        bool exact = false);

  // At most `limit` (1..kMaxSearchLimit) articles, best first.
  Result<std::vector<RankedArticle>> Rank(std::string_view text, const std::string& language,
                                          std::size_t limit) const;

  const Snapshot& snapshot() const { return *snapshot_; }
  const Audiences& audiences() const { return audiences_; }

 private:
  EvaluationSearch(std::shared_ptr<const Snapshot> snapshot, bool exact);

  std::shared_ptr<const Snapshot> snapshot_;
  const bool exact_;
  Audiences audiences_ = {"public"};
  Searcher searcher_;
};

std::vector<std::string> Ids(const std::vector<RankedArticle>& ranking);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_EVALUATION_SEARCH_H_

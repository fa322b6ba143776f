#include "server/evaluation/evaluation_search.h"

#include <utility>

#include "server/query/query.h"

namespace zeroline {

EvaluationSearch::EvaluationSearch(std::shared_ptr<const Snapshot> snapshot, bool exact)
    : snapshot_(std::move(snapshot)), exact_(exact) {}

Result<std::unique_ptr<EvaluationSearch>> EvaluationSearch::Open(const std::filesystem::path& index,
                                                                 bool exact) {
  const auto reader = IndexReader::Open(index);
  if (!reader) return tl::unexpected(reader.error());
  return std::unique_ptr<EvaluationSearch>(new EvaluationSearch((*reader)->snapshot(), exact));
}

Result<std::vector<RankedArticle>> EvaluationSearch::Rank(std::string_view text,
                                                          const std::string& language,
                                                          std::size_t limit) const {
  SearchRequest request;
  request.query = Understand(text);
  request.language = language;
  request.audiences = audiences_;
  request.limit = limit;
  request.exact = exact_;
  const Result<SearchAnswer> answer = searcher_.Search(*snapshot_, request);
  if (!answer) return tl::unexpected(answer.error());
  std::vector<RankedArticle> ranking;
  ranking.reserve(answer->hits.size());
  for (const SearchHit& hit : answer->hits) ranking.push_back({hit.id, hit.score});
  return ranking;
}

std::vector<std::string> Ids(const std::vector<RankedArticle>& ranking) {
  std::vector<std::string> ids;
  ids.reserve(ranking.size());
  for (const RankedArticle& article : ranking) ids.push_back(article.id);
  return ids;
}

}  // namespace zeroline

// How good are the answers? Runs a file of queries against an index and scores the ranking against
// relevance judgements.
//
// Files: queries are "qid TAB language TAB text" a line; judgements and runs are in TREC format
// ("qid 0 docid relevance" and "qid Q0 docid rank score tag"), docid being an article's id.
#ifndef ZEROLINE_SERVER_EVALUATION_EVALUATION_H_
#define ZEROLINE_SERVER_EVALUATION_EVALUATION_H_

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

// Measures look at this many results.
inline constexpr std::size_t kEvaluationDepth = 10;

struct EvaluationOptions {
  std::filesystem::path index;
  std::filesystem::path queries;
  std::filesystem::path qrels;
  std::filesystem::path run;  // written if not empty
};

struct EvaluationQuery {
  std::string id;
  std::string language;
  std::string text;
};

// qid -> article id -> relevance, only above 0.
using Judgements = std::map<std::string, std::map<std::string, int>>;

// Means over the judged queries. nDCG with gain = relevance and discount 1/log2(1 + rank) (Järvelin
// and Kekäläinen, 2002).
struct Measures {
  std::size_t queries = 0;
  double ndcg = 0;
  double mrr = 0;
  double hit_at_1 = 0;
  double hit_at_depth = 0;
  double zero_results = 0;  // share of queries without any result
};

// kInvalidArgument names the file and line of what cannot be read.
Result<std::vector<EvaluationQuery>> ReadQueries(const std::filesystem::path& file);
Result<Judgements> ReadJudgements(const std::filesystem::path& file);

// Adds one query's ranking (article ids, best first) to sums; Mean() divides.
void AddRanking(const std::vector<std::string>& ranking, const std::map<std::string, int>& relevant,
                Measures* sums);
Measures Mean(const Measures& sums);

// Runs everything; queries without judgements are left out.
Result<Measures> RunEvaluation(const EvaluationOptions& options);

// One line per measure, for people.
std::string ToText(const Measures& measures);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_EVALUATION_H_

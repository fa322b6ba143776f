// The files an evaluation reads and writes, one record a line:
//   queries     qid TAB language TAB text
//   judgements  qid 0 docid relevance           (TREC)
//   runs        qid Q0 docid rank score tag     (TREC)
// docid is an article's id, with %20 for a space.
#ifndef ZEROLINE_SERVER_EVALUATION_EVALUATION_FILES_H_
#define ZEROLINE_SERVER_EVALUATION_EVALUATION_FILES_H_

#include <filesystem>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

struct EvaluationQuery {
  std::string id;
  std::string language;
  std::string text;
};

// What the judgements say of one query. `first` is the relevant article that its file names first.
struct Judgement {
  std::map<std::string, int> relevant;  // article id -> relevance, only above 0
  std::string first;
};

// By query id; queries without a relevant article are not in it.
using Judgements = std::map<std::string, Judgement>;

struct RankedArticle {
  std::string id;
  double score = 0;
};

// Query id -> article ids, best first.
using RunRankings = std::map<std::string, std::vector<std::string>>;

// kNotFound if the file cannot be read; kInvalidArgument names the file and line of what cannot be
// understood.
Result<std::vector<EvaluationQuery>> ReadQueries(const std::filesystem::path& file);
Result<Judgements> ReadJudgements(const std::filesystem::path& file);
Result<RunRankings> ReadRun(const std::filesystem::path& file);

// Adds one query's lines; a query without results has none.
void WriteRun(const std::string& query, const std::vector<RankedArticle>& ranking,
              std::ostream* out);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_EVALUATION_FILES_H_

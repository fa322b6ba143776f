#include "server/evaluation/evaluation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <sstream>
#include <utility>

#include "server/search/index_reader.h"
#include "server/search/searcher.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

double Discount(std::size_t rank) { return 1.0 / std::log2(static_cast<double>(rank) + 1.0); }

double IdealGain(const std::map<std::string, int>& relevant) {
  std::vector<int> gains;
  for (const auto& [id, relevance] : relevant) gains.push_back(relevance);
  std::sort(gains.begin(), gains.end(), std::greater<>());
  double ideal = 0;
  for (std::size_t i = 0; i < gains.size() && i < kEvaluationDepth; ++i) {
    ideal += gains[i] * Discount(i + 1);
  }
  return ideal;
}

tl::unexpected<Error> Unreadable(const fs::path& file, std::size_t line, const char* expected) {
  return Fail(ErrorCode::kInvalidArgument,
              file.string() + ":" + std::to_string(line) + ": expected " + expected);
}

// One query's hits in order; the same article in several audiences counts once.
Result<std::vector<SearchHit>> Run(const Searcher& searcher, const Snapshot& snapshot,
                                   const EvaluationQuery& query) {
  SearchRequest request;
  request.query = Understand(query.text);
  request.language = query.language;
  request.audiences = {"public"};
  request.limit = kEvaluationDepth;
  Result<SearchAnswer> answer = searcher.Search(snapshot, request);
  if (!answer) return tl::unexpected(answer.error());
  return std::move(answer->hits);
}

void WriteRun(const EvaluationQuery& query, const std::vector<SearchHit>& hits, std::ostream* out) {
  for (std::size_t i = 0; i < hits.size(); ++i) {
    *out << query.id << " Q0 " << hits[i].id << ' ' << i + 1 << ' ' << hits[i].score
         << " zeroline\n";
  }
}

}  // namespace

Result<std::vector<EvaluationQuery>> ReadQueries(const fs::path& file) {
  std::ifstream in(file);
  if (!in) return Fail(ErrorCode::kNotFound, "cannot read " + file.string());
  std::vector<EvaluationQuery> queries;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string::npos ? first : line.find('\t', first + 1);
    if (second == std::string::npos) return Unreadable(file, number, "qid TAB language TAB text");
    queries.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1),
                       line.substr(second + 1)});
  }
  return queries;
}

Result<Judgements> ReadJudgements(const fs::path& file) {
  std::ifstream in(file);
  if (!in) return Fail(ErrorCode::kNotFound, "cannot read " + file.string());
  Judgements judgements;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    std::istringstream fields(line);
    std::string query;
    std::string iteration;
    std::string document;
    int relevance = 0;
    if (!(fields >> query >> iteration >> document >> relevance)) {
      return Unreadable(file, number, "qid 0 docid relevance");
    }
    if (relevance > 0) judgements[query][document] = relevance;
  }
  return judgements;
}

void AddRanking(const std::vector<std::string>& ranking, const std::map<std::string, int>& relevant,
                Measures* sums) {
  ++sums->queries;
  if (ranking.empty()) sums->zero_results += 1;
  double gain = 0;
  std::size_t first_rank = 0;
  for (std::size_t i = 0; i < ranking.size() && i < kEvaluationDepth; ++i) {
    const auto found = relevant.find(ranking[i]);
    if (found == relevant.end()) continue;
    gain += found->second * Discount(i + 1);
    if (first_rank == 0) first_rank = i + 1;
  }
  const double ideal = IdealGain(relevant);
  if (ideal > 0) sums->ndcg += gain / ideal;
  if (first_rank == 0) return;
  sums->mrr += 1.0 / static_cast<double>(first_rank);
  sums->hit_at_1 += first_rank == 1 ? 1 : 0;
  sums->hit_at_depth += 1;
}

Measures Mean(const Measures& sums) {
  Measures mean = sums;
  if (sums.queries == 0) return mean;
  const auto count = static_cast<double>(sums.queries);
  for (double Measures::*measure : {&Measures::ndcg, &Measures::mrr, &Measures::hit_at_1,
                                    &Measures::hit_at_depth, &Measures::zero_results}) {
    mean.*measure /= count;
  }
  return mean;
}

Result<Measures> RunEvaluation(const EvaluationOptions& options) {
  const auto queries = ReadQueries(options.queries);
  if (!queries) return tl::unexpected(queries.error());
  const auto judgements = ReadJudgements(options.qrels);
  if (!judgements) return tl::unexpected(judgements.error());
  const auto index = IndexReader::Open(options.index);
  if (!index) return tl::unexpected(index.error());
  std::ofstream run;
  if (!options.run.empty()) run.open(options.run);

  const Searcher searcher;
  const std::shared_ptr<const Snapshot> snapshot = (*index)->snapshot();
  Measures sums;
  for (const EvaluationQuery& query : *queries) {
    const auto relevant = judgements->find(query.id);
    if (relevant == judgements->end()) continue;
    const auto hits = Run(searcher, *snapshot, query);
    if (!hits) return tl::unexpected(hits.error());
    if (run.is_open()) WriteRun(query, *hits, &run);
    std::vector<std::string> ranking;
    for (const SearchHit& hit : *hits) ranking.push_back(hit.id);
    AddRanking(ranking, relevant->second, &sums);
  }
  if (run.is_open() && !run.flush()) {
    return Fail(ErrorCode::kIo, "cannot write " + options.run.string());
  }
  if (sums.queries == 0) {
    return Fail(ErrorCode::kInvalidArgument, "no query of " + options.queries.string() +
                                                 " is judged in " + options.qrels.string());
  }
  return Mean(sums);
}

std::string ToText(const Measures& measures) {
  std::array<char, 256> text{};
  std::snprintf(text.data(), text.size(),
                "queries       %zu\nnDCG@10       %.4f\nMRR@10        %.4f\nHit@1         %.4f\n"
                "Hit@10        %.4f\nzero results  %.4f\n",
                measures.queries, measures.ndcg, measures.mrr, measures.hit_at_1,
                measures.hit_at_depth, measures.zero_results);
  return text.data();
}

}  // namespace zeroline

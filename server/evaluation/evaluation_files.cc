#include "server/evaluation/evaluation_files.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>
#include <string_view>
#include <utility>

namespace zeroline {
namespace {

namespace fs = std::filesystem;

// Gives every line that is not empty to `read`, which says whether it understood it.
Status ReadLines(const fs::path& file, std::string_view expected,
                 const std::function<bool(const std::string&)>& read) {
  std::ifstream in(file);
  if (!in) return Fail(ErrorCode::kNotFound, "cannot read " + file.string());
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || read(line)) continue;
    return Fail(ErrorCode::kInvalidArgument, file.string() + ":" + std::to_string(number) +
                                                 ": expected " + std::string(expected));
  }
  if (in.bad()) return Fail(ErrorCode::kIo, "cannot read " + file.string());
  return {};
}

constexpr std::string_view kSpace = "%20";

std::string Replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string IdOf(std::string field) { return Replaced(std::move(field), kSpace, " "); }
std::string FieldOf(std::string id) { return Replaced(std::move(id), " ", kSpace); }

}  // namespace

Result<std::vector<EvaluationQuery>> ReadQueries(const fs::path& file) {
  std::vector<EvaluationQuery> queries;
  const Status read =
      ReadLines(file, "qid TAB language TAB text", [&queries](const std::string& line) {
        const std::size_t first = line.find('\t');
        const std::size_t second = first == std::string::npos ? first : line.find('\t', first + 1);
        if (second == std::string::npos) return false;
        queries.push_back({line.substr(0, first), line.substr(first + 1, second - first - 1),
                           line.substr(second + 1)});
        return true;
      });
  if (!read) return tl::unexpected(read.error());
  return queries;
}

Result<Judgements> ReadJudgements(const fs::path& file) {
  Judgements judgements;
  const Status read =
      ReadLines(file, "qid 0 docid relevance", [&judgements](const std::string& line) {
        std::istringstream fields(line);
        std::string query;
        std::string iteration;
        std::string document;
        int relevance = 0;
        if (!(fields >> query >> iteration >> document >> relevance)) return false;
        if (relevance <= 0) return true;
        document = IdOf(std::move(document));
        Judgement& judgement = judgements[query];
        if (judgement.first.empty()) judgement.first = document;
        judgement.relevant[document] = relevance;
        return true;
      });
  if (!read) return tl::unexpected(read.error());
  return judgements;
}

Result<RunRankings> ReadRun(const fs::path& file) {
  std::map<std::string, std::vector<std::pair<long, std::string>>> by_rank;
  const Status read =
      ReadLines(file, "qid Q0 docid rank score tag", [&by_rank](const std::string& line) {
        std::istringstream fields(line);
        std::string query;
        std::string iteration;
        std::string document;
        long rank = 0;
        double score = 0;
        if (!(fields >> query >> iteration >> document >> rank >> score)) return false;
        by_rank[query].emplace_back(rank, IdOf(std::move(document)));
        return true;
      });
  if (!read) return tl::unexpected(read.error());
  RunRankings run;
  for (auto& [query, ranked] : by_rank) {
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string>& ids = run[query];
    for (auto& [rank, id] : ranked) ids.push_back(std::move(id));
  }
  return run;
}

void WriteRun(const std::string& query, const std::vector<RankedArticle>& ranking,
              std::ostream* out) {
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    *out << query << " Q0 " << FieldOf(ranking[i].id) << ' ' << i + 1 << ' ' << ranking[i].score
         << " zeroline\n";
  }
}

}  // namespace zeroline

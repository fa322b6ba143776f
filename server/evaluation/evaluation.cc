#include "server/evaluation/evaluation.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include "server/evaluation/evaluation_files.h"
#include "server/evaluation/evaluation_search.h"

namespace zeroline {
namespace {

// A judged query and how it was answered. Points into the queries and judgements it was made from.
struct Answered {
  const EvaluationQuery* query = nullptr;
  const Judgement* judgement = nullptr;
  std::vector<RankedArticle> ranking;
  Measures measures;
};

// The queries that can be scored, and what they are scored by.
struct Task {
  std::vector<EvaluationQuery> queries;
  Judgements judgements;
};

Result<Task> ReadTask(const EvaluationOptions& options) {
  auto queries = ReadQueries(options.queries);
  if (!queries) return tl::unexpected(queries.error());
  auto judgements = ReadJudgements(options.qrels);
  if (!judgements) return tl::unexpected(judgements.error());
  Task task;
  for (EvaluationQuery& query : *queries) {
    if (judgements->count(query.id) > 0) task.queries.push_back(std::move(query));
  }
  task.judgements = std::move(*judgements);
  if (task.queries.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "no query of " + options.queries.string() +
                                                 " is judged in " + options.qrels.string());
  }
  return task;
}

Result<std::vector<Answered>> AnswerAll(const std::vector<EvaluationQuery>& queries,
                                        const Judgements& judgements,
                                        const EvaluationSearch& search) {
  std::vector<Answered> all;
  for (const EvaluationQuery& query : queries) {
    auto ranking = search.Rank(query.text, query.language, kEvaluationDepth);
    if (!ranking) return tl::unexpected(ranking.error());
    const Judgement& judgement = judgements.at(query.id);
    const Measures measures = Score(Ids(*ranking), judgement.relevant);
    all.push_back({&query, &judgement, std::move(*ranking), measures});
  }
  return all;
}

std::vector<ClusteredScore> Scores(const std::vector<Answered>& all) {
  std::vector<ClusteredScore> scores;
  scores.reserve(all.size());
  for (const Answered& one : all) scores.push_back({one.judgement->first, one.measures});
  return scores;
}

Status WriteRunFile(const std::vector<Answered>& all, const std::filesystem::path& file) {
  std::ofstream out(file);
  for (const Answered& one : all) WriteRun(one.query->id, one.ranking, &out);
  if (!out.flush()) return Fail(ErrorCode::kIo, "cannot write " + file.string());
  return {};
}

Comparison CompareWith(const RunRankings& earlier, const std::vector<Answered>& all) {
  std::vector<PairedScore> scores;
  for (const Answered& one : all) {
    const auto found = earlier.find(one.query->id);
    const Measures before =
        found == earlier.end() ? Measures() : Score(found->second, one.judgement->relevant);
    scores.push_back({*one.query, before.ndcg, one.measures.ndcg});
  }
  return Compare(scores);
}

// Replaces the texts of *queries; the report tells how many changed.
EvaluationReport::Mutated MutateAll(const EvaluationOptions& options,
                                    std::vector<EvaluationQuery>* queries) {
  EvaluationReport::Mutated mutated;
  mutated.kind = *options.mutation;
  mutated.seed = options.seed;
  const QueryMutator mutator(*options.mutation, options.seed, *queries);
  for (EvaluationQuery& query : *queries) {
    std::string text = mutator.Mutate(query);
    if (text == query.text) continue;
    query.text = std::move(text);
    ++mutated.changed;
  }
  return mutated;
}

std::string Format(const char* format, double a, double b, double c) {
  std::array<char, 100> text{};
  std::snprintf(text.data(), text.size(), format, a, b, c);
  return text.data();
}

std::string Padded(std::string_view name) {
  std::string padded(name);
  padded.resize(std::max<std::size_t>(padded.size(), 14), ' ');
  return padded;
}

// A share of nothing is no share.
std::string Ratio(double mutated, double clean) {
  return clean > 0 ? Format("%.4f", mutated / clean, 0, 0) : "-";
}

}  // namespace

Result<EvaluationReport> RunEvaluation(const EvaluationOptions& options) {
  const Result<Task> task = ReadTask(options);
  if (!task) return tl::unexpected(task.error());
  RunRankings earlier;
  if (!options.compare.empty()) {
    auto read = ReadRun(options.compare);
    if (!read) return tl::unexpected(read.error());
    earlier = std::move(*read);
  }
  const auto search = EvaluationSearch::Open(options.index, options.exact);
  if (!search) return tl::unexpected(search.error());

  EvaluationReport report;
  std::vector<EvaluationQuery> queries = task->queries;
  if (options.mutation) {
    const auto clean = AnswerAll(task->queries, task->judgements, **search);
    if (!clean) return tl::unexpected(clean.error());
    report.mutated = MutateAll(options, &queries);
    report.mutated->clean = Mean(Scores(*clean));
  }
  const auto all = AnswerAll(queries, task->judgements, **search);
  if (!all) return tl::unexpected(all.error());
  report.summary = Summarize(Scores(*all));
  if (!options.compare.empty()) report.comparison = CompareWith(earlier, *all);
  if (options.run.empty()) return report;
  if (Status written = WriteRunFile(*all, options.run); !written) {
    return tl::unexpected(written.error());
  }
  return report;
}

std::string ToText(const EvaluationReport& report) {
  std::string text = Padded("queries") + std::to_string(report.summary.queries) + "\n";
  if (report.mutated) {
    text += Padded("mutation") + std::string(Name(report.mutated->kind)) + ", seed " +
            std::to_string(report.mutated->seed) + ", " + std::to_string(report.mutated->changed) +
            " changed\n";
    text += Padded("") + "mutated [95 % interval]   clean   ratio\n";
  }
  for (const NamedMeasure& measure : kMeasures) {
    const double mean = report.summary.mean.*measure.value;
    text += Padded(measure.name) + Format("%.4f  [%.4f, %.4f]", mean,
                                          report.summary.interval.low.*measure.value,
                                          report.summary.interval.high.*measure.value);
    if (report.mutated) {
      const double clean = report.mutated->clean.*measure.value;
      text += Format("  %.4f  ", clean, 0, 0) + Ratio(mean, clean);
    }
    text += "\n";
  }
  if (report.comparison) text += "\nagainst the earlier run:\n" + ToText(*report.comparison);
  return text;
}

}  // namespace zeroline

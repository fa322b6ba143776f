#include "server/evaluation/calibration_samples.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <utility>

#include "server/evaluation/evaluation_files.h"
#include "server/evaluation/ticket_simulation.h"
#include "server/query/query.h"
#include "server/search/index_reader.h"
#include "server/search/searcher.h"

namespace zeroline {
namespace {

constexpr std::size_t kRankedHits = 10;

std::size_t FoldOf(const std::string& article) {
  std::uint32_t hash = 2166136261u;  // FNV-1a
  for (const char c : article) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return (hash >> 8) % kCalibrationFolds;
}

// Asks one collection's queries in all their guises.
class Collector {
 public:
  Collector(const Snapshot& snapshot, std::size_t number, CalibrationSamples* samples)
      : snapshot_(snapshot), number_(number), samples_(samples) {}

  Status Ask(const EvaluationQuery& query, const Judgement& judgement) {
    for (const bool answerable : {true, false}) {
      CalibrationSample sample;
      sample.collection = number_;
      sample.fold = FoldOf(judgement.first);
      sample.answerable = answerable;
      if (Status asked = AskQuery(query, judgement, sample); !asked) return asked;
      for (const NoiseHalf half : {NoiseHalf::kA, NoiseHalf::kB}) {
        if (Status asked = AskTicket(query, judgement, half, sample); !asked) return asked;
      }
    }
    return {};
  }

 private:
  Status AskQuery(const EvaluationQuery& query, const Judgement& judgement,
                  const CalibrationSample& sample) {
    SearchRequest request;
    request.query = Understand(query.text);
    request.language = query.language;
    request.audiences = audiences_;
    request.limit = kRankedHits;
    request.excluded = Excluded(judgement, sample.answerable);
    const Result<SearchAnswer> answer = searcher_.Search(snapshot_, request);
    if (!answer) return tl::unexpected(answer.error());
    // One that is told rather than asked is judged by the model of tickets.
    if (!answer->from_sentences) Add(*answer, judgement, sample, &samples_->queries);
    return {};
  }

  Status AskTicket(const EvaluationQuery& query, const Judgement& judgement, NoiseHalf half,
                   const CalibrationSample& sample) {
    TicketRequest request;
    request.body = MakeTicket(query, half, kTicketSeed);
    request.language = query.language;
    request.audiences = audiences_;
    request.limit = kRankedHits;
    request.excluded = Excluded(judgement, sample.answerable);
    const Result<SearchAnswer> answer = searcher_.SearchTicket(snapshot_, request);
    if (!answer) return tl::unexpected(answer.error());
    Add(*answer, judgement, sample,
        half == NoiseHalf::kA ? &samples_->fitted_tickets : &samples_->measured_tickets);
    return {};
  }

  static std::vector<std::string> Excluded(const Judgement& judgement, bool answerable) {
    std::vector<std::string> ids;
    if (answerable) return ids;
    for (const auto& [id, relevance] : judgement.relevant) ids.push_back(id);
    return ids;
  }

  static void Add(const SearchAnswer& answer, const Judgement& judgement, CalibrationSample sample,
                  std::vector<CalibrationSample>* samples) {
    const auto first_right =
        std::find_if(answer.hits.begin(), answer.hits.end(),
                     [&](const SearchHit& hit) { return judgement.relevant.count(hit.id) > 0; });
    const auto rank = static_cast<std::size_t>(first_right - answer.hits.begin());
    sample.found = !answer.hits.empty();
    sample.right = first_right != answer.hits.end() && rank < kAnswerDepth;
    sample.features = answer.features;
    if (first_right != answer.hits.end()) {
      Choice choice;
      choice.right = rank;
      for (const SearchHit& hit : answer.hits) choice.scores.push_back(hit.score);
      sample.choice = std::move(choice);
    }
    samples->push_back(std::move(sample));
  }

  const Snapshot& snapshot_;
  const std::size_t number_;
  CalibrationSamples* samples_;
  const Audiences audiences_ = {"public"};
  const Searcher searcher_;
};

}  // namespace

Status WriteTickets(const CalibrationCollection& collection, const std::filesystem::path& file) {
  const auto queries = ReadQueries(collection.queries);
  if (!queries) return tl::unexpected(queries.error());
  const auto judgements = ReadJudgements(collection.qrels);
  if (!judgements) return tl::unexpected(judgements.error());
  std::ofstream out(file);
  for (const EvaluationQuery& query : *queries) {
    if (!judgements->contains(query.id)) continue;
    out << query.id << '\t' << query.language << '\t'
        << MakeTicket(query, NoiseHalf::kB, kTicketSeed) << '\n';
  }
  if (!out.flush()) return Fail(ErrorCode::kIo, "cannot write " + file.string());
  return {};
}

Status Collect(const CalibrationCollection& collection, std::size_t number,
               CalibrationSamples* samples) {
  const auto index = IndexReader::Open(collection.index);
  if (!index) return tl::unexpected(index.error());
  const auto queries = ReadQueries(collection.queries);
  if (!queries) return tl::unexpected(queries.error());
  const auto judgements = ReadJudgements(collection.qrels);
  if (!judgements) return tl::unexpected(judgements.error());
  const auto snapshot = (*index)->snapshot();
  Collector collector(*snapshot, number, samples);
  std::size_t asked = 0;
  for (const EvaluationQuery& query : *queries) {
    const auto judgement = judgements->find(query.id);
    if (judgement == judgements->end()) continue;
    if (Status done = collector.Ask(query, judgement->second); !done) return done;
    ++asked;
  }
  if (asked > 0) return {};
  return Fail(ErrorCode::kInvalidArgument, "no query of " + collection.queries.string() +
                                               " is judged in " + collection.qrels.string());
}

}  // namespace zeroline

// The report for other programs.
#include <nlohmann/json.hpp>

#include "server/analytics/writers_report.h"

namespace zeroline {
namespace {

using Json = nlohmann::ordered_json;

template <typename Line>
void AddAdvice(const Line& line, Json* json) {
  (*json)["action"] = NameOf(AdviceFor(line));
  (*json)["advice"] = AdviceText(line);
}

Json JsonOf(const std::optional<QuestionCluster::Nearest>& nearest) {
  if (!nearest) return nullptr;
  return {{"article", nearest->article},       {"language", nearest->language},
          {"title", nearest->title},           {"source_path", nearest->source_path},
          {"confidence", nearest->confidence}, {"shown", nearest->shown},
          {"opened", nearest->opened}};
}

Json JsonOf(const QuestionCluster& cluster) {
  Json wordings = Json::array();
  for (const QuestionCluster::Wording& wording : cluster.wordings) {
    wordings.push_back({{"text", wording.text}, {"count", wording.count}});
  }
  Json opened = Json::array();
  for (const QuestionCluster::Opened& one : cluster.opened) {
    opened.push_back({{"article", one.article},
                      {"language", one.language},
                      {"title", one.title},
                      {"intents", one.intents},
                      {"helped", one.helped}});
  }
  Json json = {{"id", cluster.id},
               {"language", cluster.language},
               {"wordings", std::move(wordings)},
               {"intents", cluster.intents},
               {"visitors", cluster.visitors},
               {"unanswered", cluster.unanswered},
               {"unopened", cluster.unopened},
               {"reformulated", cluster.reformulated},
               {"helped", cluster.helped},
               {"sent", cluster.sent},
               {"lost", cluster.lost},
               {"problem", NameOf(cluster.problem)},
               {"last_asked", cluster.last_asked},
               {"nearest", JsonOf(cluster.nearest)},
               {"opened", std::move(opened)}};
  // Nothing is to be done about a question that is answered.
  if (cluster.problem == QuestionCluster::Problem::kNone) {
    json["action"] = nullptr;
    json["advice"] = "";
  } else {
    AddAdvice(cluster, &json);
  }
  return json;
}

Json JsonOf(const MissingTranslation& missing) {
  Json json = {{"article", missing.article}, {"language", missing.language},
               {"title", missing.title},     {"available", missing.available},
               {"intents", missing.intents}, {"visitors", missing.visitors}};
  AddAdvice(missing, &json);
  return json;
}

Json JsonOf(const ArticleLine& line) {
  Json reasons = Json::array();
  for (const auto& [reason, count] : line.reasons) {
    reasons.push_back({{"reason", reason}, {"count", count}});
  }
  Json problems = Json::array();
  for (const ArticleLine::Problem problem : line.problems) problems.push_back(NameOf(problem));
  Json json = {{"article", line.article},
               {"language", line.language},
               {"title", line.title},
               {"source_path", line.source_path},
               {"found", line.found},
               {"opened", line.opened},
               {"helped", line.helped},
               {"not_helped", line.not_helped},
               {"sent_anyway", line.sent_anyway},
               {"flags", line.flags},
               {"outdated_sections", line.outdated_sections},
               {"reasons", std::move(reasons)},
               {"problems", std::move(problems)}};
  AddAdvice(line, &json);
  return json;
}

Json JsonOf(const LearnedQuestion& learned) {
  return {{"question", learned.question},
          {"language", learned.language},
          {"article", learned.article},
          {"title", learned.title},
          {"visitors", learned.visitors},
          {"since", learned.since},
          {"in_build", learned.is_in_build},
          {"intents_before", learned.intents_before},
          {"opened_before", learned.opened_before},
          {"intents_since", learned.intents_since},
          {"opened_since", learned.opened_since}};
}

Json JsonOf(const DayCount& day) {
  return {{"day", day.day}, {"intents", day.intents}, {"answered", day.answered}};
}

template <typename Row>
Json JsonOfAll(const std::vector<Row>& rows) {
  Json json = Json::array();
  for (const Row& row : rows) json.push_back(JsonOf(row));
  return json;
}

}  // namespace

std::string ToJson(const WritersReport& report) {
  const Json json = {{"from", report.from},
                     {"to", report.to},
                     {"intents", report.intents},
                     {"visitors", report.visitors},
                     {"unanswered", report.unanswered},
                     {"unopened", report.unopened},
                     {"reformulated", report.reformulated},
                     {"helped", report.helped},
                     {"sent", report.sent},
                     {"languages", report.intents_by_language},
                     {"days", JsonOfAll(report.days)},
                     {"gaps", JsonOfAll(report.gaps)},
                     {"top", JsonOfAll(report.top)},
                     {"missing_translations", JsonOfAll(report.missing_translations)},
                     {"articles", JsonOfAll(report.articles)},
                     {"learned", JsonOfAll(report.learned)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace zeroline

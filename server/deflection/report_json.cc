// The report for other programs.
#include <nlohmann/json.hpp>

#include "server/deflection/report.h"

namespace zeroline {
namespace {

using Json = nlohmann::ordered_json;

Json JsonOf(const Proportion& share) {
  return {{"count", share.count},
          {"total", share.total},
          {"share", share.share},
          {"low", share.low},
          {"high", share.high}};
}

Json JsonOf(const OutcomeCounts& outcomes) {
  Json json = Json::object();
  for (const Outcome outcome : kOutcomes) {
    json[std::string(NameOf(outcome))] = outcomes.Of(outcome);
  }
  return json;
}

Json JsonOf(const DeflectionReport::Funnel& funnel) {
  return {{"forms", funnel.forms},   {"eligible", funnel.eligible}, {"offered", funnel.offered},
          {"opened", funnel.opened}, {"solved", funnel.solved},     {"sent", funnel.sent}};
}

Json JsonOf(const DeflectionReport::Holdout& holdout) {
  Json json = {{"withheld", JsonOf(holdout.withheld)},
               {"offered", JsonOf(holdout.offered)},
               {"min_arm", kMinHoldoutArm},
               {"avoided", nullptr}};
  if (holdout.avoided) {
    json["avoided"] = {{"value", holdout.avoided->value},
                       {"low", holdout.avoided->low},
                       {"high", holdout.avoided->high}};
  }
  return json;
}

Json JsonOf(const DeflectionReport::Language& row) {
  return {{"lang", row.language},
          {"outcomes", JsonOf(row.outcomes)},
          {"confirmed", JsonOf(row.confirmed)}};
}

Json JsonOf(const DeflectionReport::Article& row) {
  Json reasons = Json::array();
  for (const auto& [reason, count] : row.reasons) {
    reasons.push_back({{"reason", reason}, {"count", count}});
  }
  return {{"article", row.article},   {"lang", row.language},
          {"title", row.title},       {"shown", row.shown},
          {"opened", row.opened},     {"solved", row.solved},
          {"reversed", row.reversed}, {"rejected", row.rejected},
          {"reasons", reasons},       {"sent_anyway", row.sent_anyway}};
}

Json JsonOf(const DeflectionReport::Reversed& row) {
  return {{"intent", row.intent}, {"lang", row.language}, {"article", row.article},
          {"title", row.title},   {"solved", row.solved}, {"ticket_sent", row.ticket}};
}

Json JsonOf(const DeflectionReport::SentAnyway& row) {
  Json articles = Json::array();
  for (const DeflectionReport::SentAnyway::Shown& shown : row.articles) {
    articles.push_back({{"article", shown.article},
                        {"lang", shown.language},
                        {"title", shown.title},
                        {"opened", shown.opened},
                        {"rejected", shown.rejected},
                        {"reason", shown.reason}});
  }
  return {{"ticket", row.ticket}, {"intent", row.intent},           {"lang", row.language},
          {"sent", row.sent},     {"outcome", NameOf(row.outcome)}, {"articles", articles}};
}

template <typename Row>
Json JsonOfAll(const std::vector<Row>& rows) {
  Json json = Json::array();
  for (const Row& row : rows) json.push_back(JsonOf(row));
  return json;
}

}  // namespace

std::string ToJson(const DeflectionReport& report) {
  const Json json = {{"from", report.period.from},
                     {"to", report.period.to},
                     {"window_seconds", report.period.window.count()},
                     {"rule", report.rule},
                     {"confirmed", JsonOf(report.confirmed)},
                     {"confirmed_open", report.confirmed_open},
                     {"confirmed_unknown", report.confirmed_unknown},
                     {"probable", JsonOf(report.probable)},
                     {"outcomes", JsonOf(report.outcomes)},
                     {"funnel", JsonOf(report.funnel)},
                     {"holdout", JsonOf(report.holdout)},
                     {"languages", JsonOfAll(report.languages)},
                     {"articles", JsonOfAll(report.articles)},
                     {"reversed", JsonOfAll(report.reversed)},
                     {"sent_anyway", JsonOfAll(report.sent_anyway)}};
  // What readers typed may not be UTF-8.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace zeroline

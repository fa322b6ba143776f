// What is planted in a simulated month of the starter articles.
#include <nlohmann/json.hpp>

#include "bench/simulated_month.h"

namespace zeroline {
namespace {

using Json = nlohmann::ordered_json;

std::vector<PlantedQuestion> Gaps() {
  return {
      {"parking permit",
       "",
       "en",
       {"parking permit", "how do I get a parking permit", "parking permits for employees",
        "apply for a parking permit"}},
      {"parking permit",
       "",
       "ru",
       {"пропуск на парковку", "как получить пропуск на парковку", "нужен пропуск на парковку",
        "пропуск для парковки"}},
      {"parking permit",
       "",
       "pl",
       {"karta parkingowa", "jak dostać kartę parkingową", "kartę parkingową gdzie załatwić"}},
      {"parking permit", "", "zh", {"停车证", "停车证怎么办理", "怎么申请停车证"}},
      {"expense report",
       "",
       "en",
       {"expense report", "submit an expense report", "how to file my expense report",
        "where is the expense report"}},
      {"expense report",
       "",
       "ru",
       {"авансовый отчёт", "как сдать авансовый отчёт", "авансовый отчет"}},
      {"expense report",
       "",
       "pl",
       {"rozliczenie delegacji", "jak zrobić rozliczenie delegacji", "rozliczenia delegacji"}},
      {"expense report", "", "zh", {"差旅报销", "差旅报销怎么办", "如何差旅报销"}},
      {"payslip", "", "en", {"payslip", "where is my payslip", "payslips"}},
      {"payslip", "", "ru", {"расчётный листок", "где расчетный листок", "мой расчётный листок"}},
  };
}

std::vector<PlantedQuestion> FailedQuestions() {
  return {
      {"", "devices/slow-computer", "en", {"hairdryer under the desk"}},
      {"", "email/out-of-office-reply", "en", {"tell clients I am at the beach"}},
      {"", "devices/laptop-does-not-charge", "ru", {"розетка есть а толку ноль"}},
      {"", "email/out-of-office-reply", "ru", {"я в горах до понедельника"}},
      {"", "devices/slow-computer", "pl", {"żółw zamiast maszyny"}},
      {"", "accounts/locked-account", "zh", {"被拒之门外"}},
  };
}

std::vector<PlantedQuestion> MissingTranslations() {
  return {
      {"",
       "email/share-calendar",
       "pl",
       {"udostępnić kalendarz koledze", "udostępnianie kalendarza w outlooku",
        "jak udostępnić kalendarz outlook"}},
      {"",
       "printing/scan-to-mail",
       "ru",
       {"сканировать на почту", "скан не приходит на почту", "сканирование документа на почту"}},
      {"",
       "meetings/book-meeting-room",
       "zh",
       {"预订会议室", "怎么预订会议室", "outlook 预订会议室"}},
  };
}

Json JsonOf(const std::vector<PlantedQuestion>& questions) {
  Json rows = Json::array();
  for (const PlantedQuestion& one : questions) {
    rows.push_back({{"topic", one.topic},
                    {"article", one.article},
                    {"language", one.language},
                    {"wordings", one.wordings}});
  }
  return rows;
}

}  // namespace

MonthPlan StarterPlan() { return {Gaps(), FailedQuestions(), MissingTranslations()}; }

std::string ToJson(const MonthPlan& plan) {
  const Json json = {{"gaps", JsonOf(plan.gaps)},
                     {"failed", JsonOf(plan.failed)},
                     {"missing", JsonOf(plan.missing)}};
  return json.dump(2) + "\n";
}

}  // namespace zeroline

#include "server/deflection/report.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace zeroline {
namespace {

using ArticleKey = std::pair<std::string, std::string>;  // id, language

struct ArticleTally {
  DeflectionReport::Article article;
  std::map<std::string, std::size_t> reasons;
};

std::vector<std::pair<std::string, std::size_t>> MostFrequentFirst(
    const std::map<std::string, std::size_t>& counts) {
  std::vector<std::pair<std::string, std::size_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return sorted;
}

// What the report is gathered in: facts by intent, and the counts that end as sorted lists.
class Gathering {
 public:
  Gathering(const ReportPeriod& period, DeflectionReport* report)
      : period_(period), report_(*report) {}

  void Add(const IntentFacts& facts) {
    const Outcome outcome = OutcomeOf(facts, period_.now, period_.window);
    intents_[facts.intent] = {&facts, outcome};
    report_.outcomes.Add(outcome);
    languages_[facts.language].Add(outcome);
    AddToFunnel(facts);
    AddToHoldout(facts, outcome);
    if (outcome == Outcome::kReversed) AddReversed(facts);
    if (outcome == Outcome::kFailed || outcome == Outcome::kIgnored) {
      sent_anyway_[facts.intent] = {facts.ticket, facts.intent, facts.language,
                                    facts.sent,   outcome,      {}};
    }
    if (outcome != Outcome::kConfirmed) return;
    report_.confirmed_open += period_.now - facts.solved < period_.window.count() ? 1 : 0;
    report_.confirmed_unknown += facts.visitor.empty() ? 1 : 0;
  }

  // After all facts.
  void Add(const IntentArticle& article) {
    const auto found = intents_.find(article.intent);
    if (found == intents_.end()) return;
    const auto& [facts, outcome] = found->second;
    titles_.try_emplace(article.article, article.title);
    ArticleTally& tally = articles_[{article.article, article.language}];
    DeflectionReport::Article& row = tally.article;
    if (row.title.empty()) row.title = article.title;
    row.shown += article.shown > 0 ? 1 : 0;
    row.opened += article.opened > 0 ? 1 : 0;
    if (article.rejected > 0) {
      ++row.rejected;
      ++tally.reasons[article.reason];
    }
    // The ledger says which article solved it, not in which language: it counts once.
    if (facts->solved_by == article.article && solved_.insert(article.intent).second) {
      row.solved += outcome == Outcome::kConfirmed ? 1 : 0;
      row.reversed += outcome == Outcome::kReversed ? 1 : 0;
    }
    const auto sent = sent_anyway_.find(article.intent);
    if (sent == sent_anyway_.end() || article.shown == 0 || article.shown > facts->sent) return;
    ++row.sent_anyway;
    sent->second.articles.push_back({article.article, article.language, article.title,
                                     article.opened > 0, article.rejected > 0, article.reason});
  }

  void Finish() {
    FinishLanguages();
    FinishArticles();
    FinishLists();
    const OutcomeCounts& outcomes = report_.outcomes;
    report_.confirmed = ProportionOf(outcomes.Of(Outcome::kConfirmed), outcomes.total());
    report_.probable = ProportionOf(outcomes.Of(Outcome::kProbable), outcomes.total());
    FinishHoldout();
  }

 private:
  struct Arm {
    std::size_t intents = 0;
    std::size_t asked = 0;
  };

  void AddToFunnel(const IntentFacts& facts) {
    DeflectionReport::Funnel& funnel = report_.funnel;
    ++funnel.forms;
    funnel.eligible += facts.eligible > 0 ? 1 : 0;
    funnel.offered += facts.offered > 0 ? 1 : 0;
    funnel.opened += facts.opened_article > 0 ? 1 : 0;
    funnel.solved += facts.solved > 0 ? 1 : 0;
    funnel.sent += facts.sent > 0 ? 1 : 0;
  }

  // By what was to be done, not by what was seen: an eligible form that was left before the answer
  // arrived has its counterpart among the withheld ones.
  void AddToHoldout(const IntentFacts& facts, Outcome outcome) {
    if (facts.eligible == 0 || outcome == Outcome::kUndecided) return;
    Arm& arm = facts.withheld > 0 ? withheld_ : offered_;
    ++arm.intents;
    arm.asked += AskedAPerson(facts, period_.window) ? 1 : 0;
  }

  void AddReversed(const IntentFacts& facts) {
    const bool by_itself =
        facts.sent > 0 && (facts.next_ticket == 0 || facts.sent <= facts.next_ticket);
    report_.reversed.push_back({facts.intent, facts.language, facts.solved_by, "", facts.solved,
                                by_itself ? facts.sent : facts.next_ticket});
  }

  void FinishLanguages() {
    for (const auto& [language, outcomes] : languages_) {
      report_.languages.push_back(
          {language, outcomes, ProportionOf(outcomes.Of(Outcome::kConfirmed), outcomes.total())});
    }
    std::stable_sort(
        report_.languages.begin(), report_.languages.end(),
        [](const auto& a, const auto& b) { return a.outcomes.total() > b.outcomes.total(); });
  }

  void FinishArticles() {
    for (auto& [key, tally] : articles_) {
      tally.article.article = key.first;
      tally.article.language = key.second;
      tally.article.reasons = MostFrequentFirst(tally.reasons);
      report_.articles.push_back(std::move(tally.article));
    }
    std::stable_sort(report_.articles.begin(), report_.articles.end(),
                     [](const auto& a, const auto& b) {
                       return std::tie(a.shown, a.opened) > std::tie(b.shown, b.opened);
                     });
  }

  void FinishLists() {
    for (auto& [intent, sent] : sent_anyway_) report_.sent_anyway.push_back(std::move(sent));
    std::stable_sort(report_.sent_anyway.begin(), report_.sent_anyway.end(),
                     [](const auto& a, const auto& b) { return a.sent > b.sent; });
    std::stable_sort(report_.reversed.begin(), report_.reversed.end(),
                     [](const auto& a, const auto& b) { return a.solved > b.solved; });
    report_.sent_anyway.resize(std::min(report_.sent_anyway.size(), kMaxListedIntents));
    report_.reversed.resize(std::min(report_.reversed.size(), kMaxListedIntents));
    for (DeflectionReport::Reversed& reversed : report_.reversed) {
      const auto title = titles_.find(reversed.article);
      if (title != titles_.end()) reversed.title = title->second;
    }
  }

  void FinishHoldout() {
    DeflectionReport::Holdout& holdout = report_.holdout;
    holdout.withheld = ProportionOf(withheld_.asked, withheld_.intents);
    holdout.offered = ProportionOf(offered_.asked, offered_.intents);
    if (std::min(withheld_.intents, offered_.intents) < kMinHoldoutArm) return;
    holdout.avoided = DifferenceOf(holdout.withheld, holdout.offered);
  }

  const ReportPeriod& period_;
  DeflectionReport& report_;
  std::map<std::string, std::pair<const IntentFacts*, Outcome>> intents_;
  std::map<std::string, OutcomeCounts> languages_;
  std::map<ArticleKey, ArticleTally> articles_;
  std::map<std::string, DeflectionReport::SentAnyway> sent_anyway_;
  std::map<std::string, std::string> titles_;  // by article id
  std::set<std::string> solved_;               // intents whose solving article was counted
  Arm withheld_;
  Arm offered_;
};

}  // namespace

std::size_t OutcomeCounts::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::size_t{0});
}

DeflectionReport BuildReport(const std::vector<IntentFacts>& facts,
                             const std::vector<IntentArticle>& articles,
                             const ReportPeriod& period) {
  DeflectionReport report;
  report.period = period;
  report.rule = OutcomeRule(period.window);
  Gathering gathering(report.period, &report);
  for (const IntentFacts& one : facts) gathering.Add(one);
  for (const IntentArticle& one : articles) gathering.Add(one);
  gathering.Finish();
  return report;
}

}  // namespace zeroline

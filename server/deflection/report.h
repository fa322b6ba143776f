// How many people did not need a person, and how sure is that? The report of deflection, computed
// from the ledger. Pure: no store, no clock.
#ifndef ZEROLINE_SERVER_DEFLECTION_REPORT_H_
#define ZEROLINE_SERVER_DEFLECTION_REPORT_H_

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/deflection/outcome.h"
#include "server/deflection/proportion.h"
#include "server/store/intents.h"

namespace zeroline {

// Of eligible intents in each arm of the hold-out: below it nothing is said about the effect.
inline constexpr std::size_t kMinHoldoutArm = 50;
// What a report lists is bounded, the newest first; its counts are not.
inline constexpr std::size_t kMaxListedIntents = 200;

struct ReportPeriod {
  std::int64_t from = 0;  // Unix seconds: forms opened in [from, to)
  std::int64_t to = 0;
  std::int64_t now = 0;
  std::chrono::seconds window = kReversalWindow;
};

// How many intents came to each outcome.
class OutcomeCounts {
 public:
  void Add(Outcome outcome) { ++counts_[static_cast<std::size_t>(outcome)]; }
  std::size_t Of(Outcome outcome) const { return counts_[static_cast<std::size_t>(outcome)]; }
  std::size_t total() const;

 private:
  std::array<std::size_t, kOutcomes.size()> counts_{};
};

struct DeflectionReport {
  struct Funnel {
    std::size_t forms = 0;     // opened
    std::size_t eligible = 0;  // a confident answer existed
    std::size_t offered = 0;   // and was shown
    std::size_t opened = 0;    // at least one suggestion
    std::size_t solved = 0;    // "this solved my problem" was pressed
    std::size_t sent = 0;
  };

  struct Language {
    std::string language;
    OutcomeCounts outcomes;
    Proportion confirmed;
  };

  // One article in one language. Counts are of intents.
  struct Article {
    std::string article;
    std::string language;
    std::string title;
    std::size_t shown = 0;
    std::size_t opened = 0;
    std::size_t solved = 0;  // confirmed only
    std::size_t reversed = 0;
    std::size_t rejected = 0;
    std::size_t sent_anyway = 0;  // a ticket was sent after it was shown
    // What was said when it was rejected, most frequent first; "" where nothing was said.
    std::vector<std::pair<std::string, std::size_t>> reasons;
  };

  struct Reversed {
    std::string intent;
    std::string language;
    std::string article;  // that was said to solve it, or ""
    std::string title;
    std::int64_t solved = 0;  // Unix seconds
    std::int64_t ticket = 0;  // Unix seconds: when the ticket came
  };

  struct SentAnyway {
    struct Shown {
      std::string article;
      std::string language;
      std::string title;
      bool opened = false;
      bool rejected = false;
      std::string reason;
    };
    std::string ticket;  // number, or "" if it is not known
    std::string intent;
    std::string language;
    std::int64_t sent = 0;                // Unix seconds
    Outcome outcome = Outcome::kIgnored;  // or kFailed
    std::vector<Shown> articles;
  };

  // Shares of eligible intents whose person asked a person in the end (AskedAPerson()); undecided
  // intents are left out of both arms.
  struct Holdout {
    Proportion withheld;
    Proportion offered;
    // withheld - offered: the share of tickets that suggesting avoids. Nothing if one of the arms
    // has fewer than kMinHoldoutArm intents: "not enough data".
    std::optional<Difference> avoided;
  };

  ReportPeriod period;
  std::string rule;  // OutcomeRule(), to be printed beside the headline
  OutcomeCounts outcomes;
  Proportion confirmed;               // the headline: of all intents
  std::size_t confirmed_open = 0;     // of the confirmed, those that a ticket can still reverse
  std::size_t confirmed_unknown = 0;  // of the confirmed, those whose visitor cannot be told
  Proportion probable;                // beside the headline, never added to it
  Funnel funnel;
  Holdout holdout;
  std::vector<Language> languages;      // most intents first
  std::vector<Article> articles;        // most shown first
  std::vector<Reversed> reversed;       // newest first, at most kMaxListedIntents
  std::vector<SentAnyway> sent_anyway;  // newest first, at most kMaxListedIntents
};

// `facts` are those of the period, `articles` theirs.
DeflectionReport BuildReport(const std::vector<IntentFacts>& facts,
                             const std::vector<IntentArticle>& articles,
                             const ReportPeriod& period);

// For a terminal.
std::string ToText(const DeflectionReport& report);
// One object; shares are 0..1, times Unix seconds.
std::string ToJson(const DeflectionReport& report);
// One row per article, RFC 4180, UTF-8. Cells that a spreadsheet would run as a formula are
// defused with an apostrophe.
std::string ToCsv(const DeflectionReport& report);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_DEFLECTION_REPORT_H_

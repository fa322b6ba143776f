// Is an article likely to solve this? Decides what somebody who asks for a person is shown first,
// and keeps the ledger of what became of it.
//
// Thread-safe. Nothing here waits for the disk but Flush(), Trail() and Articles(): events go
// through a bounded queue (ledger_queue.h) and are written in batches by a thread of its own, so
// that a slow or full disk never delays an answer.
#ifndef ZEROLINE_SERVER_DEFLECTION_DEFLECTION_H_
#define ZEROLINE_SERVER_DEFLECTION_DEFLECTION_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "indexer/error/result.h"
#include "server/search/index_reader.h"
#include "server/search/searcher.h"
#include "server/store/store.h"

namespace zeroline {

inline constexpr std::size_t kMaxHelpArticles = 3;
inline constexpr std::size_t kMaxTrailSteps = 50;

struct DeflectionSettings {
  // Share of intents that get no suggestions, 0..0.5, so that the effect of suggesting can be told.
  double holdout = 0;
  // How far back a visitor's searches belong to what a ticket is about.
  std::chrono::seconds trail_window{2 * 60 * 60};
  // Events that wait for the disk; beyond it the oldest are dropped and counted.
  std::size_t max_queued = 10'000;
  StoreClock clock = &SystemSeconds;  // for tests
};

// Somebody asks for help.
struct HelpRequest {
  std::string subject;
  std::string body;
  std::string language;
  Audiences audiences;
  std::string intent;   // "" if there is no form behind it: nothing is recorded then
  std::string visitor;  // "" if unknown
  std::string channel = "web";
};

struct Help {
  enum class Decision {
    kNone,      // nothing is likely to help
    kSuggest,   // `articles`
    kIncident,  // it is known and being worked on: `incidents`, and no articles
  };

  Decision decision = Decision::kNone;
  double confidence = 0;            // 0..1: that one of the best articles solves it
  std::vector<SearchHit> articles;  // best first, at most kMaxHelpArticles
  std::vector<Incident> incidents;
};

class Deflection {
 public:
  // `searcher` and `store` outlive this. Starts two threads: one writes the ledger, one looks for
  // incidents every second.
  Deflection(const DeflectionSettings& settings, const Searcher* searcher, Store* store);
  ~Deflection();  // writes what is queued

  // Reads which articles of the build are marked `deflect: never`, so that its first Answer() does
  // not have to. Meant for the thread that follows builds.
  void Warm(const Snapshot& snapshot);

  // What to show. A text about an incident's words, or whose best article is in an incident's
  // section, gives the incident. Articles marked `deflect: never`, those of an incident's sections
  // and everything for an intent of the hold-out share are left out. A text that hardly says
  // anything yet is not looked for. Records that a form is being filled in, and what was shown.
  // Errors are those of Searcher::SearchTicket(): the form goes on without.
  Result<Help> Answer(const Snapshot& snapshot, const HelpRequest& request);

  // Queues one event; `at` is set here if 0.
  void Record(IntentEvent event);

  // Returns once everything queued before is on the disk, or after `limit`.
  Status Flush(std::chrono::milliseconds limit);

  // What this visitor did that belongs to the intent, for the ticket, oldest first; at most
  // kMaxTrailSteps, the newest ones. Includes what is queued, unless it cannot be written within a
  // second.
  Result<std::vector<TrailStep>> Trail(const std::string& intent, const std::string& visitor);
  // What was shown, opened and rejected beside this form. Includes what is queued.
  Result<std::vector<IntentArticle>> Articles(const std::string& intent);

  // The announced incidents as of about a second ago; never null.
  std::shared_ptr<const std::vector<Incident>> incidents() const;
  // Those of them whose words the text has, in any form. Fails as Analyzer::Create() does.
  Result<std::vector<Incident>> IncidentsAbout(const std::string& text,
                                               const std::string& language);

  std::size_t dropped_events() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Whether this intent is in the hold-out share. Depends on the id alone, so that every server and
// every keystroke agrees.
bool IsWithheld(const std::string& intent, double holdout);

// The incidents of `incidents` that a page of this section has to announce: those about the section
// or about everything.
std::vector<Incident> IncidentsOfSection(const std::vector<Incident>& incidents,
                                         const std::string& section);

// The language in which readers of `language` ("pt-BR", else "pt") are told: theirs, else English,
// else any.
std::string IncidentLanguage(const Incident& incident, const std::string& language);
// What they are told.
std::string IncidentText(const Incident& incident, const std::string& language);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_DEFLECTION_DEFLECTION_H_

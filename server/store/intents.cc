#include "server/store/intents.h"

#include "server/store/row_reader.h"
#include "server/store/soci_library.h"
#include "server/store/token.h"

namespace zeroline {
namespace {

// The first sign of life makes the row. A form's id is known to its page alone, so whoever comes
// with it later is the same person; what was not known then is filled in.
void KeepRow(soci::session& session, const IntentEvent& event) {
  const long long at = event.at;
  session << "INSERT INTO intent (id, visitor, language, channel, opened_form, last_seen) VALUES"
             " (:id, :visitor, :language, :channel, :at, :at) ON CONFLICT (id) DO UPDATE SET"
             " visitor = CASE WHEN intent.visitor = '' THEN excluded.visitor"
             "  ELSE intent.visitor END,"
             " language = CASE WHEN intent.language = '' THEN excluded.language"
             "  ELSE intent.language END,"
             " opened_form = CASE WHEN intent.opened_form > excluded.opened_form"
             "  THEN excluded.opened_form ELSE intent.opened_form END,"
             " last_seen = CASE WHEN intent.last_seen < excluded.last_seen"
             "  THEN excluded.last_seen ELSE intent.last_seen END",
      soci::use(event.intent, "id"), soci::use(event.visitor, "visitor"),
      soci::use(event.language, "language"), soci::use(event.channel, "channel"),
      soci::use(at, "at");
}

// `column` is one of ours. The first time counts.
void KeepTime(soci::session& session, const IntentEvent& event, const std::string& column) {
  const long long at = event.at;
  session << "UPDATE intent SET " << column << " = :at WHERE id = :id AND " << column << " = 0",
      soci::use(at), soci::use(event.intent);
}

void KeepArticle(soci::session& session, const IntentEvent& event) {
  const std::string column(NameOf(event.step.kind));  // shown, opened or rejected
  const long long at = event.at;
  session << "INSERT INTO intent_article (intent, article, language, title, " << column
          << ") VALUES (:intent, :article, :language, :title, :at)"
             " ON CONFLICT (intent, article, language) DO UPDATE SET "
          << column << " = CASE WHEN intent_article." << column << " = 0 THEN excluded." << column
          << " ELSE intent_article." << column << " END",
      soci::use(event.intent), soci::use(event.step.article), soci::use(event.step.language),
      soci::use(event.step.title), soci::use(at);
  if (event.step.kind != TrailStep::Kind::kRejected || event.step.text.empty()) return;
  session << "UPDATE intent_article SET reason = :reason WHERE intent = :intent AND"
             " article = :article AND language = :language",
      soci::use(event.step.text), soci::use(event.intent), soci::use(event.step.article),
      soci::use(event.step.language);
}

// Writes the steps of one batch: its statements are prepared once, as preparing one costs several
// times what running it does.
class StepWriter {
 public:
  explicit StepWriter(soci::session& session)
      : session_(session),
        find_of_form_(FindOfForm()),
        find_outside_(FindOutside()),
        insert_(Insert()) {
    session_ << "SELECT value FROM counter WHERE name = 'step'", soci::into(ordinal_);
    first_ = ordinal_;
  }

  // Beside a form a step counts once; outside, once a second.
  void Keep(const IntentEvent& event) {
    if (event.intent.empty() && event.visitor.empty()) return;
    event_ = event;
    kind_ = NameOf(event.step.kind);
    at_ = event.at;
    build_ = event.step.build;
    results_ = event.search.results;
    (event.intent.empty() ? find_outside_ : find_of_form_).execute(true);
    if (known_ > 0) return;
    ++ordinal_;
    insert_.execute(true);
  }

  // To be called once, at the end.
  void Finish() {
    if (ordinal_ == first_) return;
    session_ << "UPDATE counter SET value = :value WHERE name = 'step'", soci::use(ordinal_);
  }

 private:
  soci::statement FindOfForm() {
    return (session_.prepare << "SELECT COUNT(*) FROM visit_step WHERE intent = :intent AND"
                                " visitor = :visitor AND kind = :kind AND article = :article AND"
                                " language = :language AND text = :text",
            soci::use(event_.intent), soci::use(event_.visitor), soci::use(kind_),
            soci::use(event_.step.article), soci::use(event_.step.language),
            soci::use(event_.step.text), soci::into(known_));
  }

  // The form's id is an expression, or the database would look through all visits of no form.
  soci::statement FindOutside() {
    return (session_.prepare << "SELECT COUNT(*) FROM visit_step WHERE visitor = :visitor AND"
                                " at = :at AND COALESCE(intent, '') = '' AND kind = :kind AND"
                                " article = :article AND language = :language AND text = :text",
            soci::use(event_.visitor), soci::use(at_), soci::use(kind_),
            soci::use(event_.step.article), soci::use(event_.step.language),
            soci::use(event_.step.text), soci::into(known_));
  }

  soci::statement Insert() {
    return (session_.prepare
                << "INSERT INTO visit_step (visitor, intent, kind, at, text, article, language,"
                   " title, anchor, build, results, confidence, nearest, nearest_language, channel,"
                   " ordinal) VALUES (:visitor, :intent, :kind, :at, :text, :article, :language,"
                   " :title, :anchor, :build, :results, :confidence, :nearest, :nearest_language,"
                   " :channel, :ordinal)",
            soci::use(event_.visitor), soci::use(event_.intent), soci::use(kind_), soci::use(at_),
            soci::use(event_.step.text), soci::use(event_.step.article),
            soci::use(event_.step.language), soci::use(event_.step.title),
            soci::use(event_.step.anchor), soci::use(build_), soci::use(results_),
            soci::use(event_.search.confidence), soci::use(event_.search.nearest),
            soci::use(event_.search.nearest_language), soci::use(event_.search.channel),
            soci::use(ordinal_));
  }

  soci::session& session_;
  // What the statements read and write.
  IntentEvent event_;
  std::string kind_;
  long long at_ = 0;
  long long build_ = 0;
  long long results_ = 0;
  long long ordinal_ = 0;
  int known_ = 0;

  long long first_ = 0;
  soci::statement find_of_form_;
  soci::statement find_outside_;
  soci::statement insert_;
};

void KeepStepOfForm(soci::session& session, const IntentEvent& event, StepWriter* steps) {
  steps->Keep(event);
  if (event.step.kind == TrailStep::Kind::kSearched) return;
  KeepArticle(session, event);
  if (event.step.kind == TrailStep::Kind::kShown) KeepTime(session, event, "offered");
  if (event.step.kind == TrailStep::Kind::kOpened) KeepTime(session, event, "opened_article");
}

void KeepSolved(soci::session& session, const IntentEvent& event) {
  const long long at = event.at;
  session << "UPDATE intent SET solved = :at, solved_by = :article WHERE id = :id AND solved = 0",
      soci::use(at), soci::use(event.step.article), soci::use(event.intent);
}

void KeepReadingTime(soci::session& session, const IntentEvent& event) {
  const long long seconds = event.seconds;
  session << "UPDATE intent SET read_seconds = :seconds WHERE id = :id AND read_seconds < :seconds",
      soci::use(seconds, "seconds"), soci::use(event.intent, "id");
}

void Keep(soci::session& session, const IntentEvent& event, StepWriter* steps) {
  if (event.kind == IntentEvent::Kind::kVisited) return steps->Keep(event);
  if (event.intent.empty()) return;
  KeepRow(session, event);
  switch (event.kind) {
    case IntentEvent::Kind::kVisited:
    case IntentEvent::Kind::kFormOpened:
      return;
    case IntentEvent::Kind::kEligible:
      return KeepTime(session, event, "eligible");
    case IntentEvent::Kind::kWithheld:
      return KeepTime(session, event, "withheld");
    case IntentEvent::Kind::kStep:
      return KeepStepOfForm(session, event, steps);
    case IntentEvent::Kind::kSolved:
      return KeepSolved(session, event);
    case IntentEvent::Kind::kLeft:
      return KeepReadingTime(session, event);
    case IntentEvent::Kind::kSent:
      return KeepTime(session, event, "sent");
  }
}

std::size_t Execute(soci::statement&& statement) {
  statement.execute(true);
  return static_cast<std::size_t>(statement.get_affected_rows());
}

}  // namespace

Status Intents::Record(const std::vector<IntentEvent>& events) {
  if (events.empty()) return {};
  return connection_.Change<void>("write the ledger", [&](soci::session& session) -> Status {
    StepWriter steps(session);
    for (const IntentEvent& event : events) Keep(session, event, &steps);
    steps.Finish();
    return {};
  });
}

Result<std::size_t> Intents::Erase(const std::string& visitor) {
  using Count = Result<std::size_t>;
  if (visitor.empty()) return Count(0);
  return connection_.Change<std::size_t>("erase the visitor", [&](soci::session& session) -> Count {
    session << "UPDATE intent_article SET reason = '' WHERE intent IN"
               " (SELECT id FROM intent WHERE visitor = :visitor)",
        soci::use(visitor);
    const std::size_t steps = Execute(
        (session.prepare << "DELETE FROM visit_step WHERE visitor = :visitor OR (intent <> '' AND"
                            " intent IN (SELECT id FROM intent WHERE visitor = :visitor))",
         soci::use(visitor, "visitor")));
    const std::string nobody = "erased-" + NewToken();
    const std::size_t rows =
        Execute((session.prepare << "UPDATE intent SET visitor = :nobody WHERE visitor = :visitor",
                 soci::use(nobody, "nobody"), soci::use(visitor, "visitor")));
    return steps + rows;
  });
}

Result<std::size_t> Intents::Purge(std::int64_t before) {
  using Count = Result<std::size_t>;
  return connection_.Change<std::size_t>("purge the ledger", [&](soci::session& session) -> Count {
    const long long limit = before;
    const std::size_t steps =
        Execute((session.prepare << "DELETE FROM visit_step WHERE at < :before", soci::use(limit)));
    session << "DELETE FROM intent_article WHERE intent IN"
               " (SELECT id FROM intent WHERE opened_form < :before AND last_seen < :before)",
        soci::use(limit, "before");
    const std::size_t rows =
        Execute((session.prepare << "DELETE FROM intent WHERE opened_form < :before AND"
                                    " last_seen < :before",
                 soci::use(limit, "before")));
    return steps + rows;
  });
}

}  // namespace zeroline

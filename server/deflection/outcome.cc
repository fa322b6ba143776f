#include "server/deflection/outcome.h"

#include <utility>

namespace zeroline {
namespace {

constexpr std::array<std::pair<Outcome, std::string_view>, kOutcomes.size()> kNames = {{
    {Outcome::kConfirmed, "confirmed"},
    {Outcome::kReversed, "reversed"},
    {Outcome::kProbable, "probable"},
    {Outcome::kAbandoned, "abandoned"},
    {Outcome::kFailed, "failed"},
    {Outcome::kIgnored, "ignored"},
    {Outcome::kNotOffered, "not_offered"},
    {Outcome::kUndecided, "undecided"},
}};

// 0 stands for "never".
bool IsWithin(std::int64_t event, std::int64_t since, std::chrono::seconds window) {
  return event > 0 && event >= since && event - since <= window.count();
}

// In the same second: before, as what was seen then cannot be told from what was seen earlier.
bool CameBefore(std::int64_t event, std::int64_t sent) { return event > 0 && event <= sent; }

// "This solved my problem" after the ticket, as from the link in its confirmation, avoids nothing.
bool WasSolvedFirst(const IntentFacts& facts) {
  return facts.solved > 0 && (facts.sent == 0 || facts.solved <= facts.sent);
}

Outcome OutcomeOfSolved(const IntentFacts& facts, std::chrono::seconds window) {
  return IsWithin(facts.sent, facts.solved, window) ||
                 IsWithin(facts.next_ticket, facts.solved, window)
             ? Outcome::kReversed
             : Outcome::kConfirmed;
}

Outcome OutcomeOfSent(const IntentFacts& facts) {
  if (CameBefore(facts.opened_article, facts.sent)) return Outcome::kFailed;
  if (CameBefore(facts.offered, facts.sent)) return Outcome::kIgnored;
  return Outcome::kNotOffered;
}

bool CameBack(const IntentFacts& facts, std::chrono::seconds window) {
  return IsWithin(facts.next_ticket, facts.last_seen, window) ||
         IsWithin(facts.next_form, facts.last_seen, window);
}

std::string InWords(std::chrono::seconds window) {
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(window).count();
  return hours > 0 ? std::to_string(hours) + " h" : std::to_string(window.count()) + " s";
}

}  // namespace

Outcome OutcomeOf(const IntentFacts& facts, std::int64_t now, std::chrono::seconds window) {
  if (WasSolvedFirst(facts)) return OutcomeOfSolved(facts, window);
  if (facts.sent > 0) return OutcomeOfSent(facts);
  if (now - facts.last_seen < std::chrono::seconds(kUndecidedTime).count()) {
    return Outcome::kUndecided;
  }
  const bool has_read = facts.opened_article > 0 && facts.read_seconds >= kMinReadingTime.count();
  return has_read && !CameBack(facts, window) ? Outcome::kProbable : Outcome::kAbandoned;
}

bool AskedAPerson(const IntentFacts& facts, std::chrono::seconds window) {
  if (WasSolvedFirst(facts)) return OutcomeOfSolved(facts, window) == Outcome::kReversed;
  return facts.sent > 0 || IsWithin(facts.next_ticket, facts.last_seen, window);
}

std::string_view NameOf(Outcome outcome) {
  for (const auto& [known, name] : kNames) {
    if (known == outcome) return name;
  }
  return "";
}

std::string OutcomeRule(std::chrono::seconds window) {
  const std::string within = InWords(window);
  return "One row per request form opened; the headline is confirmed / all rows.\n"
         "confirmed: \"this solved my problem\" was pressed, and the same visitor sent no request"
         " within " +
         within +
         " after it.\n"
         "reversed: it was pressed, but a request came within " +
         within +
         ".\n"
         "probable: a suggestion was opened and read for at least " +
         std::to_string(kMinReadingTime.count()) +
         " s, the form was left, and the visitor opened"
         " no form and sent no request within " +
         within +
         "; never added to the headline.\n"
         "abandoned: the form was left without sending, and nothing was read or the visitor came"
         " back: a loss, not a success.\n"
         "failed: a request was sent after a suggestion was opened.\n"
         "ignored: a request was sent, suggestions were shown and none was opened.\n"
         "not_offered: a request was sent and nothing had been shown.\n"
         "undecided: neither sent nor solved, and seen less than " +
         std::to_string(kUndecidedTime.count()) + " min ago.\n";
}

}  // namespace zeroline

// What became of one request form: the rule of the ledger. Pure.
#ifndef ZEROLINE_SERVER_DEFLECTION_OUTCOME_H_
#define ZEROLINE_SERVER_DEFLECTION_OUTCOME_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/store/intents.h"

namespace zeroline {

enum class Outcome {
  kConfirmed,   // "this solved my problem", and no ticket of the same visitor within the window
  kReversed,    // the same, but a ticket came
  kProbable,    // read a suggestion, left, and did not come back within the window
  kAbandoned,   // left without sending, and did not read or came back: a loss
  kFailed,      // a ticket was sent although suggestions were opened
  kIgnored,     // a ticket was sent, suggestions were shown and none was opened
  kNotOffered,  // a ticket was sent and nothing had been shown
  kUndecided,   // neither sent nor solved, and seen a moment ago
};

inline constexpr std::array kOutcomes = {
    Outcome::kConfirmed, Outcome::kReversed, Outcome::kProbable,   Outcome::kAbandoned,
    Outcome::kFailed,    Outcome::kIgnored,  Outcome::kNotOffered, Outcome::kUndecided,
};

inline constexpr std::chrono::hours kReversalWindow{72};  // unless configured otherwise
// Of opened suggestions together; who stayed shorter did not read.
inline constexpr std::chrono::seconds kMinReadingTime{10};
// Without a sign of life for so long, the form was left.
inline constexpr std::chrono::minutes kUndecidedTime{30};

// `now` is Unix seconds. What happens later can change it: a confirmed intent is reversed by a
// ticket, an undecided one is decided.
Outcome OutcomeOf(const IntentFacts& facts, std::int64_t now, std::chrono::seconds window);

// Whether the person needed a person in the end: sent this form, or any other within the window.
bool AskedAPerson(const IntentFacts& facts, std::chrono::seconds window);

// "confirmed", "not_offered", ...: as exports name it.
std::string_view NameOf(Outcome outcome);

// The rule in words, one outcome a line, to be printed beside every number made with it.
std::string OutcomeRule(std::chrono::seconds window);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_DEFLECTION_OUTCOME_H_

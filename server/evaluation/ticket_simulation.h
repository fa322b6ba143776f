// Tickets made from questions: what people write around a question, in the order of a hat. There
// are no public tickets in five languages with the article that answers them; these at least bury a
// question as tickets do.
//
// ticket_noise_data.txt holds the sentences in lines "LANGUAGE HALF: sentence", two halves that
// have none in common, so that what is fitted to one is measured on the other.
#ifndef ZEROLINE_SERVER_EVALUATION_TICKET_SIMULATION_H_
#define ZEROLINE_SERVER_EVALUATION_TICKET_SIMULATION_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "server/evaluation/evaluation_files.h"

namespace zeroline {

enum class NoiseHalf { kA, kB };

// Of the tickets that confidence is fitted to and measured on.
inline constexpr std::uint64_t kTicketSeed = 1;

// The question between 2 to 5 sentences, chosen by its id, the half and the seed alone; as it is if
// there are none in its language. Thread-safe.
std::string MakeTicket(const EvaluationQuery& question, NoiseHalf half, std::uint64_t seed);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_TICKET_SIMULATION_H_

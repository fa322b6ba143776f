// The text of ticket_noise_data.txt, compiled in; ticket_simulation.h describes it.
#ifndef ZEROLINE_SERVER_EVALUATION_TICKET_NOISE_DATA_H_
#define ZEROLINE_SERVER_EVALUATION_TICKET_NOISE_DATA_H_

#include <string_view>

namespace zeroline {

extern const std::string_view kTicketNoiseText;

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_EVALUATION_TICKET_NOISE_DATA_H_

// "ZL-10427": a serial number and a Damm check digit, so that a number read out over the telephone
// with one digit wrong, or two neighbours exchanged, is recognised as wrong and not as somebody
// else's request.
//
// Damm, H. M.: Total anti-symmetrische Quasigruppen, Marburg 2004.
#ifndef ZEROLINE_SERVER_STORE_TICKET_NUMBER_H_
#define ZEROLINE_SERVER_STORE_TICKET_NUMBER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zeroline {

// The serial of the first ticket: four digits, so that no ticket looks like the first one.
inline constexpr std::int64_t kFirstTicketSerial = 1000;

// `serial` is not negative.
std::string FormatTicketNumber(std::int64_t serial);

// The serial, if the number is well formed and its check digit right. Small letters, spaces and a
// missing "ZL-" are forgiven.
std::optional<std::int64_t> ParseTicketNumber(std::string_view number);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_TICKET_NUMBER_H_

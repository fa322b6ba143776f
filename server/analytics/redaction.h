// What people type of themselves into a search box: addresses, telephone and account numbers,
// secrets. None of it helps a writer, so none of it is kept.
//
// Pure and thread-safe.
#ifndef ZEROLINE_SERVER_ANALYTICS_REDACTION_H_
#define ZEROLINE_SERVER_ANALYTICS_REDACTION_H_

#include <string>
#include <string_view>

namespace zeroline {

inline constexpr std::string_view kMaskedAddress = "[@]";
inline constexpr std::string_view kMaskedNumber = "[#]";
inline constexpr std::string_view kMaskedToken = "[*]";

// `text`, which is UTF-8, with a mark in place of every mail address, every telephone, card or
// account number (nine digits or more, or fewer that are written as a telephone number is), and
// every long run of letters and digits such as a key or a UUID. Versions, dates, IP addresses and
// codes of errors and articles stay. Redacting twice changes nothing.
std::string Redacted(std::string_view text);

// Whether something in it is masked, or has to be.
bool HasPersonalData(std::string_view text);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_REDACTION_H_

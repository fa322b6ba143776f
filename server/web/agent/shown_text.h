// Other people's words and times as agents' pages show them. Escaping is the templates' business.
#ifndef ZEROLINE_SERVER_WEB_AGENT_SHOWN_TEXT_H_
#define ZEROLINE_SERVER_WEB_AGENT_SHOWN_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/store/unix_time.h"
#include "server/web/portal/messages.h"

namespace zeroline {

// Valid UTF-8 without control characters but line breaks and tabs. Characters that turn the
// direction of what follows around (U+202A to U+202E, U+2066 to U+2069) become U+FFFD: they are how
// "photo_gpj.exe" is made to look like a picture.
std::string Harmless(std::string_view text);

// The same in one line; `fallback` if nothing is left of it.
std::string HarmlessLine(std::string_view text, std::string_view fallback);

// "12 March 2026, 14:05 UTC".
std::string TimeText(const Messages& messages, std::int64_t unix_seconds);
// "14:05:09", UTC.
std::string ClockText(std::int64_t unix_seconds);
// "3 h": roughly how long ago.
std::string AgeText(const Messages& messages, std::int64_t then, std::int64_t now);

// "640 kB".
std::string SizeText(const Messages& messages, std::size_t bytes);

// "41.5%" of a share 0..1, with the language's decimal sign.
std::string PercentText(const Messages& messages, double share);
// "-3.2": hundred times the share, with its sign.
std::string PointsText(const Messages& messages, double share);

// The value of Content-Disposition for a file that is saved and never shown (RFC 6266): the name
// without folders and without anything that could end the header, twice, as ASCII and as UTF-8.
std::string AttachmentDisposition(std::string_view name, std::string_view fallback);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AGENT_SHOWN_TEXT_H_

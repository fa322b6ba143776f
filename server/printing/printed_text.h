// What readers and writers typed, where it is not a page: on a terminal, in a table.
//
// Pure and thread-safe.
#ifndef ZEROLINE_SERVER_PRINTING_PRINTED_TEXT_H_
#define ZEROLINE_SERVER_PRINTING_PRINTED_TEXT_H_

#include <string>
#include <string_view>

namespace zeroline {

// For a terminal, whose cursor it must not move: control characters, also those of two bytes
// (U+0080 to U+009F), become spaces.
std::string Printable(std::string_view text);

// One cell of RFC 4180, quoted where it has to be. What a spreadsheet would run as a formula is
// defused with an apostrophe.
std::string CsvCell(std::string text);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_PRINTING_PRINTED_TEXT_H_

// Notes as a table for a spreadsheet.
#ifndef ZEROLINE_SERVER_WEB_AGENT_NOTES_TABLE_H_
#define ZEROLINE_SERVER_WEB_AGENT_NOTES_TABLE_H_

#include <string>
#include <vector>

#include "server/store/writer_inbox.h"

namespace zeroline {

inline constexpr std::size_t kMaxTableNotes = 2000;

// CSV (RFC 4180) in UTF-8 with a byte order mark, as spreadsheets want it; names of columns first.
// A cell that a spreadsheet would take for a formula (CWE-1236) begins with an apostrophe.
std::string NotesCsv(const std::vector<WriterNote>& notes);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AGENT_NOTES_TABLE_H_

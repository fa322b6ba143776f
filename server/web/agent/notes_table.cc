#include "server/web/agent/notes_table.h"

#include "server/store/unix_time.h"
#include "server/web/agent/shown_text.h"

namespace zeroline {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kHead =
    "id,state,kind,article,language,version,section,reason,title,text,ticket,by,at,closed_by,"
    "closed\r\n";

bool LooksLikeFormula(const std::string& cell) {
  constexpr std::string_view kStarts = "=+-@\t\n";
  return !cell.empty() && kStarts.find(cell.front()) != std::string_view::npos;
}

std::string Cell(const std::string& text) {
  std::string harmless = Harmless(text);
  if (LooksLikeFormula(harmless)) harmless.insert(0, 1, '\'');
  std::string cell = "\"";
  for (const char c : harmless) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

}  // namespace

std::string NotesCsv(const std::vector<WriterNote>& notes) {
  std::string table = std::string(kByteOrderMark).append(kHead);
  for (const WriterNote& note : notes) {
    table += std::to_string(note.id);
    const std::string state = note.state == WriterNote::State::kOpen ? "open" : "done";
    const std::string kind = note.kind == WriterNote::Kind::kFlag ? "flag" : "wish";
    for (const std::string& text :
         {state, kind, note.article, note.language, note.version, note.anchor, note.reason,
          note.title, note.text, note.ticket, note.by, IsoTime(note.at), note.closed_by,
          IsoTime(note.closed)}) {
      table += "," + Cell(text);
    }
    table += "\r\n";
  }
  return table;
}

}  // namespace zeroline

// Flagging an article, and asking for one.
#include <optional>

#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"
#include "server/web/agent/note_form.h"
#include "server/web/escape.h"
#include "server/web/writer_notes.h"

namespace zeroline {
namespace {

WebResponse NoArticle(const AgentPage& page, const Error& error) {
  return error.code == ErrorCode::kNotFound ? MessagePage(page, "agent_no_article", 404)
                                            : Unavailable(page, error);
}

// The article a flag is about, as it is now. Nothing for a wish.
Result<std::optional<FoundArticle>> AboutOf(const AgentPage& page, const WriterNote& note) {
  if (note.kind == WriterNote::Kind::kWish) return std::optional<FoundArticle>();
  const auto found =
      FindNamed(*page.page.snapshot, note.article, note.language, AudiencesOf(page.request()));
  if (!found) return tl::unexpected(found.error());
  return std::optional<FoundArticle>(*found);
}

WebResponse ShowForm(const AgentPage& page) {
  const WriterNote note = NewNote(page);
  const auto about = AboutOf(page, note);
  if (!about) return NoArticle(page, about.error());
  return NoteFormPage(page, note, about->has_value() ? &**about : nullptr, {}, 200);
}

WebResponse KeepNote(const AgentPage& page) {
  const WriterNote typed = ReadNote(page);
  const auto about = AboutOf(page, typed);
  if (!about) return NoArticle(page, about.error());
  const FoundArticle* article = about->has_value() ? &**about : nullptr;
  const NoteErrors errors = CheckNoteForm(typed);
  if (!errors.empty()) return NoteFormPage(page, typed, article, errors, 422);
  const Result<WriterNote> note =
      CheckedNote(*page.page.snapshot, AudiencesOf(page.request()), typed);
  if (!note && note.error().code == ErrorCode::kNotFound) return NoArticle(page, note.error());
  if (!note) return MessagePage(page, "agent_use_refused", 400);
  const Result<std::int64_t> number = page.store().writer_inbox().Add(*note);
  if (!number) return Unavailable(page, number.error());
  return AgentRedirect("/agent/notes?kept=" + std::to_string(*number));
}

}  // namespace

Door NoteFormDoor(const Services& services, const Templates& templates) {
  return ForRoles(services, templates, {kAgentRole, kWriterRole}, &ShowForm);
}

Door KeepNoteDoor(const Services& services, const Templates& templates) {
  return ForRoles(services, templates, {kAgentRole, kWriterRole}, &KeepNote);
}

}  // namespace zeroline

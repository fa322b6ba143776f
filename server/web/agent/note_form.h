// The form with which agents tell the writers something: its fields as they come in, and what is
// wrong with them. Whatever somebody typed comes back with every page.
#ifndef ZEROLINE_SERVER_WEB_AGENT_NOTE_FORM_H_
#define ZEROLINE_SERVER_WEB_AGENT_NOTE_FORM_H_

#include <optional>
#include <string>

#include "server/store/writer_inbox.h"
#include "server/web/agent/agent_page.h"

namespace zeroline {

// Message keys; "" where nothing is wrong.
struct NoteErrors {
  std::string reason;
  std::string title;
  std::string text;
  std::string ticket;

  bool empty() const { return reason.empty() && title.empty() && text.empty() && ticket.empty(); }
};

// What the address brings: ?kind=, article, language, version, anchor, ticket, title, text. Without
// a kind it is a flag if there is an article. A ticket of ours gives a wish its words, as many as
// fit.
WriterNote NewNote(const AgentPage& page);
// What was sent, as it was typed.
WriterNote ReadNote(const AgentPage& page);

NoteErrors CheckNoteForm(const WriterNote& note);

// `about` is the article of a flag, and null for a wish.
WebResponse NoteFormPage(const AgentPage& page, const WriterNote& note, const FoundArticle* about,
                         const NoteErrors& errors, int status);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AGENT_NOTE_FORM_H_

#include "server/web/agent/note_form.h"

#include <algorithm>
#include <iterator>

#include "indexer/index_format/schema.h"
#include "indexer/language/text.h"
#include "server/web/agent/shown_text.h"
#include "server/web/agent/ticket_view.h"
#include "server/web/escape.h"
#include "server/web/writer_notes.h"

namespace zeroline {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
// What an agent adds to a ticket's words fits as well.
constexpr std::size_t kMaxPrefilledBytes = kMaxNoteTextBytes - std::size_t{4} * 1024;

std::string QueryText(const AgentPage& page, const std::string& name) {
  return RepairUtf8(page.request().QueryOr(name, ""));
}

std::string Shortened(const std::string& text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  return std::string(TruncateUtf8(text, max_bytes - kEllipsis.size())).append(kEllipsis);
}

// Of a request that cannot be read there are no words; the form says what is missing.
void AddWordsOfTicket(const AgentPage& page, WriterNote* note) {
  if (note->ticket.empty() || !page.identity.Has(kAgentRole)) return;
  const Result<Ticket> ticket = page.store().tickets().Find(note->ticket);
  if (!ticket) return;
  note->ticket = ticket->number;
  if (note->title.empty()) {
    note->title = Shortened(HarmlessLine(ticket->subject, ""), kMaxNoteTitleBytes);
  }
  if (note->text.empty()) note->text = Shortened(Harmless(ticket->body), kMaxPrefilledBytes);
  if (note->language.empty()) note->language = ticket->language;
}

bool IsReason(const std::string& reason) {
  return std::find(std::begin(kFlagReasons), std::end(kFlagReasons), reason) !=
         std::end(kFlagReasons);
}

void AddError(const AgentPage& page, const std::string& field, const std::string& key, View* view) {
  view->Text(field + "_error", key.empty() ? "" : page.messages().Say(key));
}

void AddReasons(const AgentPage& page, const WriterNote& note, View* view) {
  std::vector<View> reasons;
  for (const std::string_view reason : kFlagReasons) {
    const std::string id(reason);
    View item;
    item.Text("reason_id", id).Text("reason", page.messages().Say("agent_reason_" + id));
    item.Flag("is_chosen", id == note.reason);
    reasons.push_back(std::move(item));
  }
  view->List("reasons", std::move(reasons));
}

void AddSections(const ArticleView& article, const WriterNote& note, View* view) {
  std::vector<View> sections;
  for (std::size_t i = 0; i < article.section_count(); ++i) {
    const ArticleView::Section section = article.section_at(i);
    if (section.anchor.empty()) continue;
    View item;
    item.Text("section_anchor", std::string(section.anchor));
    item.Text("section_name", HarmlessLine(section.heading, section.anchor));
    item.Flag("is_chosen", section.anchor == note.anchor);
    sections.push_back(std::move(item));
  }
  view->Flag("has_sections", !sections.empty());
  view->List("sections", std::move(sections));
}

// The languages of the base and the one that is wanted, if it is another.
void AddLanguages(const AgentPage& page, const WriterNote& note, View* view) {
  std::vector<std::string> languages = page.page.snapshot->languages(AudiencesOf(page.request()));
  const auto wanted = CanonicalLanguageTag(note.language);
  if (wanted && std::find(languages.begin(), languages.end(), *wanted) == languages.end()) {
    languages.push_back(*wanted);
  }
  std::vector<View> items;
  for (const std::string& language : languages) {
    View item;
    item.Text("language_id", language).Text("language_name", LanguageName(language));
    item.Flag("is_chosen", wanted ? language == *wanted : language == page.page.language);
    items.push_back(std::move(item));
  }
  view->List("note_languages", std::move(items));
}

void AddArticle(const AgentPage& page, const FoundArticle& about, const WriterNote& note,
                View* view) {
  const ArticleView& article = about.article;
  const std::string language(article.language());
  view->Text("about", HarmlessLine(article.title(), article.id())).Text("about_lang", language);
  view->Text("about_url", ArticleUrl(language, article.path(), note.anchor));
  view->Text("about_language", LanguageText(language));
  const std::string audience(article.audience());
  view->Text("about_audience", audience == kPublicAudience ? "" : HarmlessLine(audience, ""));
  AddReasons(page, note, view);
  AddSections(article, note, view);
}

}  // namespace

WriterNote NewNote(const AgentPage& page) {
  WriterNote note;
  note.article = QueryText(page, "article");
  note.language = QueryText(page, "language");
  note.version = QueryText(page, "version");
  note.anchor = QueryText(page, "anchor");
  note.ticket = NotedTicket(HarmlessLine(QueryText(page, "ticket"), ""));
  const std::string kind = QueryText(page, "kind");
  const bool is_flag = kind == "flag" || (kind != "wish" && !note.article.empty());
  note.kind = is_flag ? WriterNote::Kind::kFlag : WriterNote::Kind::kWish;
  note.text = Shortened(Harmless(QueryText(page, "text")), kMaxPrefilledBytes);
  if (is_flag) return note;
  note.article.clear();
  note.title = Shortened(HarmlessLine(QueryText(page, "title"), ""), kMaxNoteTitleBytes);
  AddWordsOfTicket(page, &note);
  return note;
}

WriterNote ReadNote(const AgentPage& page) {
  const WebRequest& request = page.request();
  WriterNote note;
  const bool is_flag = FormField(request, "kind") == "flag";
  note.kind = is_flag ? WriterNote::Kind::kFlag : WriterNote::Kind::kWish;
  note.article = FormField(request, "article");
  note.language = FormField(request, "language");
  note.version = FormField(request, "version");
  note.anchor = FormField(request, "anchor");
  note.reason = FormField(request, "reason");
  note.title = CollapseWhiteSpace(FormField(request, "title"));
  note.text = NotedText(FormField(request, "text"));
  note.ticket = NotedTicket(CollapseWhiteSpace(FormField(request, "ticket")));
  note.by = page.identity.name;
  return note;
}

NoteErrors CheckNoteForm(const WriterNote& note) {
  NoteErrors errors;
  if (note.kind == WriterNote::Kind::kFlag) {
    if (!IsReason(note.reason)) errors.reason = "agent_note_no_reason";
    if (note.reason == "other" && note.text.empty()) errors.text = "agent_note_no_text";
  } else {
    if (note.title.empty()) errors.title = "agent_note_no_title";
    if (note.title.size() > kMaxNoteTitleBytes) errors.title = "agent_note_long_title";
  }
  if (note.text.size() > kMaxNoteTextBytes) errors.text = "agent_note_long_text";
  if (note.ticket.size() > kMaxNoteTicketBytes) errors.ticket = "agent_note_long_ticket";
  return errors;
}

WebResponse NoteFormPage(const AgentPage& page, const WriterNote& note, const FoundArticle* about,
                         const NoteErrors& errors, int status) {
  const Messages& messages = page.messages();
  const std::string kind = about != nullptr ? "flag" : "wish";
  View view = AgentView(page, messages.Say("agent_" + kind + "_title"), "notes");
  view.Text("lead", messages.Say("agent_" + kind + "_lead"));
  view.Text("kind", kind).Flag("is_flag", about != nullptr);
  view.Text("article", note.article).Text("version", note.version);
  view.Text("article_language", note.language);
  view.Text("note_title", note.title).Text("note_text", note.text);
  view.Text("ticket", note.ticket);
  AddError(page, "reason", errors.reason, &view);
  AddError(page, "title", errors.title, &view);
  AddError(page, "text", errors.text, &view);
  AddError(page, "ticket", errors.ticket, &view);
  if (!errors.empty()) view.Text("banner", messages.Say("agent_note_incomplete"));
  if (about != nullptr) {
    AddArticle(page, *about, note, &view);
  } else {
    AddLanguages(page, note, &view);
  }
  return AgentAnswer(page, "agent_note", view, status);
}

}  // namespace zeroline

// What agents told the writers, and what they use.
#include <charconv>

#include "indexer/index_format/schema.h"
#include "indexer/language/text.h"
#include "server/store/ticket_number.h"
#include "server/web/agent/agent.h"
#include "server/web/agent/agent_page.h"
#include "server/web/agent/notes_table.h"
#include "server/web/agent/shown_text.h"
#include "server/web/agent/ticket_view.h"
#include "server/web/article_link.h"
#include "server/web/edit_url.h"
#include "server/web/escape.h"
#include "server/web/writer_notes.h"

namespace zeroline {
namespace {

using State = WriterNote::State;

constexpr std::size_t kPageSize = 25;
constexpr std::size_t kMaxOffset = 1'000'000;
constexpr std::size_t kMaxUsed = 20;
constexpr std::int64_t kUsedSeconds = std::int64_t{30} * 24 * 60 * 60;

State StateOf(const WebRequest& request) {
  return request.QueryOr("show", "") == "done" ? State::kDone : State::kOpen;
}

std::string NotesUrl(State state) {
  return state == State::kDone ? "/agent/notes?show=done" : "/agent/notes?show=open";
}

// A number of ours leads to the request, whoever else's is text.
void AddTicket(const AgentPage& page, const std::string& ticket, View* view) {
  const bool is_ours = ticket.starts_with("ZL-") && ParseTicketNumber(ticket).has_value() &&
                       page.identity.Has(kAgentRole);
  view->Text("ticket", HarmlessLine(ticket, ""));
  view->Text("ticket_url", is_ours ? TicketUrl(ticket) : "");
}

std::string HeadingOf(const ArticleView& article, const std::string& anchor) {
  const auto section = FindAnchor(article, anchor);
  return section ? HarmlessLine(article.section_at(*section).heading, anchor)
                 : HarmlessLine(anchor, "");
}

std::string AudienceText(const ArticleView& article) {
  return article.audience() == kPublicAudience ? "" : HarmlessLine(article.audience(), "");
}

// The link says what has changed since the article was flagged.
void AddArticle(const AgentPage& page, const WriterNote& note, View* view) {
  view->Text("article_url", "").Text("edit_url", "").Text("audience", "");
  view->Text("section", HarmlessLine(note.anchor, "")).Flag("is_changed", false);
  if (note.kind == WriterNote::Kind::kWish) return;
  const auto found =
      FindNamed(*page.page.snapshot, note.article, note.language, AudiencesOf(page.request()));
  view->Flag("is_gone", !found.has_value());
  if (!found) return;
  const ArticleView& article = found->article;
  std::string url = "/a/" + EscapeUrlPath(article.id()) + "?lang=" + EscapeUrl(note.language) +
                    "&v=" + EscapeUrl(note.version);
  if (!note.anchor.empty()) url += "#" + EscapeUrl(note.anchor);
  view->Text("article_url", url).Text("section", HeadingOf(article, note.anchor));
  view->Text("edit_url", EditUrl(*page.services().config, article));
  view->Text("audience", AudienceText(article));
  view->Flag("is_changed", ArticleVersion(article) != note.version);
}

View RowOf(const AgentPage& page, const WriterNote& note, std::int64_t now) {
  const Messages& messages = page.messages();
  const bool is_flag = note.kind == WriterNote::Kind::kFlag;
  View row;
  row.Text("note_id", std::to_string(note.id)).Flag("is_flag", is_flag).Flag("is_gone", false);
  row.Text("kind", messages.Say(is_flag ? "agent_note_flag" : "agent_note_wish"));
  row.Text("reason", is_flag ? messages.Say("agent_reason_" + note.reason) : "");
  row.Text("title", HarmlessLine(note.title, note.article.empty() ? "…" : note.article));
  row.Text("content_lang", CanonicalLanguageTag(note.language).value_or(""));
  row.Text("language", note.language.empty() ? "" : LanguageText(note.language));
  row.Text("text", Harmless(note.text));
  row.Text("by", HarmlessLine(note.by, "")).Text("closed_by", HarmlessLine(note.closed_by, ""));
  row.Text("age", AgeText(messages, note.at, now)).Text("iso", IsoTime(note.at));
  row.Text("time", TimeText(messages, note.at));
  row.Text("closed_time", TimeText(messages, note.closed)).Text("closed_iso", IsoTime(note.closed));
  row.Flag("is_open", note.state == State::kOpen);
  AddTicket(page, note.ticket, &row);
  AddArticle(page, note, &row);
  return row;
}

void AddFilters(const AgentPage& page, State current, std::size_t total, View* view) {
  std::vector<View> filters;
  for (const State state : {State::kOpen, State::kDone}) {
    View item;
    item.Text("url", NotesUrl(state)).Flag("is_current", state == current);
    item.Text("name",
              page.messages().Say(state == State::kOpen ? "agent_notes_open" : "agent_notes_done"));
    item.Text("count", state == current ? std::to_string(total) : "");
    filters.push_back(std::move(item));
  }
  view->List("filters", std::move(filters));
}

Status AddUsed(const AgentPage& page, View* view) {
  const auto used =
      ListUsedArticles(&page.store().writer_inbox(), *page.page.snapshot,
                       AudiencesOf(page.request()), SystemSeconds() - kUsedSeconds, kMaxUsed);
  if (!used) return tl::unexpected(used.error());
  std::vector<View> rows;
  for (const UsedArticle& one : *used) {
    const ArticleView& article = one.found.article;
    View row;
    row.Text("used_title", HarmlessLine(article.title(), article.id()));
    row.Text("used_lang", std::string(article.language()));
    row.Text("used_language", LanguageText(std::string(article.language())));
    row.Text("used_url", ArticleUrl(article.language(), article.path()));
    row.Text("used_audience", AudienceText(article));
    row.Text("used_count", page.messages().Count("agent_used_count", one.count.uses));
    rows.push_back(std::move(row));
  }
  view->Flag("has_used", !rows.empty());
  view->List("used", std::move(rows));
  return {};
}

// What was done a moment ago, if the address says so.
std::string NewsOf(const AgentPage& page) {
  for (const std::string done : {"kept", "done"}) {
    const std::string number = page.request().QueryOr(done, "");
    const bool is_number = !number.empty() && number.size() < 19 &&
                           number.find_first_not_of("0123456789") == std::string::npos;
    if (is_number) return page.messages().Say("agent_note_" + done + "_notice");
  }
  return "";
}

WebResponse Notes(const AgentPage& page) {
  const State state = StateOf(page.request());
  const std::size_t offset = NumberFromQuery(page.request(), "offset", 0, kMaxOffset);
  WriterInbox& inbox = page.store().writer_inbox();
  const auto notes = ListReadableNotes(&inbox, *page.page.snapshot, AudiencesOf(page.request()),
                                       state, offset, kPageSize);
  if (!notes) return Unavailable(page, notes.error());
  View view = AgentView(page, page.messages().Say("agent_notes_title"), "notes");
  AddFilters(page, state, notes->total, &view);
  std::vector<View> rows;
  const std::int64_t now = SystemSeconds();
  for (const WriterNote& note : notes->notes) rows.push_back(RowOf(page, note, now));
  view.Flag("has_rows", !rows.empty());
  view.List("rows", std::move(rows));
  view.Text("empty", page.messages().Say(state == State::kOpen ? "agent_notes_empty_open"
                                                               : "agent_notes_empty_done"));
  view.Text("good_news", NewsOf(page));
  view.Text("csv_url",
            "/agent/notes.csv?show=" + std::string(state == State::kOpen ? "open" : "done"));
  if (Status added = AddUsed(page, &view); !added) return Unavailable(page, added.error());
  AddPager(NotesUrl(state) + "&", offset, kPageSize, notes->total, &view, page.messages());
  return AgentAnswer(page, "agent_notes", view);
}

WebResponse NotesAsTable(const AgentPage& page) {
  const State state = StateOf(page.request());
  const auto notes = ListReadableNotes(&page.store().writer_inbox(), *page.page.snapshot,
                                       AudiencesOf(page.request()), state, 0, kMaxTableNotes);
  if (!notes) return Unavailable(page, notes.error());
  WebResponse response;
  response.content_type = "text/csv; charset=utf-8";
  response.body = NotesCsv(notes->notes);
  response.headers = {{"Content-Disposition", AttachmentDisposition("notes.csv", "notes.csv")},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Cache-Control", "no-store"},
                      {"X-Robots-Tag", "noindex"}};
  return response;
}

WebResponse FinishNote(const AgentPage& page) {
  const std::string& number = page.request().variables.at("id");
  std::int64_t id = 0;
  const char* end = number.data() + number.size();
  const auto [stop, error] = std::from_chars(number.data(), end, id);
  if (error != std::errc() || stop != end) return MessagePage(page, "agent_no_note", 404);
  WriterInbox& inbox = page.store().writer_inbox();
  const auto note = FindReadableNote(&inbox, *page.page.snapshot, AudiencesOf(page.request()), id);
  const Status closed =
      note ? inbox.Close(id, page.identity.name) : Status(tl::unexpected(note.error()));
  if (closed) return AgentRedirect("/agent/notes?done=" + std::to_string(id));
  return closed.error().code == ErrorCode::kNotFound ? MessagePage(page, "agent_no_note", 404)
                                                     : Unavailable(page, closed.error());
}

}  // namespace

Door NotesDoor(const Services& services, const Templates& templates) {
  return ForRoles(services, templates, {kAgentRole, kWriterRole}, &Notes);
}

Door NotesTableDoor(const Services& services, const Templates& templates) {
  return ForRoles(services, templates, {kAgentRole, kWriterRole}, &NotesAsTable);
}

Door FinishNoteDoor(const Services& services, const Templates& templates) {
  return ForRoles(services, templates, {kAgentRole, kWriterRole}, &FinishNote);
}

}  // namespace zeroline

// The workspace for programs: a help desk searches by a ticket's text, puts a link into the reply
// and says so, and tells the writers what is wrong or missing.
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "indexer/language/text.h"
#include "server/store/unix_time.h"
#include "server/telemetry/log.h"
#include "server/web/agent_search.h"
#include "server/web/api/api.h"
#include "server/web/api/json_text.h"
#include "server/web/api/parameters.h"
#include "server/web/article_link.h"
#include "server/web/escape.h"
#include "server/web/problem.h"
#include "server/web/writer_notes.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxQuestionBytes = 100'000;
constexpr std::size_t kMaxTagBytes = 100;
constexpr std::size_t kMaxIdBytes = 1000;
constexpr std::size_t kDefaultLimit = 10;
constexpr std::size_t kMaxLimit = 20;
constexpr NumberRule kNotesLimit = {"limit", 1, 100, 25};
constexpr NumberRule kNotesOffset = {"offset", 0, 1'000'000, 0};

// Nobody in between may keep what only some may read.
WebResponse Private(WebResponse response) {
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

WebResponse RefuseStranger() {
  WebResponse problem = Private(Problem(401, "Send a token: 'Authorization: Bearer zl_...'."));
  problem.headers.emplace_back("WWW-Authenticate", "Bearer");
  return problem;
}

// The state's own messages name files: they are for the log.
WebResponse Refuse(const Error& error) {
  const bool is_senders =
      error.code == ErrorCode::kInvalidArgument || error.code == ErrorCode::kNotFound;
  if (!is_senders) LogError(error.message);
  return Private(ProblemFrom(error));
}

using ProgramDoor = WebResponse (*)(const WebRequest&, const Services&);

// A browser asks us before another site's script sends JSON, so its type protects sessions from
// forged requests.
Door ForRoles(const Services& services, std::vector<std::string_view> roles, ProgramDoor door) {
  return [services, roles = std::move(roles), door](const WebRequest& request) {
    if (!request.identity) return RefuseStranger();
    bool may_pass = false;
    for (const std::string_view role : roles) may_pass |= request.identity->Has(role);
    if (!may_pass) {
      return Private(Problem(403, "This takes a role that the account does not have."));
    }
    if (request.method != "GET" && !IsJson(request)) {
      return Private(Problem(415, "The body must be application/json."));
    }
    return door(request, services);
  };
}

// Members of one object, until one is wrong.
class Members {
 public:
  explicit Members(const Json& json) : json_(json) {}

  std::string Text(const char* name, std::size_t max_bytes) {
    Result<std::string> text = TextOf(json_, name, max_bytes);
    if (text) return *std::move(text);
    if (status_) status_ = tl::unexpected(text.error());
    return "";
  }

  // The canonical tag; "" if it is not given.
  std::string Language(const char* name) {
    const std::string given = Text(name, kMaxTagBytes);
    if (given.empty()) return "";
    if (auto tag = CanonicalLanguageTag(given)) return *std::move(tag);
    Wrong(std::string("'") + name + "' must be a language tag such as \"en\".");
    return "";
  }

  std::size_t Number(const char* name, std::size_t most, std::size_t otherwise) {
    const auto member = json_.find(name);
    if (member == json_.end() || member->is_null()) return otherwise;
    const bool is_number = member->is_number_unsigned() && member->get<std::uint64_t>() >= 1 &&
                           member->get<std::uint64_t>() <= most;
    if (is_number) return member->get<std::size_t>();
    Wrong(std::string("'") + name + "' must be a whole number from 1 to " + std::to_string(most) +
          ".");
    return otherwise;
  }

  void Wrong(const std::string& message) {
    if (status_) status_ = Fail(ErrorCode::kInvalidArgument, message);
  }
  const Status& status() const { return status_; }

 private:
  const Json& json_;
  Status status_;
};

Json LinksOf(const ArticleLink& link, const ArticleView& article) {
  return {{"lang", article.language()}, {"url", link.url},   {"markdown", link.markdown},
          {"html", link.html},          {"text", link.text}, {"quote", link.quote}};
}

Json FoundOf(const WebRequest& request, const AgentHit& found) {
  const SearchHit& hit = found.hit;
  const ArticleLink link = MakeArticleLink(request.origin, found.linked.article, found.anchor);
  const std::int64_t changed = found.original_changed;
  return {{"id", hit.id},
          {"lang", hit.language},
          {"audience", hit.audience},
          {"title", hit.title},
          {"url", ArticleUrl(hit.language, hit.path, hit.anchor)},
          {"section", {{"heading", hit.heading}, {"anchor", hit.anchor}}},
          {"snippet", MarkedHtml(hit.snippet)},
          {"confidence", hit.confidence},
          {"links", LinksOf(link, found.linked.article)},
          {"translations", found.languages},
          {"missing", found.is_missing},
          {"original_changed", changed == 0 ? Json() : Json(IsoTime(changed))},
          {"internal", found.is_internal}};
}

// Without a text the words are those of a request of ours.
Status AddWordsOfTicket(const std::string& number, Store* store, AgentQuestion* question) {
  if (!question->text.empty() || number.empty()) return {};
  const Result<Ticket> ticket = store->tickets().Find(number);
  if (!ticket && ticket.error().code == ErrorCode::kInvalidArgument) {
    return Fail(ErrorCode::kNotFound, "There is no such ticket here; send its 'text'.");
  }
  if (!ticket) return tl::unexpected(ticket.error());
  question->text = ticket->subject + "\n" + ticket->body;
  if (question->customer_language.empty()) question->customer_language = ticket->language;
  return {};
}

WebResponse SearchForAgent(const WebRequest& request, const Services& services) {
  const Result<Json> json = ObjectOf(request);
  if (!json) return Refuse(json.error());
  Members members(*json);
  AgentQuestion question;
  question.text = members.Text("text", kMaxQuestionBytes);
  question.language = members.Language("lang");
  question.customer_language = members.Language("customer_lang");
  question.audiences = AudiencesOf(request);
  question.limit = members.Number("limit", kMaxLimit, kDefaultLimit);
  const std::string ticket = members.Text("ticket", kMaxNoteTicketBytes);
  if (!members.status()) return Refuse(members.status().error());
  if (Status added = AddWordsOfTicket(ticket, services.store, &question); !added) {
    return Refuse(added.error());
  }
  const std::shared_ptr<const Snapshot> snapshot = services.index->snapshot();
  const Result<AgentFindings> findings = FindForAgent(services, *snapshot, question);
  if (!findings) return Refuse(findings.error());
  Json results = Json::array();
  for (const AgentHit& hit : findings->hits) results.push_back(FoundOf(request, hit));
  return Private(WebResponse::Json(ToText({{"lang", findings->language},
                                           {"customer_lang", findings->customer_language},
                                           {"results", std::move(results)}})));
}

WebResponse RecordUse(const WebRequest& request, const Services& services) {
  const Result<Json> json = ObjectOf(request);
  if (!json) return Refuse(json.error());
  Members members(*json);
  ArticleUse given;
  given.article = members.Text("article", kMaxIdBytes);
  given.language = members.Language("lang");
  given.version = members.Text("version", kMaxTagBytes);
  given.anchor = members.Text("anchor", kMaxIdBytes);
  given.ticket = members.Text("ticket", kMaxNoteTicketBytes);
  given.by = request.identity->name;
  if (!members.status()) return Refuse(members.status().error());
  const auto snapshot = services.index->snapshot();
  const Result<ArticleUse> use = CheckedUse(*snapshot, AudiencesOf(request), std::move(given));
  if (!use) return Refuse(use.error());
  const Status kept = services.store->writer_inbox().RecordUse(*use);
  if (!kept) return Refuse(kept.error());
  WebResponse response;
  response.status = 204;
  return Private(std::move(response));
}

WriterNote NoteIn(const WebRequest& request, Members* members) {
  WriterNote note;
  const std::string kind = members->Text("kind", kMaxTagBytes);
  if (kind != "flag" && kind != "wish") members->Wrong("'kind' is one of: flag, wish.");
  note.kind = kind == "flag" ? WriterNote::Kind::kFlag : WriterNote::Kind::kWish;
  note.article = members->Text("article", kMaxIdBytes);
  note.language = members->Language("lang");
  note.version = members->Text("version", kMaxTagBytes);
  note.anchor = members->Text("anchor", kMaxIdBytes);
  note.reason = members->Text("reason", kMaxTagBytes);
  note.title = members->Text("title", kMaxNoteTitleBytes);
  note.text = members->Text("text", kMaxNoteTextBytes);
  note.ticket = members->Text("ticket", kMaxNoteTicketBytes);
  note.by = request.identity->name;
  return note;
}

WebResponse KeepNote(const WebRequest& request, const Services& services) {
  const Result<Json> json = ObjectOf(request);
  if (!json) return Refuse(json.error());
  Members members(*json);
  WriterNote given = NoteIn(request, &members);
  if (!members.status()) return Refuse(members.status().error());
  const auto snapshot = services.index->snapshot();
  const Result<WriterNote> note = CheckedNote(*snapshot, AudiencesOf(request), std::move(given));
  if (!note) return Refuse(note.error());
  const Result<std::int64_t> number = services.store->writer_inbox().Add(*note);
  if (!number) return Refuse(number.error());
  return Private(WebResponse::Json(ToText({{"note", *number}}), 201));
}

Json TimeOf(std::int64_t seconds) { return seconds == 0 ? Json() : Json(IsoTime(seconds)); }

Json JsonOf(const WriterNote& note) {
  const bool is_open = note.state == WriterNote::State::kOpen;
  return {{"id", note.id},
          {"kind", note.kind == WriterNote::Kind::kFlag ? "flag" : "wish"},
          {"state", is_open ? "open" : "done"},
          {"article", note.article},
          {"lang", note.language},
          {"version", note.version},
          {"anchor", note.anchor},
          {"reason", note.reason},
          {"title", note.title},
          {"text", note.text},
          {"ticket", note.ticket},
          {"by", note.by},
          {"at", TimeOf(note.at)},
          {"closed_by", note.closed_by},
          {"closed", TimeOf(note.closed)}};
}

WebResponse ListNotes(const WebRequest& request, const Services& services) {
  const std::string state = request.QueryOr("state", "open");
  if (state != "open" && state != "done") {
    return Private(Problem(400, "'state' is one of: open, done."));
  }
  const Result<std::size_t> limit = NumberParameter(request, kNotesLimit);
  if (!limit) return Refuse(limit.error());
  const Result<std::size_t> offset = NumberParameter(request, kNotesOffset);
  if (!offset) return Refuse(offset.error());
  const auto snapshot = services.index->snapshot();
  const auto found = ListReadableNotes(
      &services.store->writer_inbox(), *snapshot, AudiencesOf(request),
      state == "open" ? WriterNote::State::kOpen : WriterNote::State::kDone, *offset, *limit);
  if (!found) return Refuse(found.error());
  Json notes = Json::array();
  for (const WriterNote& note : found->notes) notes.push_back(JsonOf(note));
  return Private(WebResponse::Json(ToText({{"total", found->total}, {"notes", std::move(notes)}})));
}

}  // namespace

Door ApiAgentSearchDoor(const Services& services) {
  return ForRoles(services, {kAgentRole}, &SearchForAgent);
}

Door ApiAgentUsesDoor(const Services& services) {
  return ForRoles(services, {kAgentRole}, &RecordUse);
}

Door ApiAgentKeepNoteDoor(const Services& services) {
  return ForRoles(services, {kAgentRole, kWriterRole}, &KeepNote);
}

Door ApiAgentNotesDoor(const Services& services) {
  return ForRoles(services, {kAgentRole, kWriterRole}, &ListNotes);
}

}  // namespace zeroline

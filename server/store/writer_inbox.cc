#include "server/store/writer_inbox.h"

#include <algorithm>
#include <iterator>

#include "server/store/row_reader.h"
#include "server/store/soci_library.h"
#include "server/store/ticket_number.h"

namespace zeroline {
namespace {

// Ids, names, anchors: what comes from the base and from accounts is shorter.
constexpr std::size_t kMaxNameBytes = 1000;

Status CheckUse(const ArticleUse& use) {
  if (use.article.empty() || use.by.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "a use needs an article and an account");
  }
  for (const std::string* text :
       {&use.article, &use.language, &use.version, &use.anchor, &use.by}) {
    if (text->size() > kMaxNameBytes) {
      return Fail(ErrorCode::kInvalidArgument, "a name is longer than any article's");
    }
  }
  if (use.ticket.size() <= kMaxNoteTicketBytes) return {};
  return Fail(ErrorCode::kInvalidArgument, "the ticket's number is too long");
}

bool IsReason(const std::string& reason) {
  return std::find(std::begin(kFlagReasons), std::end(kFlagReasons), reason) !=
         std::end(kFlagReasons);
}

Status CheckNote(const WriterNote& note) {
  const bool is_flag = note.kind == WriterNote::Kind::kFlag;
  if (is_flag && (note.article.empty() || !IsReason(note.reason))) {
    return Fail(ErrorCode::kInvalidArgument, "a flag needs an article and a reason that is known");
  }
  if (!is_flag && note.title.empty() && note.text.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "a wish says what is missing");
  }
  const bool is_long =
      note.text.size() > kMaxNoteTextBytes || note.title.size() > kMaxNoteTitleBytes ||
      note.ticket.size() > kMaxNoteTicketBytes || note.article.size() > kMaxNameBytes ||
      note.anchor.size() > kMaxNameBytes || note.by.size() > kMaxNameBytes;
  if (is_long) return Fail(ErrorCode::kInvalidArgument, "the note is too long");
  return {};
}

std::string NameOf(WriterNote::Kind kind) {
  return kind == WriterNote::Kind::kFlag ? "flag" : "wish";
}

// True if the row of the same reply is there, and is now this use.
bool RenewUse(soci::session& session, const ArticleUse& use, const std::string& ticket,
              long long now) {
  const long long same_reply = now - WriterInbox::kSameReplySeconds;
  soci::statement statement =
      (session.prepare << "UPDATE article_use SET language = :language, version = :version,"
                          " anchor = :anchor, at = :now WHERE article = :article AND"
                          " ticket = :ticket AND account = :account AND"
                          " (ticket <> '' OR at >= :same_reply)",
       soci::use(use.language, "language"), soci::use(use.version, "version"),
       soci::use(use.anchor, "anchor"), soci::use(now, "now"), soci::use(use.article, "article"),
       soci::use(ticket, "ticket"), soci::use(use.by, "account"),
       soci::use(same_reply, "same_reply"));
  statement.execute(true);
  return statement.get_affected_rows() > 0;
}

ArticleUse UseOf(const soci::row& row) {
  return {TextColumn(row, "article"), TextColumn(row, "language"), TextColumn(row, "version"),
          TextColumn(row, "anchor"),  TextColumn(row, "ticket"),   TextColumn(row, "account"),
          NumberColumn(row, "at")};
}

WriterNote NoteOf(const soci::row& row) {
  WriterNote note;
  note.id = NumberColumn(row, "id");
  note.kind = TextColumn(row, "kind") == NameOf(WriterNote::Kind::kFlag) ? WriterNote::Kind::kFlag
                                                                         : WriterNote::Kind::kWish;
  note.closed = NumberColumn(row, "closed");
  note.state = note.closed == 0 ? WriterNote::State::kOpen : WriterNote::State::kDone;
  note.article = TextColumn(row, "article");
  note.language = TextColumn(row, "language");
  note.version = TextColumn(row, "version");
  note.audience = TextColumn(row, "audience");
  note.anchor = TextColumn(row, "anchor");
  note.reason = TextColumn(row, "reason");
  note.title = TextColumn(row, "title");
  note.text = TextColumn(row, "text");
  note.ticket = TextColumn(row, "ticket");
  note.by = TextColumn(row, "account");
  note.closed_by = TextColumn(row, "closed_by");
  note.at = NumberColumn(row, "at");
  return note;
}

// The open note that says the same; 0 if there is none.
long long FindSame(soci::session& session, const WriterNote& note, const std::string& kind,
                   const std::string& ticket) {
  const soci::rowset<soci::row> rows =
      (session.prepare << "SELECT id FROM writer_note WHERE closed = 0 AND account = :account AND"
                          " kind = :kind AND article = :article AND language = :language AND"
                          " anchor = :anchor AND reason = :reason AND title = :title AND"
                          " text = :text AND ticket = :ticket ORDER BY id LIMIT 1",
       soci::use(note.by), soci::use(kind), soci::use(note.article), soci::use(note.language),
       soci::use(note.anchor), soci::use(note.reason), soci::use(note.title), soci::use(note.text),
       soci::use(ticket));
  for (const soci::row& row : rows) return NumberColumn(row, "id");
  return 0;
}

long long Insert(soci::session& session, const WriterNote& note, const std::string& kind,
                 const std::string& ticket, long long now) {
  long long id = 0;
  session << "UPDATE counter SET value = value + 1 WHERE name = 'writer_note'";
  session << "SELECT value FROM counter WHERE name = 'writer_note'", soci::into(id);
  session << "INSERT INTO writer_note (id, kind, article, language, version, audience, anchor,"
             " reason, title, text, ticket, account, at) VALUES (:id, :kind, :article, :language,"
             " :version, :audience, :anchor, :reason, :title, :text, :ticket, :account, :at)",
      soci::use(id), soci::use(kind), soci::use(note.article), soci::use(note.language),
      soci::use(note.version), soci::use(note.audience), soci::use(note.anchor),
      soci::use(note.reason), soci::use(note.title), soci::use(note.text), soci::use(ticket),
      soci::use(note.by), soci::use(now);
  return id;
}

std::size_t Execute(soci::statement&& statement) {
  statement.execute(true);
  return static_cast<std::size_t>(statement.get_affected_rows());
}

const char* WhereState(WriterNote::State state) {
  return state == WriterNote::State::kOpen ? " WHERE closed = 0" : " WHERE closed <> 0";
}

}  // namespace

std::string NotedTicket(std::string_view number) {
  if (const auto serial = ParseTicketNumber(number)) {
    const bool is_named = number.find_first_of("zZ") != std::string_view::npos;
    // Bare digits are more likely another help desk's.
    if (is_named) return FormatTicketNumber(*serial);
  }
  std::string noted;
  for (const char c : number) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_space = byte <= 0x20 || byte == 0x7F;
    if (!is_space) {
      noted += c;
    } else if (!noted.empty() && noted.back() != ' ') {
      noted += ' ';
    }
  }
  while (!noted.empty() && noted.back() == ' ') noted.pop_back();
  return noted;
}

Status WriterInbox::RecordUse(const ArticleUse& use) {
  if (Status checked = CheckUse(use); !checked) return checked;
  return connection_.Change<void>("record the use", [&](soci::session& session) -> Status {
    const long long now = connection_.Now();
    const std::string ticket = NotedTicket(use.ticket);
    if (RenewUse(session, use, ticket, now)) return {};
    session << "INSERT INTO article_use (article, language, version, anchor, ticket, account, at)"
               " VALUES (:article, :language, :version, :anchor, :ticket, :account, :at)",
        soci::use(use.article), soci::use(use.language), soci::use(use.version),
        soci::use(use.anchor), soci::use(ticket), soci::use(use.by), soci::use(now);
    return {};
  });
}

Result<std::vector<ArticleUseCount>> WriterInbox::CountUses(std::int64_t since, std::size_t limit) {
  using Counts = std::vector<ArticleUseCount>;
  return connection_.Read<Counts>("count uses", [&](soci::session& session) -> Result<Counts> {
    const long long from = since;
    const long long most = static_cast<long long>(limit);
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT article, language, MAX(at) AS last,"
                            " COUNT(DISTINCT CASE WHEN ticket <> '' THEN ticket END) +"
                            " SUM(CASE WHEN ticket = '' THEN 1 ELSE 0 END) AS uses"
                            " FROM article_use WHERE at >= :since GROUP BY article, language"
                            " ORDER BY uses DESC, last DESC, article, language LIMIT :most",
         soci::use(from), soci::use(most));
    Counts counts;
    for (const soci::row& row : rows) {
      counts.push_back({TextColumn(row, "article"), TextColumn(row, "language"),
                        static_cast<std::size_t>(NumberColumn(row, "uses")),
                        NumberColumn(row, "last")});
    }
    return counts;
  });
}

Result<std::vector<ArticleUse>> WriterInbox::ListUses(std::string_view article, std::size_t limit) {
  using Uses = std::vector<ArticleUse>;
  return connection_.Read<Uses>("read uses", [&](soci::session& session) -> Result<Uses> {
    const std::string which(article);
    const long long most = static_cast<long long>(limit);
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT article, language, version, anchor, ticket, account, at FROM"
                            " article_use WHERE (:article = '' OR article = :article)"
                            " ORDER BY at DESC, article, account LIMIT :most",
         soci::use(which, "article"), soci::use(most, "most"));
    Uses uses;
    for (const soci::row& row : rows) uses.push_back(UseOf(row));
    return uses;
  });
}

Result<std::int64_t> WriterInbox::Add(const WriterNote& note) {
  if (Status checked = CheckNote(note); !checked) return tl::unexpected(checked.error());
  using Number = Result<std::int64_t>;
  return connection_.Change<std::int64_t>("keep the note", [&](soci::session& session) -> Number {
    const std::string kind = NameOf(note.kind);
    const std::string ticket = NotedTicket(note.ticket);
    if (const long long same = FindSame(session, note, kind, ticket); same > 0) return same;
    return Insert(session, note, kind, ticket, connection_.Now());
  });
}

Result<std::vector<WriterNote>> WriterInbox::List(WriterNote::State state, std::size_t offset,
                                                  std::size_t limit) {
  using Notes = std::vector<WriterNote>;
  return connection_.Read<Notes>("read the notes", [&](soci::session& session) -> Result<Notes> {
    const long long skipped = static_cast<long long>(offset);
    const long long most = static_cast<long long>(limit);
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT * FROM writer_note" << WhereState(state)
                         << " ORDER BY id DESC LIMIT :most OFFSET :skipped",
         soci::use(most, "most"), soci::use(skipped, "skipped"));
    Notes notes;
    for (const soci::row& row : rows) notes.push_back(NoteOf(row));
    return notes;
  });
}

Result<std::size_t> WriterInbox::Count(WriterNote::State state) {
  using Number = Result<std::size_t>;
  return connection_.Read<std::size_t>("count the notes", [&](soci::session& session) -> Number {
    long long count = 0;
    session << "SELECT COUNT(*) FROM writer_note" << WhereState(state), soci::into(count);
    return static_cast<std::size_t>(count);
  });
}

Result<WriterNote> WriterInbox::Find(std::int64_t id) {
  using Note = Result<WriterNote>;
  return connection_.Read<WriterNote>("read the note", [&](soci::session& session) -> Note {
    const long long number = id;
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT * FROM writer_note WHERE id = :id", soci::use(number));
    for (const soci::row& row : rows) return NoteOf(row);
    return Fail(ErrorCode::kNotFound, "there is no note " + std::to_string(id));
  });
}

Status WriterInbox::Close(std::int64_t id, const std::string& by) {
  return connection_.Change<void>("close the note", [&](soci::session& session) -> Status {
    const long long number = id;
    const long long now = connection_.Now();
    session << "UPDATE writer_note SET closed = :now, closed_by = :by WHERE id = :id AND"
               " closed = 0",
        soci::use(now), soci::use(by), soci::use(number);
    int known = 0;
    session << "SELECT COUNT(*) FROM writer_note WHERE id = :id", soci::use(number),
        soci::into(known);
    if (known > 0) return {};
    return Fail(ErrorCode::kNotFound, "there is no note " + std::to_string(id));
  });
}

Result<std::size_t> WriterInbox::Purge(std::int64_t before) {
  using Number = Result<std::size_t>;
  return connection_.Change<std::size_t>("purge the notes", [&](soci::session& session) -> Number {
    const long long limit = before;
    const std::size_t uses = Execute(
        (session.prepare << "DELETE FROM article_use WHERE at < :before", soci::use(limit)));
    return uses + Execute((session.prepare << "DELETE FROM writer_note WHERE closed <> 0 AND"
                                              " closed < :before",
                           soci::use(limit)));
  });
}

Result<std::size_t> WriterInbox::EraseTicket(std::string_view number) {
  using Number = Result<std::size_t>;
  return connection_.Change<std::size_t>("erase the notes", [&](soci::session& session) -> Number {
    return EraseNotes(session, number);
  });
}

std::size_t EraseNotes(soci::session& session, std::string_view ticket) {
  const std::string number = NotedTicket(ticket);
  if (number.empty()) return 0;
  const std::string wish = NameOf(WriterNote::Kind::kWish);
  const std::size_t wishes =
      Execute((session.prepare << "DELETE FROM writer_note WHERE kind = :wish AND"
                                  " lower(ticket) = lower(:number)",
               soci::use(wish), soci::use(number)));
  const std::size_t flags =
      Execute((session.prepare << "UPDATE writer_note SET text = '', ticket = '' WHERE"
                                  " lower(ticket) = lower(:number)",
               soci::use(number)));
  return wishes + flags +
         Execute((session.prepare << "UPDATE article_use SET ticket = '' WHERE"
                                     " lower(ticket) = lower(:number)",
                  soci::use(number)));
}

}  // namespace zeroline

// What is read from the ledger.
#include "server/store/intents.h"
#include "server/store/row_reader.h"
#include "server/store/soci_library.h"
#include "server/store/ticket_files.h"
#include "server/store/ticket_number.h"

namespace zeroline {
namespace {

// The ticket is told by the tickets' table as well: an event that was lost must not turn a request
// that was sent into a form that was left. `base` is the moment after which coming back counts.
constexpr const char* kFacts =
    "SELECT i.*,"
    " (SELECT MIN(t.created) FROM ticket t WHERE t.intent = i.id) AS own_created,"
    " (SELECT MIN(t.serial) FROM ticket t WHERE t.intent = i.id) AS own_serial,"
    " (SELECT MIN(t.created) FROM ticket t WHERE i.visitor <> '' AND t.visitor = i.visitor AND"
    "   t.intent <> i.id AND t.created >= i.base) AS next_ticket,"
    " (SELECT MIN(o.sent) FROM intent o WHERE i.visitor <> '' AND o.visitor = i.visitor AND"
    "   o.id <> i.id AND o.sent > 0 AND o.sent >= i.base) AS next_sent,"
    " (SELECT MIN(o.opened_form) FROM intent o WHERE i.visitor <> '' AND o.visitor = i.visitor AND"
    "   o.id <> i.id AND o.opened_form >= i.base) AS next_form"
    " FROM (SELECT intent.*, CASE WHEN solved > 0 THEN solved ELSE last_seen END AS base"
    "   FROM intent WHERE opened_form >= :from AND opened_form < :to) i"
    " ORDER BY i.opened_form, i.id";

std::int64_t Earlier(std::int64_t a, std::int64_t b) {
  if (a == 0 || b == 0) return a + b;
  return a < b ? a : b;
}

IntentFacts FactsOf(const soci::row& row) {
  IntentFacts facts;
  facts.intent = TextColumn(row, "id");
  facts.visitor = TextColumn(row, "visitor");
  facts.language = TextColumn(row, "language");
  facts.channel = TextColumn(row, "channel");
  facts.opened_form = NumberColumn(row, "opened_form");
  facts.last_seen = NumberColumn(row, "last_seen");
  facts.eligible = NumberColumn(row, "eligible");
  facts.withheld = NumberColumn(row, "withheld");
  facts.offered = NumberColumn(row, "offered");
  facts.opened_article = NumberColumn(row, "opened_article");
  facts.solved = NumberColumn(row, "solved");
  facts.solved_by = TextColumn(row, "solved_by");
  facts.sent = Earlier(NumberColumn(row, "sent"), NumberColumn(row, "own_created"));
  if (const std::int64_t serial = NumberColumn(row, "own_serial"); serial > 0) {
    facts.ticket = FormatTicketNumber(serial);
  }
  facts.read_seconds = NumberColumn(row, "read_seconds");
  facts.next_ticket = Earlier(NumberColumn(row, "next_ticket"), NumberColumn(row, "next_sent"));
  facts.next_form = NumberColumn(row, "next_form");
  return facts;
}

std::vector<IntentArticle> ArticlesOf(const soci::rowset<soci::row>& rows) {
  std::vector<IntentArticle> articles;
  for (const soci::row& row : rows) {
    articles.push_back({.intent = TextColumn(row, "intent"),
                        .article = TextColumn(row, "article"),
                        .language = TextColumn(row, "language"),
                        .title = TextColumn(row, "title"),
                        .shown = NumberColumn(row, "shown"),
                        .opened = NumberColumn(row, "opened"),
                        .rejected = NumberColumn(row, "rejected"),
                        .reason = TextColumn(row, "reason")});
  }
  return articles;
}

constexpr const char* kArticleColumns =
    "SELECT a.intent, a.article, a.language, a.title, a.shown, a.opened, a.rejected, a.reason"
    " FROM intent_article a ";

}  // namespace

Result<std::vector<TrailStep>> Intents::Trail(const std::string& intent, const std::string& visitor,
                                              std::int64_t since, std::size_t limit) {
  using Steps = std::vector<TrailStep>;
  return connection_.Read<Steps>("read the trail", [&](soci::session& session) -> Result<Steps> {
    const long long from = since;
    const auto most = static_cast<long long>(limit);
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT kind, at, text, article, language, title, anchor, build"
                            " FROM visit_step WHERE (intent = :intent AND :intent <> '') OR"
                            " (visitor = :visitor AND :visitor <> '' AND at >= :since)"
                            " ORDER BY at DESC, ordinal DESC LIMIT :limit",
         soci::use(intent, "intent"), soci::use(visitor, "visitor"), soci::use(from, "since"),
         soci::use(most, "limit"));
    Steps newest_first;
    for (const soci::row& row : rows) newest_first.push_back(StepOf(row));
    return Steps(newest_first.rbegin(), newest_first.rend());
  });
}

Result<std::vector<IntentArticle>> Intents::Articles(const std::string& intent) {
  using Found = std::vector<IntentArticle>;
  return connection_.Read<Found>("read the ledger", [&](soci::session& session) -> Result<Found> {
    return ArticlesOf((session.prepare << kArticleColumns
                                       << "WHERE a.intent = :intent"
                                          " ORDER BY a.shown, a.opened, a.article, a.language",
                       soci::use(intent)));
  });
}

Result<std::vector<IntentFacts>> Intents::Facts(std::int64_t from, std::int64_t to) {
  using Found = std::vector<IntentFacts>;
  return connection_.Read<Found>("read the ledger", [&](soci::session& session) -> Result<Found> {
    const long long first = from;
    const long long end = to;
    const soci::rowset<soci::row> rows =
        (session.prepare << kFacts, soci::use(first, "from"), soci::use(end, "to"));
    Found found;
    for (const soci::row& row : rows) found.push_back(FactsOf(row));
    return found;
  });
}

Result<std::vector<IntentArticle>> Intents::ArticlesBetween(std::int64_t from, std::int64_t to) {
  using Found = std::vector<IntentArticle>;
  return connection_.Read<Found>("read the ledger", [&](soci::session& session) -> Result<Found> {
    const long long first = from;
    const long long end = to;
    return ArticlesOf((session.prepare
                           << kArticleColumns
                           << "JOIN intent i ON i.id = a.intent"
                              " WHERE i.opened_form >= :from AND i.opened_form < :to"
                              " ORDER BY i.opened_form, a.intent, a.shown, a.article, a.language",
                       soci::use(first, "from"), soci::use(end, "to")));
  });
}

Result<std::vector<std::string>> Intents::VisitorsOf(const std::string& contact) {
  using Found = std::vector<std::string>;
  return connection_.Read<Found>("read the visitors", [&](soci::session& session) -> Result<Found> {
    const soci::rowset<soci::row> rows =
        (session.prepare << "SELECT DISTINCT visitor FROM ticket WHERE visitor <> '' AND"
                            " :contact <> '' AND lower(contact) = lower(:contact)",
         soci::use(contact, "contact"));
    Found found;
    for (const soci::row& row : rows) found.push_back(TextColumn(row, "visitor"));
    return found;
  });
}

}  // namespace zeroline

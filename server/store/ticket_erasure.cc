// What is forgotten, and when.
#include "server/store/row_reader.h"
#include "server/store/soci_library.h"
#include "server/store/ticket_files.h"
#include "server/store/ticket_number.h"
#include "server/store/tickets.h"
#include "server/store/writer_inbox.h"

namespace zeroline {
namespace {

constexpr long long kUnclaimedSeconds = 24 * 60 * 60;

// A delivery that still waits loses its text with the ticket's: what a person had erased must not
// leave afterwards.
void EraseOne(soci::session& session, long long serial, long long now) {
  session << "UPDATE ticket SET subject = '', body = '', contact = '', visitor = '', intent = '',"
             " secret = '', idempotency_key = NULL, erased = :now WHERE serial = :serial",
      soci::use(now), soci::use(serial);
  session << "DELETE FROM ticket_step WHERE serial = :serial", soci::use(serial);
  session << "DELETE FROM attachment WHERE serial = :serial", soci::use(serial);
  session << "UPDATE delivery SET payload = '' WHERE serial = :serial", soci::use(serial);
  session << "DELETE FROM delivery WHERE serial = :serial AND state <> 'delivered'",
      soci::use(serial);
  EraseNotes(session, FormatTicketNumber(serial));
}

std::size_t EraseAll(soci::session& session, const std::vector<long long>& serials, long long now) {
  for (const long long serial : serials) EraseOne(session, serial, now);
  return serials.size();
}

std::vector<long long> SerialsOf(const soci::rowset<soci::row>& rows) {
  std::vector<long long> serials;
  for (const soci::row& row : rows) serials.push_back(NumberColumn(row, "serial"));
  return serials;
}

}  // namespace

Result<std::size_t> Tickets::Erase(const std::string& contact, const std::string& visitor) {
  using Count = Result<std::size_t>;
  return connection_.Change<std::size_t>("erase requests", [&](soci::session& session) -> Count {
    const std::vector<long long> serials =
        SerialsOf((session.prepare << "SELECT serial FROM ticket WHERE erased = 0 AND"
                                      " ((:contact <> '' AND lower(contact) = lower(:contact)) OR"
                                      " (:visitor <> '' AND visitor = :visitor))",
                   soci::use(contact, "contact"), soci::use(visitor, "visitor")));
    return EraseAll(session, serials, connection_.Now());
  });
}

Result<std::size_t> Tickets::EraseTicket(std::string_view number) {
  using Count = Result<std::size_t>;
  if (const Result<Ticket> known = Find(number); !known) return tl::unexpected(known.error());
  const long long serial = ParseTicketNumber(number).value_or(0);
  return connection_.Change<std::size_t>("erase the request", [&](soci::session& session) -> Count {
    const std::vector<long long> serials =
        SerialsOf((session.prepare << "SELECT serial FROM ticket WHERE erased = 0 AND"
                                      " serial = :serial",
                   soci::use(serial)));
    return EraseAll(session, serials, connection_.Now());
  });
}

Result<std::size_t> Tickets::Purge(std::int64_t before) {
  using Count = Result<std::size_t>;
  return connection_.Change<std::size_t>("purge requests", [&](soci::session& session) -> Count {
    const long long now = connection_.Now();
    const long long unclaimed = now - kUnclaimedSeconds;
    session << "DELETE FROM attachment WHERE serial IS NULL AND created < :before",
        soci::use(unclaimed);
    const long long limit = before;
    const std::vector<long long> serials = SerialsOf(
        (session.prepare << "SELECT serial FROM ticket WHERE erased = 0 AND created < :before AND"
                            " (status = 'closed' OR"
                            "  EXISTS (SELECT 1 FROM delivery WHERE delivery.serial ="
                            "   ticket.serial AND kind = 'ticket')) AND"
                            " NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.serial ="
                            "   ticket.serial AND state <> 'delivered')",
         soci::use(limit)));
    return EraseAll(session, serials, now);
  });
}

}  // namespace zeroline

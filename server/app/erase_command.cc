#include "server/app/erase_command.h"

#include <CLI/CLI.hpp>
#include <ostream>
#include <vector>

#include "server/app/state_file.h"

namespace zeroline {
namespace {

// The ledger first: it is the tickets that say whose it is, so a run that was cut short can be
// repeated.
Result<std::size_t> EraseLedger(const std::vector<std::string>& visitors, Store* store) {
  std::size_t erased = 0;
  for (const std::string& visitor : visitors) {
    const Result<std::size_t> count = store->intents().Erase(visitor);
    if (!count) return count;
    const Result<std::size_t> opinions = store->feedback().Erase(visitor);
    if (!opinions) return opinions;
    erased += *count + *opinions;
  }
  return erased;
}

bool IsUnknown(const Error& error) {
  return error.code == ErrorCode::kNotFound || error.code == ErrorCode::kInvalidArgument;
}

Result<std::vector<std::string>> VisitorsOf(const EraseCommand& command, Store* store) {
  if (!command.visitor.empty()) return std::vector<std::string>{command.visitor};
  if (!command.contact.empty()) return store->intents().VisitorsOf(command.contact);
  const Result<Ticket> ticket = store->tickets().Find(command.ticket);
  if (!ticket) return tl::unexpected(ticket.error());
  return std::vector<std::string>{ticket->visitor};
}

Result<std::size_t> EraseTickets(const EraseCommand& command, Store* store) {
  if (command.ticket.empty()) return store->tickets().Erase(command.contact, command.visitor);
  return store->tickets().EraseTicket(command.ticket);
}

// Agents' notes know requests of other help desks too.
Status EraseForeign(const EraseCommand& command, const Error& unknown, Store* store,
                    std::ostream& out) {
  const Result<std::size_t> notes = store->writer_inbox().EraseTicket(command.ticket);
  if (!notes) return tl::unexpected(notes.error());
  if (*notes == 0) return tl::unexpected(unknown);
  out << "erased " << *notes << " notes and uses of a request of another help desk\n";
  return {};
}

}  // namespace

void AddErase(CLI::App* app, EraseCommand* command) {
  app->add_option("--state", command->state, "SQLite file the server runs with")->required();
  CLI::Option_group* person = app->add_option_group("person", "Who is to be forgotten");
  person->add_option("--contact", command->contact, "Address or telephone, as it was typed");
  person->add_option("--visitor", command->visitor, "Value of their cookie zl_visitor");
  person->add_option("--ticket", command->ticket, "Number of one request");
  person->require_option(1);
}

Status RunErase(const EraseCommand& command, std::ostream& out) {
  const auto store = OpenExistingState(command.state);
  if (!store) return tl::unexpected(store.error());
  const auto visitors = VisitorsOf(command, store->get());
  if (!visitors && IsUnknown(visitors.error())) {
    return EraseForeign(command, visitors.error(), store->get(), out);
  }
  if (!visitors) return tl::unexpected(visitors.error());
  const Result<std::size_t> rows = EraseLedger(*visitors, store->get());
  if (!rows) return tl::unexpected(rows.error());
  const Result<std::size_t> tickets = EraseTickets(command, store->get());
  if (!tickets) return tl::unexpected(tickets.error());
  // Those that were written after the request was erased.
  const Result<std::size_t> notes = (*store)->writer_inbox().EraseTicket(command.ticket);
  if (!notes) return tl::unexpected(notes.error());
  out << "erased " << *tickets << " requests, and " << *rows << " steps and rows of the ledger\n";
  return {};
}

}  // namespace zeroline

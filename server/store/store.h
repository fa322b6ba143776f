// The state of the product that is not articles: requests sent to level 1. One SQLite file by
// default.
//
// A call that returned success has reached the disk (WAL, synchronous=FULL). Thread-safe: one
// connection behind a lock, as SQLite has one writer anyway; no search or article request waits for
// it.
#ifndef ZEROLINE_SERVER_STORE_STORE_H_
#define ZEROLINE_SERVER_STORE_STORE_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/error/result.h"

namespace zeroline {

struct NewTicket {
  std::string subject;
  std::string body;
  std::string contact;  // e-mail address or telephone, as typed; may be ""
  std::string language;
  // Chosen by the sender once per form; sending the same form twice gives the same ticket.
  std::string idempotency_key;
};

struct Ticket {
  std::string number;        // "ZL-10427": a serial number and a Damm check digit, to be read out
  std::int64_t created = 0;  // Unix seconds
  std::string subject;
  std::string body;
  std::string contact;
  std::string language;
};

class Store {
 public:
  // Opens or creates the file and brings its schema up to date. kCorrupt if it was written by a
  // newer version of the program or is no database.
  static Result<std::unique_ptr<Store>> Open(const std::filesystem::path& file);
  virtual ~Store() = default;

  virtual Result<Ticket> AddTicket(const NewTicket& ticket) = 0;
  // The ticket that was sent with this key; kNotFound if none was, or if the key is "".
  virtual Result<Ticket> FindByIdempotencyKey(std::string_view key) = 0;
  // kNotFound if there is no such number; a number whose check digit is wrong is kInvalidArgument.
  virtual Result<Ticket> FindTicket(std::string_view number) = 0;
  // Fails if the state cannot be written now; for /readyz.
  virtual Status Check() = 0;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_STORE_H_

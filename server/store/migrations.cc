#include "server/store/migrations.h"

#include <string>
#include <vector>

#include "server/store/soci_library.h"
#include "server/store/ticket_number.h"

namespace zeroline {
namespace {

// One step: statements that lead from version i to i + 1. Steps are only ever appended.
using Step = std::vector<std::string>;

const std::vector<Step>& Steps() {
  static const std::vector<Step> steps = {
      {
          "CREATE TABLE counter (name VARCHAR(32) PRIMARY KEY, value BIGINT NOT NULL)",
          "INSERT INTO counter (name, value) VALUES ('ticket', " +
              std::to_string(kFirstTicketSerial - 1) + ")",
          "CREATE TABLE ticket ("
          " serial BIGINT PRIMARY KEY,"
          " created BIGINT NOT NULL,"  // Unix seconds
          " subject TEXT NOT NULL,"
          " body TEXT NOT NULL,"
          " contact TEXT NOT NULL,"
          " language TEXT NOT NULL,"
          " idempotency_key TEXT UNIQUE)",  // NULL: the sender gave none
      },
  };
  return steps;
}

}  // namespace

int SchemaVersion() { return static_cast<int>(Steps().size()); }

Status Migrate(soci::session& session) {
  session << "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)";
  int version = 0;
  session << "SELECT COALESCE(MAX(version), 0) FROM schema_version", soci::into(version);
  if (version > SchemaVersion()) {
    return Fail(ErrorCode::kCorrupt,
                "the state was written by a newer version of this program (schema " +
                    std::to_string(version) + ", this one knows " +
                    std::to_string(SchemaVersion()) + "): update the program");
  }
  for (; version < SchemaVersion(); ++version) {
    soci::transaction transaction(session);
    for (const std::string& statement : Steps()[static_cast<std::size_t>(version)]) {
      session << statement;
    }
    session << "DELETE FROM schema_version";
    session << "INSERT INTO schema_version (version) VALUES (" << version + 1 << ")";
    transaction.commit();
  }
  return {};
}

}  // namespace zeroline

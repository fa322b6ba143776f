// The schema of the state and how an older one becomes today's, in SQL that SQLite and PostgreSQL
// share.
//
// What differs between databases (opening, durability) is in backend.h.
#ifndef ZEROLINE_SERVER_STORE_MIGRATIONS_H_
#define ZEROLINE_SERVER_STORE_MIGRATIONS_H_

#include "indexer/error/result.h"

namespace soci {
class session;
}

namespace zeroline {

// The version Migrate() brings a database to: the number of steps there are.
int SchemaVersion();

// Runs the steps the database lacks, each in one transaction, so that a crash between two leaves a
// schema that the next start continues from. kCorrupt if the schema is newer than this program.
// Throws soci_error.
Status Migrate(soci::session& session);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_MIGRATIONS_H_

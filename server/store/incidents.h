// Announced incidents: what is known to be broken now, said on a banner, and kept out of
// self-service, since no article mends it.
//
// Thread-safe.
#ifndef ZEROLINE_SERVER_STORE_INCIDENTS_H_
#define ZEROLINE_SERVER_STORE_INCIDENTS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "indexer/error/result.h"
#include "server/store/sql_connection.h"

namespace zeroline {

struct Incident {
  std::int64_t id = 0;
  std::int64_t started = 0;           // Unix seconds
  std::int64_t ended = 0;             // 0 while it lasts
  std::vector<std::string> sections;  // names of sections it is about; with neither sections nor
  std::vector<std::string> words;     // words it is about everything: the banner is on every page
  std::map<std::string, std::string> texts;  // what readers are told, by language; never empty

  bool operator==(const Incident&) const = default;
};

class Incidents {
 public:
  // `connection` outlives this.
  explicit Incidents(SqlConnection* connection) : connection_(*connection) {}

  // `id`, `started` and `ended` are set here. kInvalidArgument without a text.
  Result<Incident> Start(const Incident& incident);
  // kNotFound if there is no such incident, or if it has ended.
  Status End(std::int64_t id);
  // Those that last, oldest first.
  Result<std::vector<Incident>> Current();

 private:
  SqlConnection& connection_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_INCIDENTS_H_

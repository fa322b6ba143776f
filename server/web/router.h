// Which door a request goes to: the URL table, searched in its order.
#ifndef ZEROLINE_SERVER_WEB_ROUTER_H_
#define ZEROLINE_SERVER_WEB_ROUTER_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "server/web/door.h"

namespace zeroline {

// Immutable, hence thread-safe.
class Router {
 public:
  explicit Router(std::vector<Route> routes);

  struct Match {
    const Route* route = nullptr;  // lives as long as the router
    std::map<std::string, std::string> variables;
    // Methods the URL does have, for the Allow header; filled if only the method was wrong.
    std::vector<std::string> allowed;
  };

  // The first pattern that matches the path decides; of the rows with that very pattern the one
  // with the method is the route. A row with the method "*" takes every method. HEAD goes where GET
  // goes. Nothing matched: no route and nothing allowed.
  Match Find(std::string_view method, std::string_view path) const;

  // What the doors that say so take at most, in bytes; 0 for all others.
  std::vector<std::size_t> body_limits() const;

  // Each pattern once, in the table's order.
  std::vector<std::string> patterns() const;

 private:
  struct Row {
    Route route;
    std::vector<std::string> segments;  // of the pattern, split at '/'
  };
  std::vector<Row> rows_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_ROUTER_H_

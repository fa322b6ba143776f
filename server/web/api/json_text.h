// JSON out: the one way the doors of this room write it. Included by *.cc only.
#ifndef ZEROLINE_SERVER_WEB_API_JSON_TEXT_H_
#define ZEROLINE_SERVER_WEB_API_JSON_TEXT_H_

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace zeroline {

using Json = nlohmann::ordered_json;

// Compact, and valid UTF-8 whatever bytes the strings hold.
inline std::string ToText(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_API_JSON_TEXT_H_

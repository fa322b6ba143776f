// JSON in and out: the one way the doors of this room read and write it. Included by *.cc only.
#ifndef ZEROLINE_SERVER_WEB_API_JSON_TEXT_H_
#define ZEROLINE_SERVER_WEB_API_JSON_TEXT_H_

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "indexer/error/result.h"
#include "server/search/searcher.h"
#include "server/web/door.h"

namespace zeroline {

using Json = nlohmann::ordered_json;

// Compact, and valid UTF-8 whatever bytes the strings hold.
std::string ToText(const Json& json);

// A result of a search, as every door writes it.
Json ResultOf(const SearchHit& hit);

// Whether the body says that it is application/json. A form on another site can send text/plain or
// a form, and a browser asks us before it sends JSON; so the content type is what protects a door
// from cross-site requests.
bool IsJson(const WebRequest& request);

// The body, which must be one JSON object.
Result<Json> ObjectOf(const WebRequest& request);

// The text member `name`, as valid UTF-8; "" if it is absent or null.
Result<std::string> TextOf(const Json& json, const char* name, std::size_t max_bytes);

// The member `lang` as a canonical tag, whether or not there are articles in it; without it the
// language chosen for the reader.
Result<std::string> LanguageOf(const Json& json, const WebRequest& request,
                               const Services& services);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_API_JSON_TEXT_H_

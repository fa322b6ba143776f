// The parts of a request that are lists of names and values: queries, forms, cookies; and the path.
#ifndef ZEROLINE_SERVER_WEB_REQUEST_PARTS_H_
#define ZEROLINE_SERVER_WEB_REQUEST_PARTS_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zeroline {

// More names than any form of ours has; the rest is ignored.
inline constexpr std::size_t kMaxFields = 200;

// "a=1&b=x+y": in order. What is no valid percent-encoding is taken as it stands, as people type
// "100%".
std::vector<std::pair<std::string, std::string>> ParseUrlEncoded(std::string_view text);

// "a=1; b=2". Of two with one name the first counts, as it has the more specific path (RFC
// 6265, 5.4).
std::map<std::string, std::string> ParseCookies(std::string_view header);

struct Target {
  std::string path;  // decoded, starts with '/'
  std::string_view query;
};
// The target of a request line: "/path?query", or the same with scheme and host before it. Nothing
// if the path is not percent-encoded properly or holds a NUL byte. `query` is a part of `target`.
std::optional<Target> ParseTarget(std::string_view target);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_REQUEST_PARTS_H_

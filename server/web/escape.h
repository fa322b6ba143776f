// Text into HTML and URLs, and back from URLs. All functions are pure and accept any bytes.
#ifndef ZEROLINE_SERVER_WEB_ESCAPE_H_
#define ZEROLINE_SERVER_WEB_ESCAPE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/search/searcher.h"

namespace zeroline {

// Safe as element content and inside a quoted attribute: & < > " ' become entities.
std::string EscapeHtml(std::string_view text);

// One value of a query, one segment of a path, or a fragment: everything but unreserved characters
// (RFC 3986, section 2.3) is percent-encoded, '/' too.
std::string EscapeUrl(std::string_view text);

// A path: as EscapeUrl(), but '/' stays.
std::string EscapeUrlPath(std::string_view path);

// "/{language}/{path}#{anchor}" percent-encoded; without "#" if the anchor is "".
std::string ArticleUrl(std::string_view language, std::string_view path,
                       std::string_view anchor = {});

enum class PlusSign {
  kIsSpace,
  kIsItself
};  // '+' means a space in queries and forms, not in paths

// Decodes %XX. Nothing if a '%' is not followed by two hexadecimal digits.
std::optional<std::string> DecodeUrl(std::string_view text, PlusSign plus);

// Parts escaped and joined, the matched ones in <mark>...</mark>: HTML as safe as the text was not.
std::string MarkedHtml(const std::vector<SnippetPart>& parts);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_ESCAPE_H_

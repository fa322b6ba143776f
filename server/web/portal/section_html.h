// An article's HTML from one of its sections on.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_SECTION_HTML_H_
#define ZEROLINE_SERVER_WEB_PORTAL_SECTION_HTML_H_

#include <string_view>

namespace zeroline {

// From the heading with the id `anchor` on; all of `html` for "". `html` is an article as the
// indexer wrote it; all of it, too, if there is no such heading or it stands inside something else,
// so that what is cut out is always well formed.
std::string_view HtmlFromSection(std::string_view html, std::string_view anchor);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_SECTION_HTML_H_

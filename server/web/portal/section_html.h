// One section cut out of an article's HTML.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_SECTION_HTML_H_
#define ZEROLINE_SERVER_WEB_PORTAL_SECTION_HTML_H_

#include <string_view>

namespace zeroline {

// From the heading with the id `anchor` to the next one of its level or above; for "", all before
// the second heading. All of `html`, which is an article as the indexer wrote it, if there is no
// such heading or it stands inside something else, so that what is cut out is always well formed.
std::string_view SectionHtml(std::string_view html, std::string_view anchor);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_SECTION_HTML_H_

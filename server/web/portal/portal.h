// The portal: the pages people see. One factory per door; the URL table of server/app decides where
// each hangs. Every page works without JavaScript; scripts only make it faster.
//
// The table the doors expect, in this order ("{lang}" is checked by the doors: a tag nobody serves
// is the 404 page):
//
//   GET  /                           RootDoor          303 to the reader's own language
//   GET  /robots.txt                 RobotsDoor
//   GET  /sitemap.xml                SitemapDoor
//   GET  /opensearch.xml             OpenSearchDoor    ?lang=
//   GET  /a/{id...}                  ShortLinkDoor     302 to the article in the reader's language
//   GET  /{lang}                     LanguageDoor      301 to /{lang}/
//   GET  /{lang}/                    HomeDoor
//   GET  /{lang}/search              SearchDoor        ?q=&section=&offset=
//   GET  /{lang}/new-request         RequestFormDoor   ?subject=&article=
//   POST /{lang}/new-request         SendRequestDoor   multipart/form-data
//   GET  /{lang}/new-request/sent    RequestSentDoor   ?number=
//   any  /{lang}/new-request/solved  RequestSolvedDoor the form ends without a request
//   POST /{lang}/feedback            FeedbackDoor      "Did this help?"
//   any  /{lang}/request/{number}/solved   SenderClosesDoor   ?key= from the confirmation
//   GET  /widget.js                  WidgetScriptDoor  404 unless sites may show the widget
//   GET  /{lang}/widget              WidgetDoor        in a frame of those sites
//   GET  /{lang}/{path...}           ContentDoor       a section if the path ends with '/', else an
//   article any other                        NotFoundDoor
//
// What the search box asks while a person types (server/web/api answers it):
//
//   GET /api/v1/suggest?q=pass&lang=en&limit=8
//   200 {"query": "pass", "lang": "en",
//        "suggestions": [
//          {"kind": "article",    "text": "Reset your password",
//           "html": "Reset your <mark>pass</mark>word", "id": "accounts/password",
//           "url": "/en/accounts/password"},
//          {"kind": "completion", "text": "password expired",
//           "html": "<mark>pass</mark>word expired", "id": "", "url":
//           "/en/search?q=password%20expired"}]}
//
// "html" is escaped text with <mark> and nothing else; "query" and "lang" repeat what was asked, so
// that a late answer is recognised.
#ifndef ZEROLINE_SERVER_WEB_PORTAL_PORTAL_H_
#define ZEROLINE_SERVER_WEB_PORTAL_PORTAL_H_

#include "server/web/door.h"
#include "server/web/portal/templates.h"

namespace zeroline {

// The returned doors keep a copy of `services`, and a reference to `templates`; what these point at
// outlives them.
Door RootDoor(const Services& services, const Templates& templates);
Door RobotsDoor(const Services& services, const Templates& templates);
Door SitemapDoor(const Services& services, const Templates& templates);
Door OpenSearchDoor(const Services& services, const Templates& templates);
Door ShortLinkDoor(const Services& services, const Templates& templates);
Door LanguageDoor(const Services& services, const Templates& templates);
Door HomeDoor(const Services& services, const Templates& templates);
Door SearchDoor(const Services& services, const Templates& templates);
Door RequestFormDoor(const Services& services, const Templates& templates);
Door SendRequestDoor(const Services& services, const Templates& templates);
Door RequestSentDoor(const Services& services, const Templates& templates);
Door RequestSolvedDoor(const Services& services, const Templates& templates);
Door WidgetScriptDoor(const Services& services, const Templates& templates);
Door WidgetDoor(const Services& services, const Templates& templates);
Door FeedbackDoor(const Services& services, const Templates& templates);
Door SenderClosesDoor(const Services& services, const Templates& templates);
Door ContentDoor(const Services& services, const Templates& templates);
Door NotFoundDoor(const Services& services, const Templates& templates);

// A page for 400, 403, 404, 413, 429, 500 or 503 in the reader's language; other statuses look like
// 500. Never fails and never touches the store. For the server itself: limits, exceptions, unknown
// URLs.
WebResponse ErrorPage(const Services& services, const Templates& templates,
                      const WebRequest& request, int status);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_PORTAL_PORTAL_H_

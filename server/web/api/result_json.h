// A search result as every door of this room writes it. Included by *.cc only.
#ifndef ZEROLINE_SERVER_WEB_API_RESULT_JSON_H_
#define ZEROLINE_SERVER_WEB_API_RESULT_JSON_H_

#include "server/search/searcher.h"
#include "server/web/api/json_text.h"
#include "server/web/escape.h"

namespace zeroline {

inline Json ResultOf(const SearchHit& hit) {
  return {{"id", hit.id},
          {"lang", hit.language},
          {"title", hit.title},
          {"url", ArticleUrl(hit.language, hit.path, hit.anchor)},
          {"section", {{"heading", hit.heading}, {"anchor", hit.anchor}}},
          {"snippet", MarkedHtml(hit.snippet)},
          {"score", hit.score},
          {"confidence", hit.confidence}};
}

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_API_RESULT_JSON_H_

// What a reader searched and opened, told to the ledger through its queue: nothing waits for it.
// What tells who somebody is, is masked before it is kept.
#ifndef ZEROLINE_SERVER_WEB_VISIT_RECORD_H_
#define ZEROLINE_SERVER_WEB_VISIT_RECORD_H_

#include <string>
#include <string_view>

#include "indexer/index_format/stored_article.h"
#include "server/search/searcher.h"
#include "server/store/intents.h"
#include "server/web/door.h"

namespace zeroline {

struct Visitor {
  std::string id;        // "": nobody who counts, and nothing is recorded
  std::string language;  // of what they search in
  std::string channel = "web";
};

// What a search led to, as the ledger keeps it. Null: it failed, or nobody knows.
SearchOutcome OutcomeOf(const SearchAnswer* answer);

void RecordSearch(const Services& services, const Snapshot& snapshot, const Visitor& visitor,
                  std::string_view typed, const SearchOutcome& outcome);
void RecordOpening(const Services& services, const Snapshot& snapshot, const Visitor& visitor,
                   const ArticleView& article);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_VISIT_RECORD_H_

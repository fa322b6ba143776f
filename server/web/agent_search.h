// What the knowledge base has for an agent: words or a whole ticket's text, in any language,
// answered from everything the agent may read, ready to be put into a reply in the customer's
// language.
#ifndef ZEROLINE_SERVER_WEB_AGENT_SEARCH_H_
#define ZEROLINE_SERVER_WEB_AGENT_SEARCH_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/error/result.h"
#include "server/search/searcher.h"
#include "server/web/door.h"

namespace zeroline {

struct AgentQuestion {
  std::string text;  // words, or a ticket with all its sentences; the first kMaxTicketBytes count
  // The language the text is in; "": told from the text.
  std::string language;
  // Where the text does not tell ("VPN 809") and no reply's language is given; "": the
  // configuration's default.
  std::string likely_language;
  // The language the reply will be in; "": that of the text.
  std::string customer_language;
  Audiences audiences;
  std::size_t limit = 10;
};

struct AgentHit {
  // As it was found. hit.language is the article's, hit.audience who may read it.
  SearchHit hit;
  // The article that is linked: in the customer's language if there is one, else as it was found.
  // Lives as long as the snapshot.
  FoundArticle linked;
  std::string anchor;  // of the matched section in `linked`; "" if it has no such section
  std::vector<std::string> languages;  // in which the agent may read it, by tag
  // There is no translation into the customer's language.
  bool is_missing = false;
  // The linked translation is older than the original: its last change, Unix seconds; 0 if not.
  std::int64_t original_changed = 0;
  // The customer may not read it: its audience is not "public".
  bool is_internal = false;
};

struct AgentFindings {
  std::string language;           // of the text, as told or given
  std::string customer_language;  // of the reply
  std::vector<AgentHit> hits;     // best first; each article once
};

// An empty text gives no hits. kUnavailable if a database fails. Thread-safe.
Result<AgentFindings> FindForAgent(const Services& services, const Snapshot& snapshot,
                                   const AgentQuestion& question);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AGENT_SEARCH_H_

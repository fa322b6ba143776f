// One request's view of one language of the index: what it may read, and how it reads.
#ifndef ZEROLINE_SERVER_SEARCH_READING_H_
#define ZEROLINE_SERVER_SEARCH_READING_H_

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/error/result.h"
#include "indexer/language/analyzer.h"
#include "server/search/database_pool.h"
#include "server/search/index_reader.h"
#include "server/search/query_terms.h"
#include "server/search/ranking.h"

namespace zeroline {

struct SearchDatabases {
  DatabasePool::Lease text;
  DatabasePool::Lease titles;
};

// kUnavailable if one cannot be opened.
Result<SearchDatabases> BorrowDatabases(const Snapshot& snapshot,
                                        const std::vector<const LanguageReader*>& readers);

struct Reading {
  const std::vector<const LanguageReader*>& readers;  // not empty
  const SearchDatabases& databases;
  Analyzer* analyzer;

  RankingSource source() const { return {*databases.text, *databases.titles, readers}; }
};

// Documents of the union (see DatabasePool::Borrow) by article id.
std::vector<std::uint32_t> FindDocuments(const std::vector<std::string>& ids,
                                         const std::vector<const LanguageReader*>& readers);

// How much of the query the index knows at all: the share of its words' weight (inverse document
// frequency) that belongs to words that occur somewhere. Throws as Xapian does.
double KnownShare(const Reading& reading, const QueryTerms& terms);

// Whether a query of which no word is known is misspelt rather than nonsense: then more than a
// third of its character runs occur somewhere ("drukrka": 3 of 6). Throws as Xapian does.
bool LooksMisspelt(const Reading& reading, const QueryTerms& terms);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_READING_H_

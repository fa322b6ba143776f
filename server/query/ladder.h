// Mends a query that is not written as the knowledge base writes. Rungs, each tried only when the
// one before left words unknown, each kept only if the vocabulary confirms it: keyboard layout,
// transliteration, diacritics, spelling; synonyms last, for whatever the query is then.
//
// Identifiers, numbers and quoted phrases are never touched.
#ifndef ZEROLINE_SERVER_QUERY_LADDER_H_
#define ZEROLINE_SERVER_QUERY_LADDER_H_

#include <string_view>

#include "indexer/language/analyzer.h"
#include "server/query/query.h"
#include "server/query/vocabulary.h"

namespace zeroline {

// `query` comes from Understand(); `language` is that of the vocabulary and of `analyzer`, which
// says where words are.
Query Mend(const Query& query, std::string_view language, const Vocabulary& vocabulary,
           Analyzer* analyzer);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_LADDER_H_

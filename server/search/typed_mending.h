// What was meant, when nothing begins like what was typed: another keyboard layout, Latin letters
// for another script, a typing error.
#ifndef ZEROLINE_SERVER_SEARCH_TYPED_MENDING_H_
#define ZEROLINE_SERVER_SEARCH_TYPED_MENDING_H_

#include <string_view>

#include "indexer/language/analyzer.h"
#include "server/search/database_pool.h"
#include "server/search/typed_text.h"
#include "server/search/word_beginnings.h"

namespace zeroline {

struct MendingSource {
  const WordBeginnings& vocabulary;
  const OpenDatabase& text;
};

// `typed` is not empty. Words that begin some word of the vocabularies stay as they are, and so do
// those for which nothing better is found, and whatever has digits; whole ones get their diacritics
// back, and inflected forms of known words stay. Chinese is meant by pinyin with or without spaces.
// Throws as Xapian does.
TypedText MendTyped(TypedText typed, std::string_view language, const MendingSource& source,
                    Analyzer* analyzer);

// Whether some word begins so; of unspaced runs and of what has digits it is not asked.
bool IsKnown(const TypedWord& word, const WordBeginnings& vocabulary);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_TYPED_MENDING_H_

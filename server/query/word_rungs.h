// The rungs that mend single words of a draft: transliteration, diacritics, spelling; and what is
// searched beside a word that needs no mending: other spellings of identifiers, synonyms.
//
// Private to this room. Thread-safe.
#ifndef ZEROLINE_SERVER_QUERY_WORD_RUNGS_H_
#define ZEROLINE_SERVER_QUERY_WORD_RUNGS_H_

#include <string>
#include <string_view>
#include <vector>

#include "server/query/draft.h"
#include "server/query/query.h"
#include "server/query/vocabulary.h"

namespace zeroline {

// What all rungs work with.
struct Mending {
  std::string_view language;
  const Vocabulary& vocabulary;
  Draft* draft;
  std::vector<Rewrite>* rewrites;
};

// Latin letters for a language that has others, ae for ä.
void MendTransliteration(const Mending& mending);

// Words without the diacritics that they should have.
void MendDiacritics(const Mending& mending);

// Words that neither the articles nor the dictionary have; words joined or parted by mistake.
void MendSpelling(const Mending& mending);

// KB1042 beside KB 1042.
void AddIdentifierForms(const Mending& mending);

// Other words for the same thing.
void AddSynonyms(const Mending& mending);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_WORD_RUNGS_H_

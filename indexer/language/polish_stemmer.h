// A light stemmer for Polish words that the lemma dictionary does not know (names, new words,
// slang).
//
// Takes off the endings of the published suffix lists of B. Kubiński, which Snowball 3 `polish`
// uses too: nouns, diminutives, adjectives, verbs, adverbs, plurals, in this order, each only from
// words long enough to keep a stem.
#ifndef ZEROLINE_INDEXER_LANGUAGE_POLISH_STEMMER_H_
#define ZEROLINE_INDEXER_LANGUAGE_POLISH_STEMMER_H_

#include <string>
#include <string_view>

namespace zeroline {

// `word` is case-folded UTF-8. Never empties a word. Thread-safe.
std::string StemPolish(std::string_view word);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_POLISH_STEMMER_H_

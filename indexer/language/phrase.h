// A phrase of a few words as it is looked up: the key under which a build keeps it and a query
// finds it again.
//
// Thread-safe, but for the analyzer.
#ifndef ZEROLINE_INDEXER_LANGUAGE_PHRASE_H_
#define ZEROLINE_INDEXER_LANGUAGE_PHRASE_H_

#include <string>
#include <string_view>
#include <vector>

#include "indexer/language/analyzer.h"

namespace zeroline {

struct PhraseWord {
  std::string normal;        // NormalizeWord() of the surface
  std::string term;          // of the word channel
  bool is_unspaced = false;  // of a script without spaces between words
};

// The words of a text, an identifier or a hyphenated word as its parts.
std::vector<PhraseWord> WordsOfPhrase(std::string_view text, Analyzer* analyzer);

enum class PhraseForm {
  kNormal,  // as written
  kTerms,   // whatever the inflection
};

// The words with a space between them, but none between two of an unspaced script: there the same
// phrase may be cut into words differently.
std::string PhraseKey(const std::vector<PhraseWord>& words, PhraseForm form);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_PHRASE_H_

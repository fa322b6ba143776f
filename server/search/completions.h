// How may the word that is being typed go on?
#ifndef ZEROLINE_SERVER_SEARCH_COMPLETIONS_H_
#define ZEROLINE_SERVER_SEARCH_COMPLETIONS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/language/analyzer.h"
#include "server/search/database_pool.h"
#include "server/search/index_reader.h"
#include "server/search/typed_text.h"
#include "server/search/word_beginnings.h"

namespace zeroline {

struct Completion {
  std::string text;  // all of what was typed, completed
  std::string term;  // of the completed word, in the word channel
};

struct Completions {
  std::vector<Completion> found;  // best first
  // Of the union, with the words before and one of the completions, best first; none if there is
  // no word before.
  std::vector<std::uint32_t> articles;
};

// Where completions are looked for.
struct CompletionSource {
  const OpenDatabase& text;
  const OpenDatabase& titles;
  const std::vector<const LanguageReader*>& readers;
  const WordBeginnings& vocabulary;
};

// Whole words of the vocabulary, one form of each, that some article has together with all words
// before, and in an unspaced run right behind them. Those first that most of the best articles with
// these words have, and whose articles say so in their titles. A single word comes from the
// vocabulary alone. Throws as Xapian does.
Completions Complete(const CompletionSource& source, const TypedText& typed, Analyzer* analyzer);

// Documents of the union that have in their text what was typed, in one of its likeliest
// completions; best first. Throws as Xapian does.
std::vector<std::uint32_t> FindArticles(const CompletionSource& source,
                                        const Completions& completions);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_COMPLETIONS_H_

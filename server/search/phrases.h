// Does an article have these words one after the other? For what stood between quotation marks.
#ifndef ZEROLINE_SERVER_SEARCH_PHRASES_H_
#define ZEROLINE_SERVER_SEARCH_PHRASES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index_format/stored_article.h"
#include "indexer/language/analyzer.h"

namespace zeroline {

// Words are compared by their terms: titles of films and names of menus are quoted in whatever case
// the sentence asks for.
struct Phrase {
  struct Word {
    std::string term;  // in the word channel
    std::uint32_t hash = 0;
  };
  std::vector<Word> words;
};

Phrase MakePhrase(std::string_view text, Analyzer* analyzer);

// In the title or in the text. A phrase without words is everywhere.
bool HasPhrase(const ArticleView& article, const Phrase& phrase);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_PHRASES_H_

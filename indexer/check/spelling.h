// Which words are probably misspelt?
//
// "Not in the dictionary" is no finding: half of a support article is. A word is reported if the
// dictionary does not have it, hardly another article uses it, and one slip (a letter too many, too
// few, wrong, or two swapped) leads from it to a word that is right. Names, whatever holds a
// capital or a digit, code and addresses are not looked at.
#ifndef ZEROLINE_INDEXER_CHECK_SPELLING_H_
#define ZEROLINE_INDEXER_CHECK_SPELLING_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/check/checked_article.h"
#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

// Words that are right though no dictionary has them.
struct WordLists {
  std::set<std::string, std::less<>> all;  // in every language
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> by_language;

  // Of the text of words/<language>.txt or words/all.txt: one word a line, '#' begins a comment.
  void Add(std::string_view language, std::string_view text);
  bool Has(std::string_view language, std::string_view word) const;
};

// A word of an article, and where it stands first.
struct WordUse {
  std::string_view word;    // in its manuscript
  std::uint32_t text = 0;   // of Manuscript::texts
  std::uint32_t begin = 0;  // byte
};

// The words worth spelling, each once, ordered by the alphabet. Thread-safe.
std::vector<WordUse> WordsOf(const Manuscript& manuscript);

// Calls work(i) for every i below count, on several threads perhaps.
using ParallelFor =
    std::function<void(std::size_t count, const std::function<void(std::size_t i)>& work)>;

// Rule spelling: each misspelt word of an article once. `words` are of `articles`. Languages whose
// dictionary is not installed find nothing.
std::vector<Diagnostic> FindMisspellings(const std::vector<CheckedArticle>& articles,
                                         const std::vector<std::vector<WordUse>>& words,
                                         const WordLists& lists, const ParallelFor& parallel);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_CHECK_SPELLING_H_

// A query while it is being mended: its words with what stands between them, so that a rung can
// change words without minding offsets.
//
// Private to this room. Not thread-safe.
#ifndef ZEROLINE_SERVER_QUERY_DRAFT_H_
#define ZEROLINE_SERVER_QUERY_DRAFT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/language/analyzer.h"
#include "server/query/query.h"
#include "server/query/vocabulary.h"

namespace zeroline {

struct DraftWord {
  std::string surface;         // as it stands in the text
  std::string normal;          // NormalizeWord(surface)
  std::string term;            // of the word channel
  bool is_unspaced = false;    // of a script without spaces between words
  bool is_fixed = false;       // identifier, number, part of a phrase, URL, ...: never changed
  std::uint32_t articles = 0;  // in how many the normal form occurs; 0 for fixed words
  bool is_correct = false;     // occurs, or the dictionary has it

  // What is searched beside it, as Expansion says.
  double own_weight = 1;
  std::vector<Alternative> alternatives;
};

// Another way to say words [first, first + count).
struct DraftStretch {
  std::size_t first = 0;
  std::size_t count = 0;
  std::vector<Alternative> alternatives;
};

class Draft {
 public:
  // The words of `text` as `analyzer` sees them. What lies in one of `phrases` is fixed. Words from
  // kMaxQueryTokens on are left to the text behind the last word.
  Draft(std::string_view text, const std::vector<std::string>& phrases,
        const Vocabulary& vocabulary, Analyzer* analyzer);

  std::vector<DraftWord>& words() { return words_; }
  const std::vector<DraftWord>& words() const { return words_; }
  std::vector<DraftStretch>& stretches() { return stretches_; }

  // Whether only spaces stand between word i and the next one.
  bool IsFollowedBySpace(std::size_t i) const;
  // Whether nothing but spaces or hyphens stands between word i and the next one.
  bool IsFollowedClosely(std::size_t i) const;

  // The text of words [first, first + count) with what stands between them.
  std::string Text(std::size_t first, std::size_t count) const;

  // Puts `surfaces`, joined by `glue`, in place of words [first, first + count). The new words are
  // known (looked up) and not fixed.
  void Replace(std::size_t first, std::size_t count, const std::vector<std::string>& surfaces,
               std::string_view glue);

  // The word term of a word that is not in the text; "" if it is not one word.
  std::string TermOf(std::string_view word);

  // Fills text and expansions. The text has at most kMaxQueryBytes.
  void WriteTo(Query* query) const;

 private:
  const Vocabulary& vocabulary_;
  Analyzer* analyzer_;
  std::vector<DraftWord> words_;
  std::vector<std::string> between_;  // before each word, and behind the last one
  std::vector<DraftStretch> stretches_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_DRAFT_H_

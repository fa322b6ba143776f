// What words are there? All that understanding a query asks of the knowledge base and of the
// dictionaries of its language. The search room answers it from a build; tests answer it from a
// table.
#ifndef ZEROLINE_SERVER_QUERY_VOCABULARY_H_
#define ZEROLINE_SERVER_QUERY_VOCABULARY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zeroline {

// A word of the knowledge base in its normal form (NormalizeWord()), with its diacritics.
struct KnownWord {
  std::string word;
  std::uint32_t articles = 0;  // in how many it occurs
};

struct SimilarWord {
  KnownWord known;
  double distance = 0;  // in edits; see Vocabulary::Similar()
};

// Of one language, as one reader may see it. Words are asked in normal form. Thread-safe.
class Vocabulary {
 public:
  virtual ~Vocabulary() = default;

  // In how many articles exactly this word occurs; 0 if in none.
  virtual std::uint32_t Articles(std::string_view word) const = 0;

  // Whether the spelling dictionary of this language, or of English, has the word: then it is not
  // misspelt, though no article has it.
  virtual bool IsCorrect(std::string_view word) const = 0;

  // The words whose folded form (FoldWord()) is `folded`, commonest first; among them the folded
  // form itself if it is a word.
  virtual std::vector<KnownWord> WithFoldedForm(std::string_view folded) const = 0;

  // At most `limit` words that `word` may be a misspelling of, likeliest first. The distance is
  // Damerau's on folded forms: letters exchanged, doubled or hit beside the right key cost less
  // than one edit, a wrong first letter more.
  virtual std::vector<SimilarWord> Similar(std::string_view word, std::size_t limit) const = 0;

  // The words that people write as `latin` when they have Latin letters only: pinyin without tones,
  // Russian as it sounds, ae for ä. `latin` is a LatinKey() (indexer/language/transliteration.h);
  // commonest first.
  virtual std::vector<KnownWord> WithLatinKey(std::string_view latin) const = 0;

  // Other words and phrases for the phrase of this key (PhraseKey() of either form,
  // indexer/language/phrase.h), best first; empty if there are none.
  virtual std::vector<std::string> Synonyms(std::string_view phrase) const = 0;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_VOCABULARY_H_

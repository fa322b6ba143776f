// Is a word spelled correctly, whether or not any article has it?
//
// Dictionaries are hunspell's, found by the language's name among those that are installed (Debian
// packages hunspell-*). Any language may have one; without, no word is known to be correct.
#ifndef ZEROLINE_INDEXER_LANGUAGE_SPELLING_DICTIONARY_H_
#define ZEROLINE_INDEXER_LANGUAGE_SPELLING_DICTIONARY_H_

#include <memory>
#include <string>
#include <string_view>

namespace zeroline {

// Thread-safe. Remembers answers, a bounded number of them.
class SpellingDictionary {
 public:
  // Of a BCP 47 tag; the same one at every call, for the life of the process. The first question
  // reads the file (0.05 to 0.3 s and 8 to 30 MB; Polish shares it with the analyzer), so a server
  // asks one before it serves.
  static SpellingDictionary& Of(std::string_view language);
  ~SpellingDictionary();
  SpellingDictionary(const SpellingDictionary&) = delete;
  SpellingDictionary& operator=(const SpellingDictionary&) = delete;

  // Whether the dictionary has this word, given in normal form (NormalizeWord()).
  bool IsCorrect(std::string_view word);

 private:
  struct Impl;
  explicit SpellingDictionary(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_SPELLING_DICTIONARY_H_

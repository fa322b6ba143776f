// A hunspell dictionary: which words there are, and what their lemmas are.
//
// Private to this room. Thread-safe: lookups take a lock, so callers keep what they learned. A
// dictionary is loaded once per process and stays (English 8 MB, Russian 16, Polish 30).
#ifndef ZEROLINE_INDEXER_LANGUAGE_HUNSPELL_DICTIONARY_H_
#define ZEROLINE_INDEXER_LANGUAGE_HUNSPELL_DICTIONARY_H_

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/error/result.h"

namespace zeroline {

struct DictionaryFiles {
  std::filesystem::path affixes;
  std::filesystem::path words;
};

// kNotFound, naming the Debian package to install, if they are not there.
Result<DictionaryFiles> FindDictionaryFiles(std::string_view dictionary);

// The name of the installed dictionary that serves a language best: of its region if the tag names
// one, else of the country the language is named for (de_DE), else any; "" if there is none.
std::string InstalledDictionary(std::string_view tag);

class HunspellDictionary {
 public:
  // `dictionary` is a name such as "pl_PL". Fails as FindDictionaryFiles() does.
  static Result<std::shared_ptr<HunspellDictionary>> Load(std::string_view dictionary);
  virtual ~HunspellDictionary() = default;

  // The first lemma of a surface word in UTF-8 as hunspell spells it, trying the word as typed, in
  // lower case and in title case; "" if the dictionary does not know it.
  virtual std::string FirstLemma(std::string_view surface) = 0;

  // Whether a case-folded word is one in some case: a noun of German, a name, an abbreviation.
  virtual bool HasWord(std::string_view folded) = 0;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_HUNSPELL_DICTIONARY_H_

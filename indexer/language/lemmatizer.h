// Dictionary forms of words through hunspell.
//
// Thread-safe: lookups take a lock, so callers keep what they learned (the analyzer does). A
// dictionary is loaded once per process and stays.
#ifndef ZEROLINE_INDEXER_LANGUAGE_LEMMATIZER_H_
#define ZEROLINE_INDEXER_LANGUAGE_LEMMATIZER_H_

#include <memory>
#include <string>
#include <string_view>

#include "indexer/error/result.h"

namespace zeroline {

class Lemmatizer {
 public:
  // `dictionary` is a hunspell name such as "pl_PL". kNotFound, naming the Debian package to
  // install, if its files are not there.
  static Result<std::shared_ptr<Lemmatizer>> Load(std::string_view dictionary);
  virtual ~Lemmatizer() = default;

  // The first lemma of a surface word in UTF-8 as hunspell spells it, trying the word as typed, in
  // lower case and in title case; "" if the dictionary does not know it.
  virtual std::string FirstLemma(std::string_view surface) = 0;
};

// A hash over both files of a dictionary as they were when the process first asked, which is also
// what Load() keeps; kNotFound as above.
Result<std::string> DictionaryFingerprint(std::string_view dictionary);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_LEMMATIZER_H_

// Snowball stemmers, as Xapian carries them.
#ifndef ZEROLINE_INDEXER_LANGUAGE_STEMMER_STEMMER_H_
#define ZEROLINE_INDEXER_LANGUAGE_STEMMER_STEMMER_H_

#include <memory>
#include <string>
#include <string_view>

namespace zeroline {

// Not thread-safe; one per analyzer.
class Stemmer {
 public:
  // `algorithm` is a Snowball name ("english"); nullptr if there is none of this name.
  static std::unique_ptr<Stemmer> Create(std::string_view algorithm);
  virtual ~Stemmer() = default;

  // `word` is case-folded UTF-8.
  virtual std::string Stem(const std::string& word) = 0;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_STEMMER_STEMMER_H_

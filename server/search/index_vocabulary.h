// The vocabulary of a build's language, as one reader may see it.
#ifndef ZEROLINE_SERVER_SEARCH_INDEX_VOCABULARY_H_
#define ZEROLINE_SERVER_SEARCH_INDEX_VOCABULARY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/query/vocabulary.h"
#include "server/search/index_reader.h"

namespace zeroline {

// Cheap to make: one per request. Similar() takes 0.2 ms among 15,000 words, 0.6 ms among 90,000.
// IsCorrect() loads dictionaries at its first question (see SpellingDictionary). Thread-safe.
class IndexVocabulary : public Vocabulary {
 public:
  // `readers` are those of one language that the reader may see; they outlive the vocabulary.
  IndexVocabulary(std::vector<const LanguageReader*> readers, std::string_view language);

  std::uint32_t Articles(std::string_view word) const override;
  bool IsCorrect(std::string_view word) const override;
  std::vector<KnownWord> WithFoldedForm(std::string_view folded) const override;
  std::vector<SimilarWord> Similar(std::string_view word, std::size_t limit) const override;
  std::vector<KnownWord> WithLatinKey(std::string_view latin) const override;
  std::vector<std::string> Synonyms(std::string_view phrase) const override;

 private:
  const std::vector<const LanguageReader*> readers_;
  const std::string language_;
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_INDEX_VOCABULARY_H_

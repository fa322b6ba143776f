// A question as the words it is recognised by: two questions are about the same when their vectors
// point the same way.
//
// Words are terms of the index's analyzer, so inflection does not matter. What was typed without
// diacritics, with a slip or on the wrong keyboard layout is read as the word of the knowledge base
// that is meant, or as the word that others who asked have written. A word counts the more the
// fewer articles have it; what only makes a text a question ("how", "can", "my") counts hardly.
#ifndef ZEROLINE_SERVER_ANALYTICS_QUESTION_VECTOR_H_
#define ZEROLINE_SERVER_ANALYTICS_QUESTION_VECTOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/language/analyzer.h"
#include "server/query/vocabulary.h"

namespace zeroline {

struct VectorTerm {
  std::uint32_t term = 0;
  float weight = 0;
};
// Ascending by term, of length 1; empty for a text without words.
using QuestionVector = std::vector<VectorTerm>;

// The cosine of the angle between them, 0..1.
double Similarity(const QuestionVector& a, const QuestionVector& b);

// What a language's questions are read with; all of it outlives the call.
struct QuestionLanguage {
  std::string_view tag;
  Analyzer* analyzer = nullptr;
  const Vocabulary* vocabulary = nullptr;  // of the articles that the report's reader may see
  std::size_t articles = 0;                // in the language
};

// One text asked so many times.
struct AskedText {
  std::string_view text;
  std::size_t count = 0;
};

// In the order of `texts`. The numbers of terms mean the same within one call only.
std::vector<QuestionVector> ReadQuestions(const std::vector<AskedText>& texts,
                                          const QuestionLanguage& language);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_ANALYTICS_QUESTION_VECTOR_H_

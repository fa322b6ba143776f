// Two words in a row as one term: what tells "open a shared folder" from "share an open folder"
// where texts are as short as titles and questions.
#ifndef ZEROLINE_INDEXER_LANGUAGE_WORD_PAIRS_H_
#define ZEROLINE_INDEXER_LANGUAGE_WORD_PAIRS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/language/analyzer.h"

namespace zeroline {

inline constexpr std::string_view kWordPairPrefix = "XB";

// The term of two word-channel terms in a row.
std::string WordPair(std::string_view first, std::string_view second);

// Appends a term to *terms for every two neighbours of tokens [begin, end), stop words included.
// Identifiers and joined compounds stand over words that have their own tokens and are passed over.
void AppendWordPairs(const std::vector<AnalyzedToken>& tokens, std::size_t begin, std::size_t end,
                     std::vector<std::string>* terms);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_LANGUAGE_WORD_PAIRS_H_

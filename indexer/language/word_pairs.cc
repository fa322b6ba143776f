#include "indexer/language/word_pairs.h"

#include "indexer/language/text.h"

namespace zeroline {

std::string WordPair(std::string_view first, std::string_view second) {
  std::string pair(kWordPairPrefix);
  pair += first;
  pair += ' ';
  pair += second;
  return std::string(TruncateUtf8(pair, kMaxTermBytes));
}

void AppendWordPairs(const std::vector<AnalyzedToken>& tokens, std::size_t begin, std::size_t end,
                     std::vector<std::string>* terms) {
  const TokenTerms* before = nullptr;
  for (std::size_t i = begin; i < end; ++i) {
    const TokenTerms* word = tokens[i].terms;
    if (word->kind == TokenKind::kIdentifier || word->kind == TokenKind::kCompound) continue;
    if (before != nullptr) {
      terms->push_back(WordPair(before->word, word->word));
    }
    before = word;
  }
}

}  // namespace zeroline

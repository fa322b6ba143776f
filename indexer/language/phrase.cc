#include "indexer/language/phrase.h"

#include "indexer/language/normalizer.h"

namespace zeroline {

std::vector<PhraseWord> WordsOfPhrase(std::string_view text, Analyzer* analyzer) {
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  std::vector<PhraseWord> words;
  for (const AnalyzedToken& token : tokens) {
    const TokenKind kind = token.terms->kind;
    if (kind == TokenKind::kIdentifier || kind == TokenKind::kCompound) continue;
    words.push_back({NormalizeWord(text.substr(token.begin, token.end - token.begin)),
                     token.terms->word, kind == TokenKind::kUnspaced});
  }
  return words;
}

std::string PhraseKey(const std::vector<PhraseWord>& words, PhraseForm form) {
  std::string key;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_joined = i > 0 && words[i].is_unspaced && words[i - 1].is_unspaced;
    if (i > 0 && !is_joined) key += ' ';
    key += form == PhraseForm::kNormal ? words[i].normal : words[i].term;
  }
  return key;
}

}  // namespace zeroline

#include "server/search/phrases.h"

#include <cstddef>

namespace zeroline {
namespace {

// The tokens of an article's text that do not lie over others, as identifiers and compounds do.
class PlainTokens {
 public:
  explicit PlainTokens(const ArticleView& article)
      : text_(article.text()),
        hashes_(article.word_hashes()),
        words_(article.token_words()),
        begins_(article.token_begins()),
        lengths_(article.token_lengths()),
        count_(article.token_count()) {}

  std::size_t count() const { return count_; }
  bool IsPlain(std::size_t i) const {
    return i + 1 == count_ || begins_[i + 1] >= begins_[i] + lengths_[i];
  }
  bool Is(std::size_t i, const Phrase::Word& word) const {
    return hashes_[words_[i]] == word.hash &&
           FoldWord(text_.substr(begins_[i], lengths_[i])) == word.folded;
  }

 private:
  std::string_view text_;
  const std::uint32_t* hashes_;
  const std::uint16_t* words_;
  const std::uint32_t* begins_;
  const std::uint16_t* lengths_;
  std::size_t count_;
};

bool BeginsAt(const PlainTokens& tokens, std::size_t at, const Phrase& phrase) {
  for (const Phrase::Word& word : phrase.words) {
    while (at < tokens.count() && !tokens.IsPlain(at)) ++at;
    if (at == tokens.count() || !tokens.Is(at, word)) return false;
    ++at;
  }
  return true;
}

}  // namespace

Phrase MakePhrase(std::string_view text, Analyzer* analyzer) {
  Phrase phrase;
  phrase.folded = FoldWord(text);
  std::vector<AnalyzedToken> tokens;
  analyzer->Analyze(text, &tokens);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const bool is_plain = i + 1 == tokens.size() || tokens[i + 1].begin >= tokens[i].end;
    if (!is_plain) continue;
    const TokenTerms& terms = *tokens[i].terms;
    phrase.words.push_back({terms.word, terms.word_hash, terms.folded});
  }
  return phrase;
}

bool HasPhrase(const ArticleView& article, const Phrase& phrase) {
  if (phrase.words.empty()) return true;
  if (FoldWord(article.title()).find(phrase.folded) != std::string::npos) return true;
  const PlainTokens tokens(article);
  for (std::size_t i = 0; i < tokens.count(); ++i) {
    if (tokens.IsPlain(i) && BeginsAt(tokens, i, phrase)) return true;
  }
  return false;
}

}  // namespace zeroline

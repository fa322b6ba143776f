// An article of which only the title, the text and what is kept of their analysis matter.
#ifndef ZEROLINE_TESTS_SUPPORT_ANALYZED_ARTICLE_H_
#define ZEROLINE_TESTS_SUPPORT_ANALYZED_ARTICLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/index_format/stored_article.h"
#include "indexer/language/analyzer.h"

namespace zeroline {

// Owns the encoded article, in aligned memory.
class AnalyzedArticle {
 public:
  AnalyzedArticle(std::string title, std::string text, Analyzer* analyzer) {
    StoredArticle article;
    article.title = std::move(title);
    article.text = std::move(text);
    article.sections.push_back({"", "", 0, 0, static_cast<std::uint32_t>(article.text.size())});
    std::vector<AnalyzedToken> tokens;
    analyzer->Analyze(article.title, &tokens);
    for (const AnalyzedToken& token : tokens) article.title_words.push_back(Add(token, &article));
    analyzer->Analyze(article.text, &tokens);
    for (const AnalyzedToken& token : tokens) {
      article.tokens.push_back(
          {Add(token, &article), token.begin, static_cast<std::uint16_t>(token.end - token.begin)});
    }
    const std::string encoded = EncodeArticle(article);
    bytes_.resize(encoded.size() / 8);
    encoded.copy(reinterpret_cast<char*>(bytes_.data()), encoded.size());
  }

  ArticleView view() const {
    return *ArticleView::Open({reinterpret_cast<const char*>(bytes_.data()), bytes_.size() * 8});
  }

 private:
  static std::uint16_t Add(const AnalyzedToken& token, StoredArticle* article) {
    article->words.Add(token.terms->word_hash, token.terms->gram_hashes);
    return static_cast<std::uint16_t>(article->words.size() - 1);
  }

  std::vector<std::uint64_t> bytes_;
};

}  // namespace zeroline

#endif  // ZEROLINE_TESTS_SUPPORT_ANALYZED_ARTICLE_H_

// Articles -> what databases and article stores are written from. Each article's text is segmented
// once; the same pass gives the postings of both databases and the tokens that snippets are cut by.
#ifndef ZEROLINE_INDEXER_WRITER_ARTICLE_BATCH_H_
#define ZEROLINE_INDEXER_WRITER_ARTICLE_BATCH_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/index_format/stored_article.h"
#include "indexer/language/analyzer.h"
#include "indexer/writer/segment.h"
#include "indexer/writer/word_counter.h"

namespace zeroline {

// Some articles of one audience and language, ready to be written.
struct ArticleBatch {
  std::string language;
  Segment text;
  Segment titles;
  WordCounts words;
  std::vector<std::pair<std::uint32_t, std::string>> records;  // docid, EncodeArticle()
};

// Not thread-safe; `analyzer` outlives it.
class ArticleBatchBuilder {
 public:
  explicit ArticleBatchBuilder(Analyzer* analyzer);

  // Articles come in ascending order of docid. `article->words`, `title_words` and `tokens` are
  // filled in.
  void Add(std::uint32_t docid, StoredArticle* article);

  // Counts the words of an article as Add() does, and nothing else.
  void CountWords(const StoredArticle& article);

  // The builder is empty afterwards.
  ArticleBatch Finish();

 private:
  // How often an article's words with these terms count in each database.
  struct Count {
    const TokenTerms* terms = nullptr;
    std::uint32_t text = 0;
    std::uint32_t titles = 0;
  };
  // A part of the analysed text that counts in its own way.
  struct Field {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::uint32_t text_wdf = 0;
    std::uint32_t titles_wdf = 0;
  };

  void Compose(const StoredArticle& article);
  void AddField(std::string_view text, std::uint32_t text_wdf, std::uint32_t titles_wdf);
  void CountTokens(StoredArticle* article);
  // Returns the number of the word in counts_.
  std::size_t Tally(const TokenTerms* terms, std::uint32_t text_wdf, std::uint32_t titles_wdf);
  void Expand();
  void AddWordPairs();
  void AddTypedPrefixes();
  void AddPrefixes(std::string_view folded);

  Analyzer* analyzer_;
  ArticleBatch batch_;
  SegmentBuilder text_;
  SegmentBuilder titles_;
  WordCounter words_;
  // Reused from article to article.
  std::string composed_;
  std::vector<Field> fields_;
  std::vector<AnalyzedToken> tokens_;
  std::size_t heading_tokens_ = 0;  // tokens_ in front of the body
  std::vector<Count> counts_;
  std::vector<std::uint32_t> slots_;
  std::string term_;
  std::vector<std::string> pairs_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_ARTICLE_BATCH_H_

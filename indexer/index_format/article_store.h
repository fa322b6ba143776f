// articles.cdb: docid -> encoded StoredArticle, a constant database (D. J. Bernstein's cdb format)
// that is mapped, never loaded.
#ifndef ZEROLINE_INDEXER_INDEX_FORMAT_ARTICLE_STORE_H_
#define ZEROLINE_INDEXER_INDEX_FORMAT_ARTICLE_STORE_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "indexer/error/result.h"
#include "indexer/index_format/stored_article.h"

namespace zeroline {

// Thread-safe. Views live as long as the store.
class ArticleStore {
 public:
  static Result<std::unique_ptr<ArticleStore>> Open(const std::filesystem::path& file);
  ~ArticleStore();
  ArticleStore(const ArticleStore&) = delete;
  ArticleStore& operator=(const ArticleStore&) = delete;

  // kNotFound if no article has this docid.
  Result<ArticleView> Find(std::uint32_t docid) const;
  // The encoded bytes as they are, for carrying an unchanged article into the next build; empty if
  // absent.
  std::string_view FindBytes(std::uint32_t docid) const;

 private:
  struct Impl;
  explicit ArticleStore(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Writes a new file; nothing is readable before Finish() succeeded. Not thread-safe.
class ArticleStoreWriter {
 public:
  static Result<std::unique_ptr<ArticleStoreWriter>> Create(const std::filesystem::path& file);
  ~ArticleStoreWriter();
  ArticleStoreWriter(const ArticleStoreWriter&) = delete;
  ArticleStoreWriter& operator=(const ArticleStoreWriter&) = delete;

  // `encoded` comes from EncodeArticle() or ArticleStore::FindBytes().
  Status Add(std::uint32_t docid, std::string_view encoded);
  // Writes the table and syncs the file.
  Status Finish();

 private:
  struct Impl;
  explicit ArticleStoreWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_ARTICLE_STORE_H_

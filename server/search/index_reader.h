// The searchable state of one index directory, refreshed when a new build is published.
//
// A Snapshot never changes under its holder: a request that starts on build 41 finishes on
// build 41. Holding one keeps its files open, so hold it for a request, not for a session.
//
// Thread-safe. snapshot() copies one pointer under a lock; call it per request.
#ifndef ZEROLINE_SERVER_SEARCH_INDEX_READER_H_
#define ZEROLINE_SERVER_SEARCH_INDEX_READER_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/error/result.h"
#include "indexer/index_format/article_store.h"
#include "indexer/index_format/build_directory.h"
#include "indexer/index_format/catalog.h"
#include "indexer/index_format/synonyms.h"
#include "indexer/index_format/translation_table.h"
#include "indexer/index_format/vocabulary.h"

namespace zeroline {

class ForeignArticles;
class DatabasePool;  // Xapian handles, leased one per thread at a time
class History;

// One audience's articles in one language.
class LanguageReader {
 public:
  LanguageReader(BuildLanguage info, std::filesystem::path directory,
                 std::unique_ptr<Catalog> catalog, std::unique_ptr<ArticleStore> articles,
                 std::unique_ptr<StoredVocabulary> vocabulary);
  ~LanguageReader();

  const std::string& audience() const { return info_.audience; }
  const std::string& language() const { return info_.language; }
  // Of all its articles: in front matter, and confirmed by readers.
  std::uint32_t question_count() const { return info_.question_count; }
  const std::filesystem::path& directory() const { return directory_; }
  const Catalog& catalog() const { return *catalog_; }
  const ArticleStore& articles() const { return *articles_; }
  const StoredVocabulary& vocabulary() const { return *vocabulary_; }
  // Null if the writers gave none for the language.
  const SynonymTable* synonyms() const { return synonyms_.get(); }
  void UseSynonyms(std::unique_ptr<SynonymTable> synonyms) { synonyms_ = std::move(synonyms); }
  // What its articles said before; null if none of them ever changed. See former_version.h.
  const History* history() const { return history_.get(); }
  void UseHistory(std::unique_ptr<History> history);

 private:
  BuildLanguage info_;
  std::filesystem::path directory_;
  std::unique_ptr<Catalog> catalog_;
  std::unique_ptr<ArticleStore> articles_;
  std::unique_ptr<StoredVocabulary> vocabulary_;
  std::unique_ptr<SynonymTable> synonyms_;
  std::unique_ptr<History> history_;
};

// An article together with where it was found. Views live as long as the snapshot.
struct FoundArticle {
  const LanguageReader* reader = nullptr;
  ArticleView article;
};

// What one reader may see, decided once per request by the policy of server/web. Anonymous readers
// see
// {"public"} only; every lookup below takes it, so that no door can forget to ask.
using Audiences = std::vector<std::string>;

// By language of the query, then of the articles.
using TranslationTables =
    std::map<std::pair<std::string, std::string>, std::unique_ptr<TranslationTable>>;

class Snapshot {
 public:
  Snapshot(BuildInfo info, std::filesystem::path build,
           std::vector<std::unique_ptr<LanguageReader>> readers, TranslationTables translations);
  ~Snapshot();

  std::uint64_t build_number() const { return info_.number; }
  const BuildInfo& info() const { return info_; }

  // Languages in which at least one article is visible, most articles first.
  std::vector<std::string> languages(const Audiences& audiences) const;
  // Readers of one language that these audiences may open; empty if there are none.
  std::vector<const LanguageReader*> readers(std::string_view language,
                                             const Audiences& audiences) const;

  // By URL path below /{lang}/, or by id, in one language. kNotFound both for unknown and
  // forbidden.
  Result<FoundArticle> FindPath(std::string_view language, std::string_view path,
                                const Audiences& audiences) const;
  Result<FoundArticle> FindId(std::string_view language, std::string_view id,
                              const Audiences& audiences) const;
  // Languages in which the article `id` exists for these audiences, in the order of languages().
  std::vector<std::string> Translations(std::string_view id, const Audiences& audiences) const;
  // The id to which an old path of `language` (or an old id, as "/a/<id>") leads; kNotFound if
  // none.
  Result<std::string> FindRedirect(std::string_view language, std::string_view from,
                                   const Audiences& audiences) const;
  // Full path of an asset file by its content-hashed name; kNotFound for anything else.
  Result<std::filesystem::path> FindAsset(std::string_view name, const Audiences& audiences) const;

  // What words of `from` are in `to`; null if the build knows nothing of that.
  const TranslationTable* FindTranslations(const std::string& from, const std::string& to) const;

  // Which articles one language has and another has not.
  ForeignArticles& foreign_articles() const { return *foreign_articles_; }

  // Leases for the search room.
  DatabasePool& databases() const { return *databases_; }

 private:
  BuildInfo info_;
  std::filesystem::path build_;
  std::vector<std::unique_ptr<LanguageReader>> readers_;
  TranslationTables translations_;
  std::unique_ptr<ForeignArticles> foreign_articles_;
  std::unique_ptr<DatabasePool> databases_;
};

class IndexReader {
 public:
  // Opens the build that `directory` currently points at. Fails with kNotFound if nothing was ever
  // published there, and with kCorrupt if it was written by another format version or by an
  // analyzer whose fingerprint is not ours: its terms would look right and match nothing.
  static Result<std::unique_ptr<IndexReader>> Open(const std::filesystem::path& directory);

  std::shared_ptr<const Snapshot> snapshot() const;

  // Moves to the build that is current now; true if it changed. On failure the old snapshot stays.
  // Called by one thread, every few hundred milliseconds (one readlink when nothing changed).
  Result<bool> Refresh();

 private:
  explicit IndexReader(std::filesystem::path directory);

  std::filesystem::path directory_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_;  // guarded by mutex_
};

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_SEARCH_INDEX_READER_H_

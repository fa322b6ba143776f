// catalog.flat: what one audience has in one language, by path, by id and by section, and where
// moved articles went. Mapped, never loaded, so opening it costs the same for ten articles and a
// million.
#ifndef ZEROLINE_INDEXER_INDEX_FORMAT_CATALOG_H_
#define ZEROLINE_INDEXER_INDEX_FORMAT_CATALOG_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

struct CatalogEntry {
  std::uint32_t docid = 0;
  std::string id;
  std::string path;
  std::string title;
  std::string summary;
  std::string section;
  std::int64_t updated = 0;
};

// A first folder. `title` comes from the folder's _index.md, else from its name.
struct CatalogSection {
  std::string name;
  std::string title;
  std::string summary;
  int weight = 0;  // `weight` in _index.md; smaller comes first, then by title
  std::uint32_t article_count = 0;
};

struct CatalogRedirect {
  std::string from;  // a path, or "/a/" + an old id
  std::string id;    // article it leads to
};

struct CatalogContent {
  std::vector<CatalogEntry> entries;
  std::vector<CatalogSection> sections;
  std::vector<CatalogRedirect> redirects;
};

// Writes and syncs the file. Sorts what it needs to.
Status WriteCatalog(const std::filesystem::path& file, CatalogContent content);

// Thread-safe. Views live as long as the catalog.
class Catalog {
 public:
  struct Entry {
    std::uint32_t docid = 0;
    std::string_view id;
    std::string_view path;
    std::string_view title;
    std::string_view summary;
    std::string_view section;
    std::int64_t updated = 0;
  };
  struct Section {
    std::string_view name;
    std::string_view title;
    std::string_view summary;
    std::uint32_t article_count = 0;
  };

  static Result<std::unique_ptr<Catalog>> Open(const std::filesystem::path& file);
  ~Catalog();
  Catalog(const Catalog&) = delete;
  Catalog& operator=(const Catalog&) = delete;

  std::size_t size() const;          // articles
  Entry entry(std::size_t i) const;  // ordered by path
  std::optional<Entry> FindPath(std::string_view path) const;
  std::optional<Entry> FindId(std::string_view id) const;
  // The id an old path (or "/a/<old id>") now leads to.
  std::optional<std::string_view> FindRedirect(std::string_view from) const;

  std::size_t section_count() const;
  Section section(std::size_t i) const;  // in display order
  // Articles of one section, ordered by title as stored; at most `limit` from `offset`.
  std::vector<Entry> ArticlesInSection(std::string_view name, std::size_t offset,
                                       std::size_t limit) const;
  // The most recently changed articles, newest first.
  std::vector<Entry> RecentlyUpdated(std::size_t limit) const;

 private:
  struct Impl;
  explicit Catalog(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_CATALOG_H_

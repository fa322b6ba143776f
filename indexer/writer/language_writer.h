// One folder of a build: what one audience has in one language.
#ifndef ZEROLINE_INDEXER_WRITER_LANGUAGE_WRITER_H_
#define ZEROLINE_INDEXER_WRITER_LANGUAGE_WRITER_H_

#include <cstdint>
#include <filesystem>
#include <vector>

#include "indexer/error/result.h"
#include "indexer/index_format/catalog.h"
#include "indexer/writer/article_batch.h"

namespace zeroline {

// What of the old articles may still be read in the files afterwards.
enum class Removal {
  kForget,  // free space is reused in time: an article changed
  kErase,   // nothing may be left behind: an article was withdrawn or its audience changed
};

struct LanguageChange {
  std::filesystem::path previous;     // the folder in the last build
  std::vector<ArticleBatch> batches;  // new and changed articles
  std::vector<std::uint32_t> removed;
  std::vector<std::uint32_t> kept;  // articles that stay as they are
  CatalogContent catalog;
  Removal removal = Removal::kForget;
};

// Writes the folder from nothing; `batches` are in order of docid and it must not exist. Files and
// folder are synced. May be called for several folders at the same time.
Status WriteLanguage(const std::filesystem::path& directory,
                     const std::vector<ArticleBatch>& batches, CatalogContent catalog);

// Writes the folder from the previous build's copy of it and the changes. kCorrupt if the previous
// one cannot be trusted: the caller then writes it from nothing.
Status UpdateLanguage(const std::filesystem::path& directory, LanguageChange change);

// The same articles with another catalog (a section was renamed, a redirect added).
Status RelinkLanguage(const std::filesystem::path& directory, const std::filesystem::path& previous,
                      CatalogContent catalog);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_LANGUAGE_WRITER_H_

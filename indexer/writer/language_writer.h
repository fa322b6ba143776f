// One folder of a build: what one audience has in one language.
#ifndef ZEROLINE_INDEXER_WRITER_LANGUAGE_WRITER_H_
#define ZEROLINE_INDEXER_WRITER_LANGUAGE_WRITER_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
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
  // Article id -> EncodeHistory(), of those that have a history.
  std::vector<std::pair<std::string, std::string>> history;
  Removal removal = Removal::kForget;
};

// Part of writing a folder. The tasks of one folder, and of several, may run at the same time and
// in any order; the folder is good when all have succeeded. What they were made from outlives them.
using WriteTask = std::function<Status()>;

// Writes the folder from nothing; `batches` are in order of docid. Makes the folder, which must not
// exist.
Result<std::vector<WriteTask>> WriteLanguage(const std::filesystem::path& directory,
                                             const std::vector<ArticleBatch>& batches,
                                             const CatalogContent& catalog);

// Writes the folder from the previous build's copy of it and the changes. A task fails with
// kCorrupt if the previous folder cannot be trusted: the caller then writes this one from nothing.
Result<std::vector<WriteTask>> UpdateLanguage(const std::filesystem::path& directory,
                                              const LanguageChange& change);

// The same articles with another catalog (a section was renamed).
Result<std::vector<WriteTask>> RelinkLanguage(const std::filesystem::path& directory,
                                              const std::filesystem::path& previous,
                                              const CatalogContent& catalog);

// history.cdb of a folder that is there; no file if there are no records. Beyond kMaxHistoryBytes
// the longest histories are left out.
inline constexpr std::size_t kMaxHistoryBytes = std::size_t{1} << 30;
Status WriteHistory(const std::filesystem::path& directory,
                    std::vector<std::pair<std::string, std::string>> history);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_LANGUAGE_WRITER_H_

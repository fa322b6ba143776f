#include "indexer/writer/language_writer.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "indexer/index_format/article_store.h"
#include "indexer/index_format/history.h"
#include "indexer/writer/file_operations.h"
#include "indexer/writer/vocabulary_writer.h"
#include "indexer/writer/xapian_database.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

constexpr const char* kText = "text";
constexpr const char* kTitles = "titles";
constexpr const char* kArticles = "articles.cdb";
constexpr const char* kCatalog = "catalog.flat";
constexpr const char* kVocabulary = "vocabulary.flat";

using BatchSegment = Segment ArticleBatch::*;

std::vector<const Segment*> Segments(const std::vector<ArticleBatch>& batches, BatchSegment which) {
  std::vector<const Segment*> segments;
  for (const ArticleBatch& batch : batches) segments.push_back(&(batch.*which));
  return segments;
}

Status WriteArticles(const fs::path& file,
                     const std::map<std::uint32_t, std::string_view>& records) {
  auto writer = ArticleStoreWriter::Create(file);
  if (!writer) return tl::unexpected(writer.error());
  for (const auto& [docid, encoded] : records) {
    if (Status added = (*writer)->Add(docid, encoded); !added) return added;
  }
  return (*writer)->Finish();
}

std::map<std::uint32_t, std::string_view> Records(const std::vector<ArticleBatch>& batches) {
  std::map<std::uint32_t, std::string_view> records;
  for (const ArticleBatch& batch : batches) {
    for (const auto& [docid, encoded] : batch.records) records.emplace(docid, encoded);
  }
  return records;
}

// The changed articles and those that stay, the latter checked before they are trusted for another
// build.
Status UpdateArticles(const fs::path& file, const LanguageChange& change) {
  const auto store = ArticleStore::Open(change.previous / kArticles);
  if (!store) return tl::unexpected(store.error());
  std::map<std::uint32_t, std::string_view> records = Records(change.batches);
  for (const std::uint32_t docid : change.kept) {
    const std::string_view bytes = (*store)->FindBytes(docid);
    if (Status sound = VerifyArticle(bytes); !sound) return sound;
    records.emplace(docid, bytes);
  }
  return WriteArticles(file, records);
}

Status LinkHistory(const fs::path& previous, const fs::path& directory) {
  std::error_code error;
  if (!fs::exists(previous / kHistoryFile, error)) return {};
  return LinkFile(previous / kHistoryFile, directory / kHistoryFile);
}

Status UpdateDatabase(const fs::path& directory, const LanguageChange& change, const char* name,
                      BatchSegment which) {
  const fs::path target = directory / name;
  const bool erase = change.removal == Removal::kErase;
  const fs::path work = erase ? directory / (std::string(name) + ".old") : target;
  Status status = CopyDirectory(change.previous / name, work).and_then([&] {
    return UpdateXapianDatabase(work, Segments(change.batches, which), change.removed);
  });
  if (status && erase) {
    status = CompactXapianDatabase(work, target).and_then([&] { return RemoveAll(work); });
  }
  return status.and_then([&] { return SyncFiles(target); });
}

}  // namespace

Result<std::vector<WriteTask>> WriteLanguage(const fs::path& directory,
                                             const std::vector<ArticleBatch>& batches,
                                             const CatalogContent& catalog) {
  if (Status made = MakeDirectories(directory); !made) return tl::unexpected(made.error());
  return std::vector<WriteTask>{
      [=, &batches] {
        return WriteXapianDatabase(directory / kText, Segments(batches, &ArticleBatch::text));
      },
      [=, &batches] {
        return WriteXapianDatabase(directory / kTitles, Segments(batches, &ArticleBatch::titles));
      },
      [=, &batches] { return WriteWords(directory / kVocabulary, batches); },
      [=, &batches, &catalog] {
        return WriteArticles(directory / kArticles, Records(batches)).and_then([&] {
          return WriteCatalog(directory / kCatalog, catalog);
        });
      }};
}

Result<std::vector<WriteTask>> UpdateLanguage(const fs::path& directory,
                                              const LanguageChange& change) {
  if (Status made = MakeDirectories(directory); !made) return tl::unexpected(made.error());
  return std::vector<WriteTask>{
      [=, &change] { return UpdateDatabase(directory, change, kText, &ArticleBatch::text); },
      [=, &change] { return UpdateDatabase(directory, change, kTitles, &ArticleBatch::titles); },
      [=, &change] {
        const OldWords old = {change.previous / kVocabulary, change.previous / kArticles};
        return UpdateWords(directory / kVocabulary, old, change.batches, change.removed);
      },
      [=, &change] {
        return UpdateArticles(directory / kArticles, change).and_then([&] {
          return WriteCatalog(directory / kCatalog, change.catalog);
        });
      }};
}

Result<std::vector<WriteTask>> RelinkLanguage(const fs::path& directory, const fs::path& previous,
                                              const CatalogContent& catalog) {
  if (Status made = MakeDirectories(directory); !made) return tl::unexpected(made.error());
  return std::vector<WriteTask>{[=, &catalog] {
    return LinkDirectory(previous / kText, directory / kText)
        .and_then([&] { return LinkDirectory(previous / kTitles, directory / kTitles); })
        .and_then([&] { return LinkFile(previous / kArticles, directory / kArticles); })
        .and_then([&] { return LinkFile(previous / kVocabulary, directory / kVocabulary); })
        .and_then([&] { return LinkHistory(previous, directory); })
        .and_then([&] { return WriteCatalog(directory / kCatalog, catalog); });
  }};
}

Status WriteHistory(const fs::path& directory,
                    std::vector<std::pair<std::string, std::string>> history) {
  if (history.empty()) return {};
  std::sort(history.begin(), history.end(), [](const auto& a, const auto& b) {
    return std::pair(a.second.size(), std::string_view(a.first)) <
           std::pair(b.second.size(), std::string_view(b.first));
  });
  auto writer = HistoryWriter::Create(directory / kHistoryFile);
  if (!writer) return tl::unexpected(writer.error());
  std::size_t bytes = 0;
  for (const auto& [id, record] : history) {
    bytes += record.size();
    if (bytes > kMaxHistoryBytes) break;
    if (Status added = (*writer)->Add(id, record); !added) return added;
  }
  return (*writer)->Finish();
}

}  // namespace zeroline

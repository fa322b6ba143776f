#include "indexer/writer/language_writer.h"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "indexer/index_format/article_store.h"
#include "indexer/writer/file_operations.h"
#include "indexer/writer/glass_database.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

constexpr const char* kText = "text";
constexpr const char* kTitles = "titles";
constexpr const char* kArticles = "articles.cdb";
constexpr const char* kCatalog = "catalog.flat";

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

Xapian::Document ToXapian(const Segment& segment, const Segment::Document& document) {
  Xapian::Document made;
  for (std::size_t i = document.begin; i < document.end; ++i) {
    const Segment::DocumentTerm& item = segment.document_terms[i];
    made.add_term(std::string(segment.terms[item.term]), item.wdf);
  }
  return made;
}

void ApplyToDatabase(const fs::path& directory, const LanguageChange& change, BatchSegment which) {
  // Nobody reads the copy yet, so blocks are changed in place; files are synced when all is done.
  Xapian::WritableDatabase database(directory.string(),
                                    Xapian::DB_OPEN | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS);
  for (const std::uint32_t docid : change.removed) database.delete_document(docid);
  for (const ArticleBatch& batch : change.batches) {
    const Segment& segment = batch.*which;
    for (const Segment::Document& document : segment.documents) {
      database.replace_document(document.docid, ToXapian(segment, document));
    }
  }
  database.commit();
  database.close();
}

Status UpdateDatabase(const fs::path& directory, const LanguageChange& change, const char* name,
                      BatchSegment which) {
  const fs::path target = directory / name;
  const bool erase = change.removal == Removal::kErase;
  const fs::path work = erase ? directory / (std::string(name) + ".old") : target;
  if (Status copied = CopyDirectory(change.previous / name, work); !copied) return copied;
  try {
    ApplyToDatabase(work, change, which);
    // Blocks that are free still hold what was deleted; a compacted copy has none.
    if (erase) Xapian::Database(work.string()).compact(target.string());
  } catch (const Xapian::DatabaseCorruptError& error) {
    return Fail(ErrorCode::kCorrupt, work.string() + ": " + error.get_description());
  } catch (const Xapian::DatabaseError& error) {
    return Fail(ErrorCode::kIo, "cannot update " + work.string() + ": " + error.get_description());
  } catch (const Xapian::Error& error) {
    return Fail(ErrorCode::kInternal, work.string() + ": " + error.get_description());
  }
  if (erase) {
    if (Status removed = RemoveAll(work); !removed) return removed;
  }
  return SyncFiles(target);
}

}  // namespace

Status WriteLanguage(const fs::path& directory, const std::vector<ArticleBatch>& batches,
                     CatalogContent catalog) {
  return MakeDirectories(directory)
      .and_then([&] {
        return WriteGlassDatabase(directory / kText, Segments(batches, &ArticleBatch::text));
      })
      .and_then([&] {
        return WriteGlassDatabase(directory / kTitles, Segments(batches, &ArticleBatch::titles));
      })
      .and_then([&] { return WriteArticles(directory / kArticles, Records(batches)); })
      .and_then([&] { return WriteCatalog(directory / kCatalog, std::move(catalog)); });
}

Status UpdateLanguage(const fs::path& directory, LanguageChange change) {
  return MakeDirectories(directory)
      .and_then([&] { return UpdateDatabase(directory, change, kText, &ArticleBatch::text); })
      .and_then([&] { return UpdateDatabase(directory, change, kTitles, &ArticleBatch::titles); })
      .and_then([&] { return UpdateArticles(directory / kArticles, change); })
      .and_then([&] { return WriteCatalog(directory / kCatalog, std::move(change.catalog)); });
}

Status RelinkLanguage(const fs::path& directory, const fs::path& previous, CatalogContent catalog) {
  return MakeDirectories(directory)
      .and_then([&] { return LinkDirectory(previous / kText, directory / kText); })
      .and_then([&] { return LinkDirectory(previous / kTitles, directory / kTitles); })
      .and_then([&] { return LinkFile(previous / kArticles, directory / kArticles); })
      .and_then([&] { return WriteCatalog(directory / kCatalog, std::move(catalog)); });
}

}  // namespace zeroline

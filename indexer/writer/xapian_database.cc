#include "indexer/writer/xapian_database.h"

#include <xapian.h>

#include <string>

#include "indexer/writer/file_operations.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

// Nobody reads the database yet, so blocks are changed in place, and files are synced when all is
// done.
constexpr int kPrivate = Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;
// Changes are collected in a tree per term; a small one stays in the processor's caches (500
// documents: a third less time than all at once).
constexpr std::size_t kDocumentsPerCommit = 500;

Xapian::Document ToXapian(const Segment& segment, const Segment::Document& document) {
  Xapian::Document made;
  for (std::size_t i = document.begin; i < document.end; ++i) {
    const Segment::DocumentTerm& item = segment.document_terms[i];
    made.add_term(std::string(segment.terms[item.term]), item.wdf);
  }
  return made;
}

// New documents at the end are cheaper to add than to replace.
void Put(Xapian::docid docid, const Xapian::Document& document,
         Xapian::WritableDatabase* database) {
  if (docid == database->get_lastdocid() + 1) {
    database->add_document(document);
  } else {
    database->replace_document(docid, document);
  }
}

void ReplaceDocuments(const std::vector<const Segment*>& segments,
                      Xapian::WritableDatabase* database) {
  std::size_t pending = 0;
  for (const Segment* segment : segments) {
    for (const Segment::Document& document : segment->documents) {
      Put(document.docid, ToXapian(*segment, document), database);
      if (++pending % kDocumentsPerCommit == 0) database->commit();
    }
  }
}

// With DB_DANGEROUS a failed commit cannot be cancelled, and Xapian says that instead of what
// failed. A full disk is by far the likeliest cause, so it is looked for.
Status FailedCommit(const fs::path& directory, const Xapian::Error& error) {
  constexpr std::uintmax_t kNoSpaceBytes = 1u << 20;
  std::error_code unknown;
  const fs::space_info space = fs::space(directory, unknown);
  const bool full = !unknown && space.available < kNoSpaceBytes;
  return Fail(ErrorCode::kIo, "cannot write " + directory.string() + ": " +
                                  (full ? "No space left on device" : error.get_description()));
}

// Nothing throws across the room's border.
template <typename Action>
Status Guarded(const fs::path& directory, Action action) {
  try {
    action();
    return {};
  } catch (const Xapian::DatabaseCorruptError& error) {
    return Fail(ErrorCode::kCorrupt, directory.string() + ": " + error.get_description());
  } catch (const Xapian::InvalidOperationError& error) {
    return FailedCommit(directory, error);
  } catch (const Xapian::DatabaseError& error) {
    return Fail(ErrorCode::kIo,
                "cannot write " + directory.string() + ": " + error.get_description());
  } catch (const Xapian::Error& error) {
    return Fail(ErrorCode::kInternal, directory.string() + ": " + error.get_description());
  }
}

}  // namespace

Status WriteXapianDatabase(const fs::path& directory, const std::vector<const Segment*>& segments) {
  return Guarded(directory,
                 [&] {
                   Xapian::WritableDatabase database(directory.string(),
                                                     Xapian::DB_CREATE | kPrivate);
                   ReplaceDocuments(segments, &database);
                   database.commit();
                 })
      .and_then([&] { return SyncFiles(directory); });
}

Status UpdateXapianDatabase(const fs::path& directory, const std::vector<const Segment*>& segments,
                            const std::vector<std::uint32_t>& removed) {
  return Guarded(directory, [&] {
    Xapian::WritableDatabase database(directory.string(), Xapian::DB_OPEN | kPrivate);
    for (const std::uint32_t docid : removed) database.delete_document(docid);
    ReplaceDocuments(segments, &database);
    database.commit();
  });
}

Status CompactXapianDatabase(const fs::path& from, const fs::path& to) {
  // With the numbers they have: those are what the article store knows them by.
  return Guarded(from, [&] {
    Xapian::Database(from.string()).compact(to.string(), Xapian::DBCOMPACT_NO_RENUMBER);
  });
}

}  // namespace zeroline

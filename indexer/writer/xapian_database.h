// Segments -> Xapian databases through Xapian's own interface: updates, and new databases where
// nothing is known of the format.
#ifndef ZEROLINE_INDEXER_WRITER_XAPIAN_DATABASE_H_
#define ZEROLINE_INDEXER_WRITER_XAPIAN_DATABASE_H_

#include <cstdint>
#include <filesystem>
#include <vector>

#include "indexer/error/result.h"
#include "indexer/writer/segment.h"

namespace zeroline {

// Makes the database `directory`, which must not exist; files are synced. `segments` are in order
// of docid.
Status WriteXapianDatabase(const std::filesystem::path& directory,
                           const std::vector<const Segment*>& segments);

// Replaces and adds the documents of `segments` and takes `removed` out, in place: the database
// must be a private copy. Not synced. kCorrupt if the database is damaged.
Status UpdateXapianDatabase(const std::filesystem::path& directory,
                            const std::vector<const Segment*>& segments,
                            const std::vector<std::uint32_t>& removed);

// Writes a copy without free blocks, which would still hold what was deleted. Not synced.
Status CompactXapianDatabase(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_XAPIAN_DATABASE_H_

// A whole Xapian database written from segments, without Xapian: see glass_table.h for why.
#ifndef ZEROLINE_INDEXER_WRITER_GLASS_DATABASE_H_
#define ZEROLINE_INDEXER_WRITER_GLASS_DATABASE_H_

#include <filesystem>
#include <vector>

#include "indexer/error/result.h"
#include "indexer/writer/segment.h"

namespace zeroline {

// Makes the folder `directory`, which must not exist, and a database in it: posting lists, term
// lists and statistics as Xapian would have written them for the same documents; no positions,
// values or document data. `segments` are in order: the docids of each follow those of the one
// before. Files are synced.
Status WriteGlassDatabase(const std::filesystem::path& directory,
                          const std::vector<const Segment*>& segments);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_WRITER_GLASS_DATABASE_H_

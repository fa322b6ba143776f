// Since when the sections of each file say what they say, who wrote the file, and when it last
// changed: from Git where it knows the file, else from the last build and the file's time.
#ifndef ZEROLINE_INDEXER_COMMANDS_REVISIONS_H_
#define ZEROLINE_INDEXER_COMMANDS_REVISIONS_H_

#include <string_view>

#include "indexer/commands/scan.h"

namespace zeroline {

// Fills entry.revisions and entry.stamp, without times. `entry->headings` are those of the article
// that `content` holds.
void RecordRevisions(std::string_view content, const std::string& original_version,
                     ManifestFile* entry);

// Gives entry.revisions, entry.stamp, entry.updated and entry.authors what Git says of them, and
// sets scan->head_commit. What is committed has the time of the commit that brought it; what is not
// has the time of the file when it was first built. Files in which nothing can have changed since
// the last build are left alone: then only new commits are read.
void DateRevisions(const BuildOptions& options, const LastBuild* last, Scan* scan);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_REVISIONS_H_

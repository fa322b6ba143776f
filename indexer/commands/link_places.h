// Where in its line does a link stand?
#ifndef ZEROLINE_INDEXER_COMMANDS_LINK_PLACES_H_
#define ZEROLINE_INDEXER_COMMANDS_LINK_PLACES_H_

#include "indexer/article/manuscript.h"
#include "indexer/index_format/manifest.h"

namespace zeroline {

// Gives links, files and findings of `entry` the exact places that the manuscript knows; what it
// does not tell keeps its line.
void PlaceLinks(const Manuscript& manuscript, ManifestFile* entry);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_LINK_PLACES_H_

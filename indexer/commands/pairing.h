// Which articles belong together, and which may not both be published.
#ifndef ZEROLINE_INDEXER_COMMANDS_PAIRING_H_
#define ZEROLINE_INDEXER_COMMANDS_PAIRING_H_

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "indexer/commands/source_state.h"

namespace zeroline {

// Marks the articles that CheckTree() rejects: they claim an id or a URL that another has.
void BlockRejected(std::deque<SourceState>* states);

// Original and translations, by path of the original.
using Originals = std::map<std::string, SourceState*>;

// Sets entry.adopted_from of every translation: the article of the same audience and id in the
// original language, else in the first language by alphabet. Returns the originals that have
// translations. A translation whose original's outline changed, or that has another original than
// before, gets touches_content.
Originals PairTranslations(const std::string& original_language, std::deque<SourceState>* states);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_PAIRING_H_

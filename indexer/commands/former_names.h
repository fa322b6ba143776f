// What articles were called before Git renamed their files, and which redirects that makes.
#ifndef ZEROLINE_INDEXER_COMMANDS_FORMER_NAMES_H_
#define ZEROLINE_INDEXER_COMMANDS_FORMER_NAMES_H_

#include <deque>
#include <string>
#include <vector>

#include "indexer/commands/language_plan.h"
#include "indexer/commands/scan.h"

namespace zeroline {

// Sets entry.former_names, from the last build and from what Git renamed since: names under which
// the file was a published article when it was renamed. What it said then is read from Git, so a
// name is known with the audience that it had. `head` is the commit of the tree, "" without Git.
void FollowRenames(const BuildOptions& options, const LastBuild* last, const std::string& head,
                   std::deque<SourceState>* states);

// Puts the redirects into the plan's catalog, whose entries are all there.
//
// An old address leads on for those only who could read the article there and can read it now: it
// is in the catalog of the article's audience, and only if it was public or of that audience. An
// article of the plan at the old address wins; one for other readers changes nothing, or its
// absence of a redirect would tell of it.
void AddRedirects(const std::deque<SourceState>& states, LanguagePlan* plan);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_FORMER_NAMES_H_

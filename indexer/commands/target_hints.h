// What a link that nobody can follow was meant to lead to.
#ifndef ZEROLINE_INDEXER_COMMANDS_TARGET_HINTS_H_
#define ZEROLINE_INDEXER_COMMANDS_TARGET_HINTS_H_

#include <map>
#include <string>
#include <vector>

#include "indexer/check/checked_article.h"
#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

// Adds to findings of rule unresolved-link (by path of their file) the one public article of the
// language whose file is named as the address ends.
void SuggestTargets(const std::vector<CheckedArticle>& articles,
                    std::map<std::string, std::vector<Diagnostic>>* findings);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_TARGET_HINTS_H_

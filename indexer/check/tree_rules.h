// Rules that compare articles with one another.
//
// A finding names another article only if every reader of its own article may read that one, so
// that no report about public articles tells of confidential ones.
#ifndef ZEROLINE_INDEXER_CHECK_TREE_RULES_H_
#define ZEROLINE_INDEXER_CHECK_TREE_RULES_H_

#include <string>
#include <vector>

#include "indexer/check/checked_article.h"
#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

// duplicate-title, unknown-tag, missing-summary and missing-questions, missing-translation.
// `articles` are all that are published, ordered by path.
std::vector<Diagnostic> CheckAcross(const std::vector<CheckedArticle>& articles,
                                    const std::string& original_language);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_CHECK_TREE_RULES_H_

// Where the sections of an article went: links to a heading that was renamed still lead to it.
#ifndef ZEROLINE_INDEXER_COMMANDS_FORMER_ANCHORS_H_
#define ZEROLINE_INDEXER_COMMANDS_FORMER_ANCHORS_H_

#include <vector>

#include "indexer/index_format/history.h"
#include "indexer/index_format/stored_article.h"

namespace zeroline {

// `known` brought from the article `before` to the article `now`, with the anchors that were lost
// in between. An anchor leads to the section that took the place of its own, or into which its
// words went; one whose section is gone without either is left out. Newest first.
std::vector<FormerAnchor> FollowAnchors(std::vector<FormerAnchor> known, const ArticleView& before,
                                        const StoredArticle& now);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_FORMER_ANCHORS_H_

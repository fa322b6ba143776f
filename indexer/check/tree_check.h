// What can only be seen with the whole tree in view: two articles that claim one place, links that
// lead nowhere, images that are not there.
//
// It works from ArticleFacts, plain strings that the caller keeps for files it did not have to
// parse again:
//
//   for each file of WalkSourceTree():            // on all cores
//     unchanged ? facts from the last build : FactsOf(*ParseArticle(file, ReadFile(...)).article)
//   AdoptAnchors(original, &translation)          // before FactsOf(translation): it changes
//   anchors TreeCheck check = CheckTree(facts, [&](path) { return LocateInTree(root,
//   path).has_value(); }); publish every facts[i] but those in check.rejected
#ifndef ZEROLINE_INDEXER_CHECK_TREE_CHECK_H_
#define ZEROLINE_INDEXER_CHECK_TREE_CHECK_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

// What the tree needs to know of one article.
struct ArticleFacts {
  std::string source_path;
  std::string language;
  std::string path;
  std::string id;
  std::string section;
  std::string audience;
  ArticleStatus status = ArticleStatus::kPublished;
  std::vector<std::string> anchors;  // every id in the page
  std::vector<std::string> redirect_from;
  std::vector<ArticleLink> links;
  std::vector<ArticleAsset> assets;
};

ArticleFacts FactsOf(const Article& article);

struct TreeCheck {
  std::vector<Diagnostic> diagnostics;  // ordered by path and line
  std::vector<std::size_t> rejected;    // indices of articles that must not be published, ascending
};

// Errors, which reject the later article by source path: "duplicate-id" (within a language),
// "duplicate-url", "reserved-url". Warnings: "missing-asset", "broken-link", "confidential-link",
// "broken-anchor", "redirect". Drafts and archived articles claim nothing and are no targets.
//
// No public article is rejected, and no warning about one differs, because of a confidential one,
// but for links to it. Of a public and a confidential article with one id or address the public one
// stays; of two for different audiences both do.
//
// `asset_exists` is asked once per path. Thread-safe if that is.
TreeCheck CheckTree(const std::vector<ArticleFacts>& articles,
                    const std::function<bool(std::string_view path)>& asset_exists);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_CHECK_TREE_CHECK_H_

// Where a link or an image of an article leads, decided from its address alone.
//
// It never looks at the tree: what an article compiles to depends on its own file only, so an
// unchanged file stays valid. Whether targets exist is asked later (indexer/check).
#ifndef ZEROLINE_INDEXER_ARTICLE_LINK_TARGET_H_
#define ZEROLINE_INDEXER_ARTICLE_LINK_TARGET_H_

#include <string>
#include <string_view>

#include "indexer/source/source_tree.h"

namespace zeroline {

struct LinkTarget {
  enum class Kind {
    kExternal,  // http, https
    kContact,   // mailto, tel
    kPage,      // another page of the portal that is no article: the short link /a/{id}
    kArticle,   // an article of this tree, or a place in this very one
    kAsset,     // an image or attachment of the tree
    kRejected,  // leads nowhere we vouch for: the text stays, the link goes
  };
  Kind kind = Kind::kRejected;
  std::string url;       // percent-encoded, not HTML-escaped; with kAssetScheme for an asset
  std::string path;      // decoded: "<lang>/<path>" of an article, ArticleAsset::path of an asset
  std::string fragment;  // decoded, without '#'
  std::string rule;      // of the warning, when rejected
  std::string problem;   // its message
};

// `address` as Markdown or HTML gives it, entities resolved. Relative ones start from the folder of
// `from`. "/x/y.md" means x/y of the article's own language; a leading "/help/" as Experience
// League trees write it, or the language folder itself, is left away.
LinkTarget ResolveLink(const SourceFile& from, std::string_view address);

// "ru/почта/a b" -> "ru/%D0%BF.../a%20b"; '/' stays.
std::string EncodePath(std::string_view path);

// Resolves %XX; a '%' that starts no escape stays.
std::string DecodePercent(std::string_view text);

// Without ".md" or ".markdown" in any case; as it is if it has neither.
std::string_view WithoutArticleExtension(std::string_view path);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_LINK_TARGET_H_

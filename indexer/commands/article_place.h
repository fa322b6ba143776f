// Where in the tree an article of a language and path is, or would be.
#ifndef ZEROLINE_INDEXER_COMMANDS_ARTICLE_PLACE_H_
#define ZEROLINE_INDEXER_COMMANDS_ARTICLE_PLACE_H_

#include <filesystem>
#include <string>

#include "indexer/error/result.h"

namespace zeroline {

struct ArticlePlace {
  std::string path;      // "en/network/vpn.md", relative to the articles folder
  std::string language;  // canonical tag
  bool exists = false;
};

// `path` is that of the article below its language, with or without extension. A folder of the
// language that is there is used as it is spelled. Fails with kInvalidArgument if WalkSourceTree()
// would take no article from there, or it would lie outside the tree, and with kNotFound if
// `articles` is no folder.
Result<ArticlePlace> PlaceArticle(const std::filesystem::path& articles,
                                  const std::string& language, const std::string& path);

// Writes a file that is not there, making its folders. kConflict if it is.
Status CreateFile(const std::filesystem::path& file, const std::string& content);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_ARTICLE_PLACE_H_

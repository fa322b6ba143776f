// What the build before said of one audience's articles in one language, and what the next build
// remembers of it.
//
// It is read also when nothing else of that build can be built upon (other options, another
// analyzer); what of it is damaged is as if it had never been.
#ifndef ZEROLINE_INDEXER_COMMANDS_FORMER_LANGUAGE_H_
#define ZEROLINE_INDEXER_COMMANDS_FORMER_LANGUAGE_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/index_format/article_store.h"
#include "indexer/index_format/catalog.h"
#include "indexer/index_format/history.h"

namespace zeroline {

// The build that is current in an index; number 0 if there is none.
struct FormerBuild {
  std::filesystem::path path;
  std::uint64_t number = 0;
};
FormerBuild FindFormerBuild(const std::filesystem::path& index);

// Thread-safe.
class FormerLanguage {
 public:
  // `next` is what the next build has; `now` in Unix seconds. `next` outlives the object.
  FormerLanguage(const FormerBuild& build, const std::filesystem::path& directory,
                 const CatalogContent& next, std::int64_t now);

  // The record of the article in the next build's history, "" if there is nothing to remember, and
  // its former anchors put into `article->html`. An article has the history of its id, else of the
  // id or path from which the next build redirects to it.
  std::string Follow(StoredArticle* article) const;
  // The record of an article whose writer wants it to have no history.
  std::string Forget(const StoredArticle& article) const;

  // The record of an article that stays as it is.
  std::string_view Carry(std::string_view id) const;

 private:
  struct Known {
    std::string id;
    ArticleView article;
  };
  std::optional<Known> FindArticle(std::string_view id) const;
  std::optional<Known> Read(const std::optional<Catalog::Entry>& entry) const;
  ArticleHistory FindHistory(std::string_view id) const;

  std::uint64_t number_;
  std::int64_t now_;
  std::unique_ptr<Catalog> catalog_;  // null if it has none
  std::unique_ptr<ArticleStore> articles_;
  std::unique_ptr<History> history_;  // null if it has none
  std::unordered_map<std::string_view, std::vector<std::string_view>> moved_from_;  // by id
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_FORMER_LANGUAGE_H_

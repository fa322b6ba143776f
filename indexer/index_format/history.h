// history.cdb: what articles said before, so that a link made then can tell what has changed since.
//
// One file per audience and language, beside articles.cdb. A version is written when a build says
// something else of an article than the build before, and carried on from build to build. What an
// article said for another audience is not in it: nothing that was confidential becomes public with
// its article.
#ifndef ZEROLINE_INDEXER_INDEX_FORMAT_HISTORY_H_
#define ZEROLINE_INDEXER_INDEX_FORMAT_HISTORY_H_

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"
#include "indexer/index_format/stored_article.h"

namespace zeroline {

// What an article said until a build replaced it.
struct FormerVersion {
  std::string version;           // ArticleVersion()
  std::uint64_t last_build = 0;  // the last build that had it
  std::int64_t replaced = 0;     // Unix seconds: when the build after that was made
  std::string title;
  std::string text;
  std::vector<StoredSection> sections;
};

// The oldest are forgotten first.
inline constexpr std::size_t kMaxFormerVersions = 20;

// Thread-safe.
class History {
 public:
  static Result<std::unique_ptr<History>> Open(const std::filesystem::path& file);
  ~History();
  History(const History&) = delete;
  History& operator=(const History&) = delete;

  // Newest first; none if the article never changed, or is not there. kCorrupt if the record is
  // damaged.
  Result<std::vector<FormerVersion>> Find(std::string_view article_id) const;
  // The record as it is, for carrying it into the next build; "" if there is none.
  std::string_view FindBytes(std::string_view article_id) const;

 private:
  struct Impl;
  explicit History(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_HISTORY_H_

// history.cdb: what articles said before, so that a link made then can tell what has changed since.
//
// One file per audience and language, beside articles.cdb. A version is written when a build says
// something else of an article than the build before, and carried on from build to build. What an
// article said for another audience is not in it: nothing that was confidential becomes public with
// its article. A build without the file knows of no changes.
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

inline constexpr std::string_view kHistoryFile = "history.cdb";

// What an article said until a build replaced it.
struct FormerVersion {
  std::string version;           // ArticleVersion()
  std::uint64_t last_build = 0;  // the last build that had it
  std::int64_t replaced = 0;     // Unix seconds: when the build after that was made
  std::string title;
  std::string text;
  std::vector<StoredSection> sections;
};

// An anchor that a section once had, and the anchor of the section that has its place now; "" is
// the beginning of the article.
struct FormerAnchor {
  std::string anchor;
  std::string section;
};

struct ArticleHistory {
  std::vector<FormerVersion> versions;  // newest first
  std::vector<FormerAnchor> anchors;    // none of them is an anchor of the article now
  // Of this build and those before it nothing is known: the article was new after it, or what it
  // said has been forgotten. 0 if the article is as old as the index.
  std::uint64_t unknown_until = 0;
};

// The oldest are forgotten first, also when the texts of one article together exceed
// kMaxFormerBytes.
inline constexpr std::size_t kMaxFormerVersions = 20;
inline constexpr std::size_t kMaxFormerBytes = 512 * 1024;
inline constexpr std::size_t kMaxFormerAnchors = 100;

// Bytes for one record; what exceeds the limits above is forgotten first.
std::string EncodeHistory(std::string_view article_id, ArticleHistory history);

// Thread-safe. Views live as long as the object.
class History {
 public:
  // kNotFound if there is no such file, kCorrupt if it cannot be trusted.
  static Result<std::unique_ptr<History>> Open(const std::filesystem::path& file);
  ~History();
  History(const History&) = delete;
  History& operator=(const History&) = delete;

  // Empty if the article never changed, or is not there. kCorrupt if the record is damaged.
  Result<ArticleHistory> Find(std::string_view article_id) const;
  // The record as it is, for carrying it into the next build; "" if there is none.
  std::string_view FindBytes(std::string_view article_id) const;

 private:
  struct Impl;
  explicit History(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Writes a new file; nothing is readable before Finish() succeeded. Not thread-safe.
class HistoryWriter {
 public:
  static Result<std::unique_ptr<HistoryWriter>> Create(const std::filesystem::path& file);
  ~HistoryWriter();
  HistoryWriter(const HistoryWriter&) = delete;
  HistoryWriter& operator=(const HistoryWriter&) = delete;

  // `encoded` comes from EncodeHistory() or History::FindBytes(), of the same article.
  Status Add(std::string_view article_id, std::string_view encoded);
  // Writes the table and syncs the file.
  Status Finish();

 private:
  struct Impl;
  explicit HistoryWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_HISTORY_H_

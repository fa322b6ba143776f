// The articles folder as files: which there are, in which language, and which changed since a
// build.
#ifndef ZEROLINE_INDEXER_SOURCE_SOURCE_TREE_H_
#define ZEROLINE_INDEXER_SOURCE_SOURCE_TREE_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/diagnostics/diagnostic.h"
#include "indexer/error/result.h"

namespace zeroline {

// A file is never read past this; a longer one is reported and skipped.
inline constexpr std::uint64_t kMaxSourceBytes = 4u << 20;

enum class SourceKind { kArticle, kSectionPage /* _index.md */ };

struct SourceFile {
  SourceKind kind = SourceKind::kArticle;
  std::string path;      // "<lang>/<any/path>.md", '/' separated, as the file system spells it
  std::string language;  // canonical BCP 47 tag of the first folder
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;  // mtime, to notice a change without reading
};

struct SourceTree {
  std::filesystem::path root;
  std::vector<SourceFile> files;  // ordered by path
  std::vector<Diagnostic> diagnostics;
};

// Walks `root`. Articles are the files whose names end in .md or .markdown. A folder that is no
// language tag, an unreadable file or folder, a symbolic link that leaves the tree or loops, a name
// that is not UTF-8, and a file that is too large become diagnostics; they never fail the walk. A
// link to a file of the tree is an article of its own; a linked folder is reported and not entered.
// `synonyms/`, `words/`, hidden files and files directly in `root` are none of its business and
// passed silently. Fails with kNotFound if `root` is not a readable folder.
Result<SourceTree> WalkSourceTree(const std::filesystem::path& root);

// What WalkSourceTree() would make of an article at this path, for a file that is there no more:
// kind, path and language. Nothing if it would be no article.
std::optional<SourceFile> ArticleFileAt(std::string_view path);

// The whole file. kNotFound if it vanished since the walk, kIo if it cannot be read,
// kInvalidArgument if it grew past `max_bytes`.
Result<std::string> ReadFile(const std::filesystem::path& file, std::uint64_t max_bytes);

// The real path of the regular file that `relative` (an image, an attachment) names below `root`.
// kNotFound if there is none, kInvalidArgument if it is no regular file or a symbolic link leads
// out of the tree: whoever copies assets asks here first, so that no link can publish a file from
// elsewhere.
Result<std::filesystem::path> LocateInTree(const std::filesystem::path& root,
                                           std::string_view relative);

// 64-bit content hash (XXH3) as 16 lower-case hex digits.
std::string ContentHash(std::string_view bytes);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SOURCE_SOURCE_TREE_H_

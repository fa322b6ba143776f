// What a run knows of every source file: as it was in the last build, as it is now, and what that
// means for the next build.
#ifndef ZEROLINE_INDEXER_COMMANDS_SOURCE_STATE_H_
#define ZEROLINE_INDEXER_COMMANDS_SOURCE_STATE_H_

#include <optional>
#include <string>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/index_format/manifest.h"
#include "indexer/index_format/stored_article.h"
#include "indexer/source/source_tree.h"

namespace zeroline {

// One file of the tree.
struct SourceState {
  SourceFile file;
  const ManifestFile* previous = nullptr;          // in the last build, if it was there
  ManifestFile entry;                              // in the next build
  bool is_parsed = false;                          // in this run
  std::optional<Article> article;                  // if parsed, and whole
  std::vector<StoredConfirmedQuestion> confirmed;  // that count for it, see DealOut()
  std::string original_language;                   // of a translation that is written
  std::vector<StoredOutdatedSection> outdated;     // of it, see SetFreshness()
  bool is_gone = false;          // vanished or could not be read: not in the next build
  bool is_blocked = false;       // published, were it not for another file with its id or URL
  bool touches_content = false;  // what readers see of it differs from the last build
  bool moved = false;            // entry.former_names are not those of the last build

  bool is_article() const { return file.kind == SourceKind::kArticle; }
  bool is_published() const {
    return !is_gone && !is_blocked && is_article() && entry.outcome == ManifestOutcome::kPublished;
  }
};

// What parsing depends on beside the file itself.
struct ParseContext {
  std::filesystem::path root;
  std::vector<std::string> public_audiences;
  bool drafts = false;  // are published
};

// Reads and parses one file into `state` (entry, article). Failures become diagnostics of the
// entry. If `trust_hash` and the content is what it was in the last build, nothing is parsed and
// the old entry is kept.
enum class HashTrust { kReparse, kKeepIfSame };
void ReadSource(const ParseContext& context, HashTrust trust, SourceState* state);

// Whether one of these names, which mean everybody, is `audience`.
bool IsNamedPublic(const std::vector<std::string>& public_audiences, std::string_view audience);

// The article's outline as AdoptAnchors() needs it, when the file itself was not parsed.
Article OutlineOf(const ManifestFile& entry);

// Fills entry.headings and entry.anchors from the article.
void RecordHeadings(const Article& article, ManifestFile* entry);

// A folder name that can stand beside others in a build: letters, digits, '-' and '_'.
bool IsUsableAudience(std::string_view audience);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_SOURCE_STATE_H_

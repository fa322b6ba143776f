// manifest.flat: what the indexer remembers of the source tree a build was made from, so that the
// next build parses only what changed. No server reads it.
#ifndef ZEROLINE_INDEXER_INDEX_FORMAT_MANIFEST_H_
#define ZEROLINE_INDEXER_INDEX_FORMAT_MANIFEST_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

enum class ManifestKind : std::uint8_t { kArticle, kSectionPage };

enum class ManifestOutcome : std::uint8_t { kPublished, kDraft, kArchived, kFailed };

// A finding about one file; it is shown again as long as the file does not change.
struct ManifestDiagnostic {
  bool is_error = false;
  int line = 0;
  std::string rule;
  std::string message;
  int column = 0;
};

struct ManifestHeading {
  std::uint8_t level = 0;
  std::string anchor;  // as published, after a translation adopted its original's
  bool is_explicit = false;
};

struct ManifestLink {
  std::string target;
  std::string fragment;
  int line = 0;
  int column = 0;
};

struct ManifestAssetUse {
  std::string path;
  int line = 0;
  int column = 0;
};

// Content, and when it last became what it is.
struct ManifestRevision {
  std::uint64_t hash = 0;
  std::int64_t changed = 0;  // Unix seconds
};

// Where the article stood and what it was called before its file was renamed, as its front matter
// said then.
struct ManifestFormerName {
  std::string language;
  std::string path;  // URL below /{language}/
  std::string id;
  std::string audience;
  bool operator==(const ManifestFormerName&) const = default;
};

// One source file. The fields after `diagnostics` describe the article or section page it holds;
// they are empty if it failed.
struct ManifestFile {
  std::string path;  // relative to the articles folder, as SourceFile::path
  std::string language;
  ManifestKind kind = ManifestKind::kArticle;
  ManifestOutcome outcome = ManifestOutcome::kFailed;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::string content_hash;
  std::vector<ManifestDiagnostic> diagnostics;

  std::string audience;
  std::uint32_t docid = 0;  // 0 unless published
  std::string id;
  std::string url_path;
  std::string title;
  std::string summary;
  std::string section;  // of a section page: the folder it names
  std::int64_t updated = 0;
  bool updated_is_from_git = false;
  bool deflect = true;
  std::vector<std::string> redirects;
  std::vector<ManifestHeading> headings;
  std::vector<std::string> anchors;  // every id in the page
  std::vector<ManifestLink> links;
  std::vector<ManifestAssetUse> assets;
  std::string owner;
  std::string review_by;
  std::int32_t weight = 0;   // of a section page
  std::string adopted_from;  // path of the original whose anchors this translation has, else ""
  std::uint32_t question_count = 0;              // in its front matter
  std::uint32_t confirmed_count = 0;             // confirmed questions that count for it
  std::string confirmed_hash;                    // of those, "" without any
  std::vector<ManifestFormerName> former_names;  // newest first
  std::vector<std::string> authors;              // as StoredArticle::authors
  // One per heading of `headings`, in order, and one of the body as a whole; only the latter if the
  // file's Markdown does not show its sections.
  std::vector<ManifestRevision> revisions;
  ManifestRevision stamp;  // of the front matter's `original_version`; hash 0 without one
};

// A file that articles show or link to, and the content-hashed name it is published under.
struct ManifestAsset {
  std::string path;
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::string name;
};

// A finding that no file shows by itself: a broken link, a missing image.
struct ManifestFinding {
  std::string path;
  ManifestDiagnostic diagnostic;
};

struct Manifest {
  std::string head_commit;            // of the articles' Git work tree, "" without one
  std::string options;                // every option that changes what is built, in one string
  std::vector<ManifestFile> files;    // ordered by path
  std::vector<ManifestAsset> assets;  // ordered by path
  std::vector<ManifestFinding> findings;
  std::string confirmed_hash;  // of the file of confirmed questions, "" without one
  std::string renames_commit;  // up to which `former_names` are known
};

// Writes and syncs the file. `files` and `assets` must be in order.
Status WriteManifest(const std::filesystem::path& file, const Manifest& manifest);

// kNotFound if there is no such file, kCorrupt if it cannot be trusted; either way the next build
// is a full one. About 1 ms per 1,000 files.
Result<Manifest> ReadManifest(const std::filesystem::path& file);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_MANIFEST_H_

// Which sections of a translation lag behind its original.
//
// A section is outdated if the original's text of it is newer than the translation's. Sections are
// the same by number where both outlines have the same levels, else by anchor; one without a
// counterpart is compared with the translation as a whole. What came in one commit is equally new.
// The stamp (`original_version`) of a translation says that it was looked through: sections are as
// new as the stamp, and all of them fresh while the original is of the version that it names.
#ifndef ZEROLINE_INDEXER_COMMANDS_FRESHNESS_H_
#define ZEROLINE_INDEXER_COMMANDS_FRESHNESS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "indexer/commands/build.h"
#include "indexer/commands/scan.h"
#include "indexer/commands/source_state.h"
#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

// Translation -> original. Published articles of one id belong together; the original is that in
// the original language, else the first by alphabet. An original that not all readers of the
// translation may read is none to it.
using OriginalOf = std::unordered_map<const ManifestFile*, const ManifestFile*>;
OriginalOf FindOriginals(const std::string& original_language,
                         const std::vector<const ManifestFile*>& published);

// Where the times of revisions come from: those of files are what the last copy of the tree made
// them, so that small differences say nothing.
enum class RevisionClock { kGit, kFiles };

inline constexpr std::size_t kWholeArticle = static_cast<std::size_t>(-1);

struct OutdatedSection {
  std::size_t section = 0;  // of the original's headings; kWholeArticle if it cannot be told
  std::size_t in_translation = kWholeArticle;  // of the translation's headings
  std::int64_t changed = 0;                    // the original's
  bool operator==(const OutdatedSection&) const = default;
};

// By times alone, in the original's order.
std::vector<OutdatedSection> FindOutdated(const ManifestFile& original,
                                          const ManifestFile& translation, RevisionClock clock);

// A published translation, and what of it is outdated.
struct TranslationState {
  SourceState* original = nullptr;
  SourceState* translation = nullptr;
  std::vector<OutdatedSection> outdated;
  std::vector<std::string> headings;  // of `outdated`, in the original; "" for its beginning
};

// Of those translations whose article is parsed; the originals' texts are read where they are not.
std::vector<TranslationState> JudgeTranslations(const BuildOptions& options, Scan* scan);

// Gives touches_content to every translation of which something else is outdated now than in the
// last build.
void TouchTranslations(const BuildOptions& options, const LastBuild* last, Scan* scan);

// Sets original_language and outdated of every parsed translation.
void SetFreshness(const BuildOptions& options, Scan* scan);

// One finding per outdated translation, in its first outdated section. Everything is parsed. A scan
// that was made without asking Git is dated first, if `options` say so.
std::vector<Diagnostic> FindStaleTranslations(const BuildOptions& options, Scan* scan);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_FRESHNESS_H_

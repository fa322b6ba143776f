// When each section of a file got its present text: its past versions are asked, newest first,
// until one of them says something else.
#ifndef ZEROLINE_INDEXER_COMMANDS_SECTION_DATING_H_
#define ZEROLINE_INDEXER_COMMANDS_SECTION_DATING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/index_format/manifest.h"
#include "indexer/source/git_history.h"

namespace zeroline {

// What a version of a file says: the hashes of its sections, of its body and of its stamp.
using SaidHashes = std::unordered_set<std::uint64_t>;

// Nothing if the version cannot be read, and so tells nothing.
std::optional<SaidHashes> HashesOf(std::string_view content);

// Of the front matter's `original_version`; never 0.
std::uint64_t StampHash(std::string_view original_version);

struct DatingFacts {
  const GitFile* file = nullptr;         // null if Git does not track it
  bool is_whole = true;                  // false: `file` has only what came since the last build
  const ManifestFile* before = nullptr;  // the file in the last build, null if it was not there
  std::int64_t modified = 0;             // of the file, Unix seconds
};

// The dating of one file. Not thread-safe.
class SectionDating {
 public:
  // Sets the times of entry->revisions and entry->stamp. `facts` and `entry` outlive the object.
  SectionDating(const DatingFacts& facts, ManifestFile* entry);

  // At most `count` of the versions to ask next, as Git names them; none if all is dated.
  std::vector<std::string> Next(std::size_t count) const;
  // What the first of Next() said.
  void Take(const std::optional<SaidHashes>& said);
  // No more versions can be asked: what is not dated yet is as old as the last one that was.
  void Finish();

  // Something in the file is older than what is known: the whole history must be read.
  bool is_lost() const { return is_lost_; }

 private:
  std::string ObjectAt(std::size_t step) const;
  void Settle(ManifestRevision* revision);
  void TakeUncommitted(ManifestRevision* revision) const;

  DatingFacts facts_;
  std::unordered_map<std::uint64_t, std::int64_t> known_;  // hash -> time, from `before`
  std::vector<ManifestRevision*> open_;
  std::size_t step_ = 0;
  bool is_lost_ = false;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_SECTION_DATING_H_

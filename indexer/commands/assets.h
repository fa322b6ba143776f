// Images and attachments: from the articles folder into builds, under names made of their content.
#ifndef ZEROLINE_INDEXER_COMMANDS_ASSETS_H_
#define ZEROLINE_INDEXER_COMMANDS_ASSETS_H_

#include <deque>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/commands/scan.h"

namespace zeroline {

// Whether every asset of the last build is, or is missing, as it was.
bool AssetsUntouched(const BuildOptions& options, const LastBuild& last);

// Path relative to the articles folder -> what is known of the file. A missing or refused one has
// no name.
class AssetTable {
 public:
  // Looks at every file that a published article uses; files whose size and time are as in the last
  // build are not read. Articles whose assets got other names get touches_content. Reports files
  // that are there but must not be published: of another kind, or outside the articles folder.
  void Refresh(const BuildOptions& options, const LastBuild* last, std::deque<SourceState>* states,
               std::vector<Diagnostic>* diagnostics);

  // Whether there is such a file, publishable or not.
  bool Exists(std::string_view path) const;

  // "/assets/<name>", "" if the file is not published. Thread-safe.
  std::string UrlOf(std::string_view path) const;

  // Copies what the articles of each audience use into `build`/<audience>/assets; links what the
  // last build has. Files and folders are synced. A file that vanished meanwhile is an error.
  Status Write(const BuildOptions& options, const std::deque<SourceState>& states,
               const LastBuild* last, const std::filesystem::path& build) const;

  std::vector<ManifestAsset> ToManifest() const;

 private:
  std::map<std::string, ManifestAsset, std::less<>> assets_;
  std::map<std::string, Error, std::less<>> problems_;  // by path
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_ASSETS_H_

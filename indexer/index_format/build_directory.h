// Where the builds of one index directory are, which one is current, and what it says of itself.
//
// A build is immutable once published. `current` is a symbolic link that is replaced by rename(),
// so a reader sees the old build or the new one, never something between.
#ifndef ZEROLINE_INDEXER_INDEX_FORMAT_BUILD_DIRECTORY_H_
#define ZEROLINE_INDEXER_INDEX_FORMAT_BUILD_DIRECTORY_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

struct BuildLanguage {
  std::string audience;
  std::string language;
  std::uint32_t article_count = 0;
  std::string fingerprint;  // of the analyzer that made it
  // How people ask for its articles: in front matter, and confirmed by readers. How much the
  // titles and questions of a base are worth depends on how many there are.
  std::uint32_t question_count = 0;
};

// build.json: small, read by every server at start.
struct BuildInfo {
  int format_version = 0;
  std::uint64_t number = 0;
  std::int64_t created = 0;  // Unix seconds
  std::string original_language;
  std::vector<BuildLanguage> languages;
};

std::string ToJson(const BuildInfo& info);
// kCorrupt with a message that says what to do if the text is not a build description of this
// version.
Result<BuildInfo> ParseBuildInfo(std::string_view json);

std::filesystem::path BuildPath(const std::filesystem::path& index, std::uint64_t number);
std::filesystem::path DatabasePath(const std::filesystem::path& build, std::string_view audience,
                                   std::string_view language);

// The build that `current` points at: kNotFound if nothing was ever published there.
Result<std::uint64_t> CurrentBuild(const std::filesystem::path& index);

// Build numbers present, ascending; unfinished ones are not listed.
std::vector<std::uint64_t> ListBuilds(const std::filesystem::path& index);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_BUILD_DIRECTORY_H_

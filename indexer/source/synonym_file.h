// articles/synonyms/<lang>.txt: one group per line, words and phrases for the same thing separated
// by commas; lines that start with # are comments.
#ifndef ZEROLINE_INDEXER_SOURCE_SYNONYM_FILE_H_
#define ZEROLINE_INDEXER_SOURCE_SYNONYM_FILE_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/diagnostics/diagnostic.h"

namespace zeroline {

inline constexpr std::uint64_t kMaxSynonymBytes = 1u << 20;
// A longer group is a list of related things rather than of names for one.
inline constexpr std::size_t kMaxSynonymsInGroup = 32;
inline constexpr std::size_t kMaxSynonymEntryBytes = 120;

struct SynonymGroup {
  std::vector<std::string> entries;  // at least two, in the order of the line
};

struct SynonymFile {
  std::string path;      // "synonyms/ru.txt"
  std::string language;  // canonical tag
  std::string content_hash;
  std::vector<SynonymGroup> groups;
};

struct SynonymFiles {
  std::vector<SynonymFile> files;       // ordered by language
  std::vector<Diagnostic> diagnostics;  // a bad line is left out, the others count
};

// Reads all files of `root`/synonyms; none if there is no such folder. Never fails: what cannot be
// read is a diagnostic.
SynonymFiles ReadSynonymFiles(const std::filesystem::path& root);

// The groups of one file. Commas of Chinese (，、) separate too.
std::vector<SynonymGroup> ParseSynonyms(std::string_view path, std::string_view content,
                                        std::vector<Diagnostic>* diagnostics);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_SOURCE_SYNONYM_FILE_H_

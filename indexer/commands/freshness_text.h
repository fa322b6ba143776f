// Saying where and since when translations lag behind.
#ifndef ZEROLINE_INDEXER_COMMANDS_FRESHNESS_TEXT_H_
#define ZEROLINE_INDEXER_COMMANDS_FRESHNESS_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/commands/freshness.h"

namespace zeroline {

// The line of the file on which each of entry.headings begins; 0 where the file does not show it.
std::vector<int> SectionLines(const BuildOptions& options, const SourceState& state);

// A section of the original that changed, as a writer finds it.
struct ChangedSection {
  std::string heading;  // "" for the beginning
  int line = 0;         // of the original, 0 if unknown
  int in_translation = 0;
  std::int64_t changed = 0;
};
std::vector<ChangedSection> PlaceOutdated(const BuildOptions& options,
                                          const TranslationState& state);

// `"Install" (line 12), the beginning (line 4) and 2 more`: at most `most` by name.
std::string NameSections(const std::vector<ChangedSection>& sections, std::size_t most);

// As one word of a POSIX shell.
std::string ShellWord(const std::string& text);

// The command that stamps this translation, to be copied into a shell.
std::string RestampAdvice(const BuildOptions& options, const std::string& path);

// "2026-03-12", UTC.
std::string DayOf(std::int64_t unix_seconds);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_COMMANDS_FRESHNESS_TEXT_H_

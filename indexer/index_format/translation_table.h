// translations/<from>-<to>.flat: what words of one language are in another, for queries that find
// articles of a language they were not asked in. Made of public articles and of the glossary only.
// Mapped, never loaded.
#ifndef ZEROLINE_INDEXER_INDEX_FORMAT_TRANSLATION_TABLE_H_
#define ZEROLINE_INDEXER_INDEX_FORMAT_TRANSLATION_TABLE_H_

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

// Both sides are terms of the word channel; several terms, of a phrase that the glossary has, stand
// with one space between them.
struct TranslationEntry {
  std::string from;
  std::string to;
  float probability = 0;  // 0..1
};

// builds/<N>/translations/<from>-<to>.flat below `build`.
std::filesystem::path TranslationsDirectory(const std::filesystem::path& build);
std::filesystem::path TranslationPath(const std::filesystem::path& build, std::string_view from,
                                      std::string_view to);

// Writes and syncs the file. Entries of one `from` keep their order, best first; the rest is sorted
// here.
Status WriteTranslationTable(const std::filesystem::path& file,
                             std::vector<TranslationEntry> entries);

// Thread-safe. Views live as long as the table.
class TranslationTable {
 public:
  struct Translation {
    std::string_view to;
    float probability = 0;
  };

  // Reads the whole file once (some 100 KB): kCorrupt if a bit of it changed since it was written.
  static Result<std::unique_ptr<TranslationTable>> Open(const std::filesystem::path& file);
  ~TranslationTable();
  TranslationTable(const TranslationTable&) = delete;
  TranslationTable& operator=(const TranslationTable&) = delete;

  // Best first; empty if there are none.
  std::vector<Translation> Find(std::string_view from) const;
  std::size_t size() const;  // terms and phrases that have translations
  // Terms of the longest phrase that has translations; 0 of an empty table.
  std::size_t longest_phrase() const;

 private:
  struct Impl;
  explicit TranslationTable(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_TRANSLATION_TABLE_H_

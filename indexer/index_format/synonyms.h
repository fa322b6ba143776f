// synonyms/<lang>.flat of a build: phrase -> other words for the same thing. Mapped, never loaded.
//
// Synonyms belong to a language, not to an audience: they are words of the language, and they only
// widen what is looked for.
#ifndef ZEROLINE_INDEXER_INDEX_FORMAT_SYNONYMS_H_
#define ZEROLINE_INDEXER_INDEX_FORMAT_SYNONYMS_H_

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/error/result.h"

namespace zeroline {

struct SynonymContent {
  std::string source_hash;  // ContentHash() of the writer's file
  std::string fingerprint;  // of the analyzer that made the keys
  // By PhraseKey() (indexer/language/phrase.h), of both forms; the others of the group as written,
  // in their order. No tabs and no newlines anywhere.
  std::map<std::string, std::vector<std::string>> others;
};

std::filesystem::path SynonymPath(const std::filesystem::path& build, std::string_view language);

// Writes and syncs the file.
Status WriteSynonyms(const std::filesystem::path& file, const SynonymContent& content);

// Thread-safe. Views live as long as the table.
class SynonymTable {
 public:
  // kNotFound if there is no such file, kCorrupt if it cannot be trusted.
  static Result<std::unique_ptr<SynonymTable>> Open(const std::filesystem::path& file);
  ~SynonymTable();
  SynonymTable(const SynonymTable&) = delete;
  SynonymTable& operator=(const SynonymTable&) = delete;

  std::string_view source_hash() const;
  std::string_view fingerprint() const;

  // What stands beside the phrase of this key; empty if nothing does.
  std::vector<std::string_view> Find(std::string_view key) const;

 private:
  struct Impl;
  explicit SynonymTable(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_INDEX_FORMAT_SYNONYMS_H_

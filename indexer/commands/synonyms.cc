#include "indexer/commands/synonyms.h"

#include <algorithm>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "indexer/language/analyzer.h"
#include "indexer/language/phrase.h"
#include "indexer/writer/file_operations.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

bool IsInLastBuild(const SynonymFile& file, const LastBuild& last) {
  const Result<std::string> fingerprint = AnalyzerFingerprint(file.language);
  const auto table = SynonymTable::Open(SynonymPath(last.path, file.language));
  return fingerprint && table && (*table)->source_hash() == file.content_hash &&
         (*table)->fingerprint() == *fingerprint;
}

// Files only: an audience of the same name has its folders here too.
std::size_t CountTables(const fs::path& folder) {
  std::size_t count = 0;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->is_regular_file(error)) ++count;
  }
  return count;
}

// A phrase of several groups has the others of all of them.
void AddOthers(const std::string& key, const SynonymGroup& group, std::size_t own,
               SynonymContent* content) {
  if (key.empty()) return;
  std::vector<std::string>& others = content->others[key];
  for (std::size_t i = 0; i < group.entries.size(); ++i) {
    const std::string& other = group.entries[i];
    if (i == own || std::find(others.begin(), others.end(), other) != others.end()) continue;
    others.push_back(other);
  }
}

Result<SynonymContent> Compile(const SynonymFile& file) {
  const Result<std::unique_ptr<Analyzer>> analyzer = Analyzer::Create(file.language);
  if (!analyzer) return tl::unexpected(analyzer.error());
  SynonymContent content;
  content.source_hash = file.content_hash;
  content.fingerprint = (*analyzer)->fingerprint();
  for (const PhraseForm form : {PhraseForm::kNormal, PhraseForm::kTerms}) {
    SynonymContent keyed;
    for (const SynonymGroup& group : file.groups) {
      for (std::size_t i = 0; i < group.entries.size(); ++i) {
        const std::string key = PhraseKey(WordsOfPhrase(group.entries[i], analyzer->get()), form);
        AddOthers(key, group, i, &keyed);
      }
    }
    // What a phrase means as written goes before what another with the same stems means.
    content.others.merge(keyed.others);
  }
  return content;
}

}  // namespace

bool SynonymsUntouched(const SynonymFiles& synonyms, const LastBuild& last) {
  return CountTables(last.path / "synonyms") == synonyms.files.size() &&
         std::all_of(synonyms.files.begin(), synonyms.files.end(),
                     [&](const SynonymFile& file) { return IsInLastBuild(file, last); });
}

Status WriteAllSynonyms(const SynonymFiles& synonyms, const LastBuild* last,
                        const fs::path& build) {
  if (synonyms.files.empty()) return {};
  if (Status made = MakeDirectories(build / "synonyms"); !made) return made;
  for (const SynonymFile& file : synonyms.files) {
    const fs::path target = SynonymPath(build, file.language);
    if (last != nullptr && IsInLastBuild(file, *last)) {
      Status linked = LinkFile(SynonymPath(last->path, file.language), target);
      if (!linked) return linked;
      continue;
    }
    const Result<SynonymContent> content = Compile(file);
    if (!content) return tl::unexpected(content.error());
    if (Status written = WriteSynonyms(target, *content); !written) return written;
  }
  return SyncPath(build / "synonyms");
}

}  // namespace zeroline

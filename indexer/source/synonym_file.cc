#include "indexer/source/synonym_file.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/language/text.h"
#include "indexer/source/source_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFolder = "synonyms";
constexpr std::string_view kSeparators[] = {",", "，", "、"};

std::size_t SeparatorAt(std::string_view text, std::size_t at) {
  for (const std::string_view separator : kSeparators) {
    if (text.substr(at).starts_with(separator)) return separator.size();
  }
  return 0;
}

std::vector<std::string> SplitEntries(std::string_view line) {
  std::vector<std::string> entries;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= line.size();) {
    const std::size_t separator = i == line.size() ? 1 : SeparatorAt(line, i);
    if (separator == 0) {
      ++i;
      continue;
    }
    entries.push_back(CollapseWhiteSpace(line.substr(begin, i - begin)));
    i += separator;
    begin = i;
  }
  return entries;
}

class LineReader {
 public:
  LineReader(std::string_view path, std::vector<Diagnostic>* diagnostics)
      : path_(path), diagnostics_(diagnostics) {}

  std::optional<SynonymGroup> Read(std::string_view line, int number) {
    if (FindInvalidUtf8(line)) {
      Report(Severity::kError, number,
             "the line is not valid UTF-8 and is left out; save the file as UTF-8");
      return std::nullopt;
    }
    const std::string text = CollapseWhiteSpace(line);
    if (text.empty() || text.front() == '#') return std::nullopt;
    SynonymGroup group;
    for (std::string& entry : SplitEntries(text)) Add(std::move(entry), number, &group);
    if (group.entries.size() < 2) {
      Report(Severity::kWarning, number,
             "a group needs at least two different entries; separate them by commas, or start the "
             "line with # if it is a comment");
      return std::nullopt;
    }
    if (group.entries.size() > kMaxSynonymsInGroup) {
      Report(Severity::kWarning, number,
             "the group has " + std::to_string(group.entries.size()) + " entries, only the first " +
                 std::to_string(kMaxSynonymsInGroup) + " count; keep to names for one thing");
      group.entries.resize(kMaxSynonymsInGroup);
    }
    return group;
  }

  void Report(Severity severity, int line, std::string message) {
    diagnostics_->push_back({severity, std::string(path_), line, "synonyms", std::move(message)});
  }

 private:
  void Add(std::string entry, int number, SynonymGroup* group) {
    if (entry.empty()) {
      Report(Severity::kWarning, number,
             "an entry is empty; remove the comma that nothing stands before or behind");
      return;
    }
    if (entry.size() > kMaxSynonymEntryBytes) {
      Report(Severity::kWarning, number,
             "the entry \"" + std::string(TruncateUtf8(entry, 40)) +
                 "...\" is left out: it is longer than " + std::to_string(kMaxSynonymEntryBytes) +
                 " bytes; shorten it to a few words");
      return;
    }
    const std::string lower = LowerCase(entry);
    const bool is_known =
        std::any_of(group->entries.begin(), group->entries.end(),
                    [&](const std::string& other) { return LowerCase(other) == lower; });
    if (is_known) {
      Report(Severity::kWarning, number, "the entry \"" + entry + "\" stands twice; remove one");
      return;
    }
    group->entries.push_back(std::move(entry));
  }

  const std::string_view path_;
  std::vector<Diagnostic>* const diagnostics_;
};

void ReadOne(const fs::path& root, const std::string& name, SynonymFiles* all) {
  const std::string path = std::string(kFolder) + "/" + name;
  LineReader reader(path, &all->diagnostics);
  const std::optional<std::string> language =
      name.ends_with(".txt") ? CanonicalLanguageTag(name.substr(0, name.size() - 4)) : std::nullopt;
  if (!language) {
    reader.Report(Severity::kWarning, 0,
                  "the file is left out: its name is no language; name it after one, like "
                  "synonyms/en.txt");
    return;
  }
  const Result<std::string> content = LocateInTree(root, path).and_then([](const fs::path& file) {
    return ReadFile(file, kMaxSynonymBytes);
  });
  if (!content) {
    reader.Report(Severity::kError, 0, "the file is left out: " + content.error().message);
    return;
  }
  const bool is_known =
      std::any_of(all->files.begin(), all->files.end(),
                  [&](const SynonymFile& file) { return file.language == *language; });
  if (is_known) {
    reader.Report(Severity::kError, 0,
                  "the file is left out: another one has the same language; merge them");
    return;
  }
  all->files.push_back(
      {path, *language, ContentHash(*content), ParseSynonyms(path, *content, &all->diagnostics)});
}

}  // namespace

std::vector<SynonymGroup> ParseSynonyms(std::string_view path, std::string_view content,
                                        std::vector<Diagnostic>* diagnostics) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
  LineReader reader(path, diagnostics);
  std::vector<SynonymGroup> groups;
  int number = 1;
  for (std::size_t i = 0; i < content.size(); ++number) {
    const std::size_t end = std::min(content.find('\n', i), content.size());
    std::optional<SynonymGroup> group = reader.Read(content.substr(i, end - i), number);
    if (group) groups.push_back(*std::move(group));
    i = end + 1;
  }
  return groups;
}

SynonymFiles ReadSynonymFiles(const fs::path& root) {
  SynonymFiles all;
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(root / kFolder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (!name.starts_with('.') && !FindInvalidUtf8(name)) names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) ReadOne(root, name, &all);
  std::sort(all.files.begin(), all.files.end(),
            [](const SynonymFile& a, const SynonymFile& b) { return a.language < b.language; });
  return all;
}

}  // namespace zeroline

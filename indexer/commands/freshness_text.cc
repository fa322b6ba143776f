#include "indexer/commands/freshness_text.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <optional>

#include "indexer/article/raw_sections.h"
#include "indexer/commands/revisions.h"
#include "indexer/language/text.h"

namespace zeroline {
namespace {

constexpr std::size_t kMaxHeadingBytes = 80;
constexpr std::size_t kNamedSections = 5;

std::string NameOf(const ChangedSection& section) {
  std::string name = "the beginning";
  if (!section.heading.empty()) {
    const std::string_view shown = TruncateUtf8(section.heading, kMaxHeadingBytes);
    name = "\"" + std::string(shown) + (shown.size() < section.heading.size() ? "…" : "") + "\"";
  }
  return section.line == 0 ? name : name + " (line " + std::to_string(section.line) + ")";
}

Diagnostic StaleTranslation(const BuildOptions& options, const TranslationState& state) {
  const std::vector<ChangedSection> sections = PlaceOutdated(options, state);
  std::int64_t changed = 0;
  int line = 0;
  for (const ChangedSection& section : sections) {
    changed = std::max(changed, section.changed);
    if (line == 0) line = section.in_translation;
  }
  const std::string& path = state.translation->entry.path;
  const bool is_whole = state.outdated.front().section == kWholeArticle;
  const std::string what = is_whole ? "" : ": " + NameSections(sections, kNamedSections);
  return {Severity::kWarning, path, line, "stale-translation",
          "the original " + state.original->entry.path + " changed since, last on " +
              DayOf(changed) + what + "; translate what changed, or, if nothing must, run `" +
              RestampAdvice(options, path) + "`"};
}

}  // namespace

std::vector<int> SectionLines(const BuildOptions& options, const SourceState& state) {
  std::vector<int> lines(state.entry.headings.size(), 0);
  const Result<std::string> content = ReadFile(options.articles / state.file.path, kMaxSourceBytes);
  const std::optional<RawSections> raw = content ? SplitSections(*content) : std::nullopt;
  if (!raw) return lines;
  std::vector<int> levels;
  for (const ManifestHeading& heading : state.entry.headings) levels.push_back(heading.level);
  const auto sections = MatchOutline(raw->sections, levels);
  for (std::size_t i = 0; sections && i < lines.size(); ++i) lines[i] = (*sections)[i].line;
  return lines;
}

std::vector<ChangedSection> PlaceOutdated(const BuildOptions& options,
                                          const TranslationState& state) {
  const std::vector<int> in_original = SectionLines(options, *state.original);
  const std::vector<int> in_translation = SectionLines(options, *state.translation);
  std::vector<ChangedSection> sections;
  for (std::size_t i = 0; i < state.outdated.size(); ++i) {
    const OutdatedSection& outdated = state.outdated[i];
    ChangedSection& section = sections.emplace_back();
    section.heading = state.headings[i];
    section.changed = outdated.changed;
    if (outdated.section < in_original.size()) section.line = in_original[outdated.section];
    if (outdated.in_translation < in_translation.size()) {
      section.in_translation = in_translation[outdated.in_translation];
    }
  }
  return sections;
}

std::string NameSections(const std::vector<ChangedSection>& sections, std::size_t most) {
  std::string names;
  for (std::size_t i = 0; i < std::min(sections.size(), most); ++i) {
    if (i > 0) names += ", ";
    names += NameOf(sections[i]);
  }
  if (sections.size() > most) names += " and " + std::to_string(sections.size() - most) + " more";
  return names;
}

std::string ShellWord(const std::string& text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./+:@%,=";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

std::string RestampAdvice(const BuildOptions& options, const std::string& path) {
  return "zeroline-indexer restamp --articles " + ShellWord(options.articles.string()) + " " +
         ShellWord(path);
}

std::string DayOf(std::int64_t unix_seconds) {
  const std::chrono::sys_seconds time{std::chrono::seconds(unix_seconds)};
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

std::vector<Diagnostic> FindStaleTranslations(const BuildOptions& options, Scan* scan) {
  if (options.use_git && scan->head_commit.empty()) DateRevisions(options, nullptr, scan);
  std::vector<Diagnostic> found;
  for (const TranslationState& state : JudgeTranslations(options, scan)) {
    if (!state.outdated.empty()) found.push_back(StaleTranslation(options, state));
  }
  return found;
}

}  // namespace zeroline

#include "indexer/commands/check.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "indexer/article/manuscript.h"
#include "indexer/check/checked_article.h"
#include "indexer/check/near_duplicates.h"
#include "indexer/check/path_pattern.h"
#include "indexer/check/rules.h"
#include "indexer/check/settings.h"
#include "indexer/check/silence.h"
#include "indexer/check/spelling.h"
#include "indexer/check/tree_rules.h"
#include "indexer/commands/examine.h"
#include "indexer/commands/freshness.h"
#include "indexer/commands/link_places.h"
#include "indexer/commands/parallel.h"
#include "indexer/commands/target_hints.h"
#include "indexer/source/git_changes.h"

namespace zeroline {
namespace {

constexpr std::uint64_t kMaxSettingsBytes = 1u << 20;

using PathSet = std::set<std::string, std::less<>>;

// What a check knows of one file.
struct FileCheck {
  SourceState* state = nullptr;
  std::optional<Manuscript> manuscript;
  TextSketch sketch;
  std::vector<WordUse> words;
  std::vector<Diagnostic> findings;
};

class Check {
 public:
  Check(const CheckOptions& options, Run* run, Progress* progress)
      : options_(options), run_(run), progress_(progress) {
    today_ = options.today;
    if (today_ == std::chrono::sys_days(std::chrono::days(0))) {
      today_ = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    }
  }

  void Follow() {
    ReadSettings();
    for (SourceState& state : run_->scan.states) files_.emplace_back().state = &state;
    progress_->Start("check", files_.size());
    ForEachParallel(files_.size(), options_.build.jobs, [&](std::size_t i, std::size_t) {
      CheckFile(&files_[i]);
      progress_->Step();
    });
    // Again, for the links have their places only now.
    run_->asset_diagnostics.clear();
    run_->assets.Refresh(run_->options, nullptr, &run_->scan.states, &run_->asset_diagnostics);
    run_->findings = FindInTree(*run_);
    Compare();
    Add(AllFindings(*run_));
    for (FileCheck& file : files_) Add(std::move(file.findings));
    SuggestTargets(published_, &by_path_);
  }

  // Everything found, less what writers and settings silence, of the files and rules asked for.
  std::vector<Diagnostic> Select(const PathSet* changed) {
    for (const FileCheck& file : files_) Silence(file);
    std::vector<Diagnostic> selected;
    for (auto& [path, findings] : by_path_) {
      if (changed != nullptr && !changed->contains(path)) continue;
      if (!IsWantedPath(path)) continue;
      for (Diagnostic& finding : findings) {
        if (Decide(&finding)) selected.push_back(std::move(finding));
      }
    }
    SortByPlace(&selected);
    return selected;
  }

 private:
  void ReadSettings() {
    const Result<std::string> text =
        ReadFile(options_.build.articles / kSettingsFile, kMaxSettingsBytes);
    std::vector<Diagnostic> problems;
    if (text) {
      settings_ = CheckSettings::Read(*text, &problems);
    } else if (text.error().code != ErrorCode::kNotFound) {
      problems.push_back({Severity::kError, std::string(kSettingsFile), 0, "check-settings",
                          text.error().message});
    }
    Add(std::move(problems));
  }

  static bool IsChecked(const FileCheck& file) {
    return file.manuscript && file.state->article && file.state->is_published();
  }

  CheckedArticle Checked(const FileCheck& file) const {
    return {&*file.state->article, &*file.manuscript, &settings_, today_};
  }

  void CheckFile(FileCheck* file) const {
    SourceState* state = file->state;
    if (!state->article) return;
    const Result<std::string> content =
        ReadFile(options_.build.articles / state->file.path, kMaxSourceBytes);
    if (!content) return;
    file->manuscript = ReadManuscript(state->file, *content);
    if (!file->manuscript) return;
    PlaceLinks(*file->manuscript, &state->entry);
    if (!IsChecked(*file)) return;
    const CheckedArticle checked = Checked(*file);
    CheckStructure(checked, &file->findings);
    CheckWording(checked, &file->findings);
    CheckFields(checked, &file->findings);
    file->sketch = SketchOf(*file->manuscript);
    file->words = WordsOf(*file->manuscript);
  }

  // Articles with one another.
  void Compare() {
    std::vector<TextSketch> sketches;
    std::vector<std::vector<WordUse>> words;
    for (FileCheck& file : files_) {
      if (!IsChecked(file)) continue;
      published_.push_back(Checked(file));
      sketches.push_back(std::move(file.sketch));
      words.push_back(std::move(file.words));
    }
    Add(CheckAcross(published_, options_.build.original_language));
    if (IsNeeded("stale-translation")) Add(FindStaleTranslations(options_.build, &run_->scan));
    if (IsNeeded("near-duplicate")) Add(FindNearDuplicates(published_, sketches));
    if (!IsNeeded("spelling")) return;
    Add(FindMisspellings(published_, words, ReadWordLists(),
                         [&](std::size_t count, const std::function<void(std::size_t)>& work) {
                           ForEachParallel(count, options_.build.jobs,
                                           [&](std::size_t i, std::size_t) { work(i); });
                         }));
  }

  // words/<language>.txt, for the languages there are, and words/all.txt.
  WordLists ReadWordLists() {
    std::set<std::string> names = {"all"};
    for (const FileCheck& file : files_) names.insert(file.state->file.language);
    WordLists lists;
    for (const std::string& name : names) {
      const std::string path = "words/" + name + ".txt";
      const Result<std::string> text = ReadFile(options_.build.articles / path, kMaxSettingsBytes);
      if (text) {
        lists.Add(name, *text);
      } else if (text.error().code != ErrorCode::kNotFound) {
        Add({{Severity::kError, path, 0, "unreadable", text.error().message}});
      }
    }
    return lists;
  }

  void Add(std::vector<Diagnostic> findings) {
    for (Diagnostic& finding : findings) by_path_[finding.path].push_back(std::move(finding));
  }

  bool IsAsked(std::string_view rule) const {
    const std::vector<std::string>& asked = options_.rules;
    return asked.empty() || std::find(asked.begin(), asked.end(), rule) != asked.end();
  }

  // Which silences are of use shows only once every rule was followed.
  bool IsNeeded(std::string_view rule) const { return IsAsked(rule) || IsAsked("unused-silence"); }

  bool IsWantedPath(std::string_view path) const {
    return options_.paths.empty() ||
           std::any_of(options_.paths.begin(), options_.paths.end(),
                       [&](const std::string& pattern) { return MatchesPath(pattern, path); });
  }

  void Silence(const FileCheck& file) {
    if (!file.manuscript) return;
    const std::string& path = file.state->file.path;
    const Silences silences = ReadSilences(*file.manuscript, path);
    if (silences.all.empty() && silences.problems.empty()) return;
    const auto runs = [&](std::string_view rule) { return settings_.IsOn(rule, path); };
    ApplySilences(silences, runs, path, &by_path_[path]);
  }

  // Whether the finding is shown; gives it the severity that the settings say. What keeps an
  // article from being published is always told.
  bool Decide(Diagnostic* finding) const {
    if (!IsAsked(finding->rule)) return false;
    if (finding->severity == Severity::kError) return true;
    if (!settings_.IsOn(finding->rule, finding->path)) return false;
    finding->severity =
        settings_.SeverityOf(finding->rule, finding->path).value_or(finding->severity);
    return true;
  }

  const CheckOptions& options_;
  Run* const run_;
  Progress* const progress_;
  std::chrono::sys_days today_;
  CheckSettings settings_;
  std::vector<FileCheck> files_;
  std::vector<CheckedArticle> published_;
  std::map<std::string, std::vector<Diagnostic>> by_path_;
};

Status Validate(const CheckOptions& options) {
  for (const std::string& rule : options.rules) {
    if (FindRule(rule) != nullptr) continue;
    const std::string nearest = NearestRule(rule);
    return Fail(ErrorCode::kInvalidArgument,
                "there is no rule \"" + rule + "\"" +
                    (nearest.empty() ? "; --rules lists them" : "; perhaps " + nearest));
  }
  return {};
}

}  // namespace

Result<CheckReport> RunCheck(const CheckOptions& options, Progress* progress) {
  if (Status valid = Validate(options); !valid) return tl::unexpected(valid.error());
  PathSet changed;
  if (!options.changed_since.empty()) {
    Result<PathSet> found = FilesChangedSince(options.build.articles, options.changed_since);
    if (!found) return tl::unexpected(found.error());
    changed = std::move(*found);
  }
  BuildOptions build = options.build;
  build.follow_renames = false;  // former names change nothing of what is found
  Result<Sources> sources = OpenSources(build);
  if (!sources) return tl::unexpected(sources.error());
  Run run = Examine(build, std::move(*sources), nullptr, progress);
  Check check(options, &run, progress);
  check.Follow();
  CheckReport report;
  report.files = run.scan.states.size();
  report.findings = check.Select(options.changed_since.empty() ? nullptr : &changed);
  progress->Finish();
  return report;
}

}  // namespace zeroline

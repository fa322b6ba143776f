#include "indexer/commands/build.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "indexer/commands/examine.h"
#include "indexer/commands/synonyms.h"
#include "indexer/commands/translations.h"
#include "indexer/commands/use.h"
#include "indexer/index_format/schema.h"
#include "indexer/writer/file_operations.h"
#include "indexer/writer/publisher.h"

namespace zeroline {
namespace {

// Of a tree in which nothing was touched: what the last build said.
BuildReport ReportLast(const LastBuild& last, const SourceTree& tree) {
  BuildReport report;
  report.build = last.info.number;
  for (const BuildLanguage& language : last.info.languages) {
    report.articles[{language.audience, language.language}] = language.article_count;
  }
  report.diagnostics = tree.diagnostics;
  for (const ManifestFile& entry : last.manifest.files) AddOfFile(entry, &report.diagnostics);
  for (const ManifestFinding& finding : last.manifest.findings) {
    report.diagnostics.push_back(FromManifest(finding.path, finding.diagnostic));
  }
  SortByPlace(&report.diagnostics);
  return report;
}

BuildReport Report(const Run& run) {
  BuildReport report;
  for (const LanguagePlan& plan : run.plans) {
    report.articles[{plan.audience, plan.language}] = plan.articles.size();
  }
  for (const SourceState& state : run.scan.states) report.parsed += state.is_parsed ? 1 : 0;
  report.diagnostics = AllFindings(run);
  return report;
}

std::uint32_t QuestionCount(const LanguagePlan& plan) {
  std::uint32_t count = 0;
  for (const SourceState* state : plan.articles) {
    count += state->entry.question_count + state->entry.confirmed_count;
  }
  return count;
}

// Whether a build made now would differ from the last one in anything but what the clock says of
// files.
bool IsChanged(const Run& run) {
  if (run.last == nullptr || run.scan.lost_files) return true;
  if (run.plans.size() != run.last->info.languages.size()) return true;
  if (!SynonymsUntouched(run.synonyms, *run.last)) return true;
  if (!TranslationsUntouched(run.options, run.glossary, *run.last)) return true;
  const bool planned =
      std::any_of(run.plans.begin(), run.plans.end(),
                  [](const LanguagePlan& plan) { return plan.action != LanguageAction::kLink; });
  return planned || std::any_of(run.scan.states.begin(), run.scan.states.end(),
                                [](const SourceState& state) { return state.is_parsed; });
}

BuildInfo DescribeBuild(const Run& run, std::uint64_t number) {
  BuildInfo info;
  info.format_version = kFormatVersion;
  info.number = number;
  info.created = std::chrono::duration_cast<std::chrono::seconds>(
                     std::chrono::system_clock::now().time_since_epoch())
                     .count();
  info.original_language = run.options.original_language;
  for (const LanguagePlan& plan : run.plans) {
    info.languages.push_back({plan.audience, plan.language,
                              static_cast<std::uint32_t>(plan.articles.size()), plan.fingerprint,
                              QuestionCount(plan)});
  }
  return info;
}

Manifest DescribeSources(const Run& run) {
  Manifest manifest;
  manifest.head_commit = run.scan.head_commit;
  manifest.renames_commit = run.scan.head_commit;
  manifest.options = OptionsKey(run.options);
  manifest.confirmed_hash = run.use.hash;
  manifest.assets = run.assets.ToManifest();
  for (const Diagnostic& found : run.findings) {
    manifest.findings.push_back({found.path, ToManifest(found)});
  }
  for (const SourceState& state : run.scan.states) {
    if (state.is_gone) continue;
    manifest.files.push_back(state.entry);
    if (!state.is_published()) manifest.files.back().docid = 0;
  }
  return manifest;
}

Status LearnTranslations(Run* run, const std::filesystem::path& build, Progress* progress) {
  const Result<TrainingReport> learned =
      WriteTranslations({run->options, run->glossary, run->plans, run->last, build}, progress);
  if (!learned) return tl::unexpected(learned.error());
  run->training = *learned;
  return {};
}

Status WriteBuild(Run* run, StagedBuild* build, Progress* progress) {
  const std::filesystem::path& path = build->path();
  return PrepareLanguages(run->options, run->assets, run->scan.states, &run->plans, progress)
      .and_then([&] { return WriteLanguages(run->options, path, run->plans, progress); })
      .and_then([&] { return run->assets.Write(run->options, run->scan.states, run->last, path); })
      .and_then([&] { return WriteAllSynonyms(run->synonyms, run->last, path); })
      .and_then([&] { return LearnTranslations(run, path, progress); })
      .and_then([&] { return WriteManifest(path / "manifest.flat", DescribeSources(*run)); })
      .and_then([&] {
        return WriteSynced(path / "build.json", ToJson(DescribeBuild(*run, build->number())));
      })
      .and_then([&] { return build->Publish(); })
      .and_then(
          [&] { return PruneBuilds(run->options.index, kKeptBuilds, run->options.kept_age); });
}

bool IsUntouched(const BuildOptions& options, const Sources& sources, const LastBuild& last) {
  return sources.use.hash == last.manifest.confirmed_hash &&
         IsUntouched(options, sources.tree, last) && AssetsUntouched(options, last) &&
         SynonymsUntouched(ReadSynonymFiles(options.articles), last) &&
         TranslationsUntouched(options, ReadGlossaryFile(options.articles), last);
}

Result<BuildReport> BuildOnce(const BuildOptions& options, const LastBuild* last,
                              Progress* progress) {
  Result<Sources> sources = OpenSources(options);
  if (!sources) return tl::unexpected(sources.error());
  if (last != nullptr && IsUntouched(options, *sources, *last)) {
    return ReportLast(*last, sources->tree);
  }
  Run run = Examine(options, std::move(*sources), last, progress);
  run.findings = FindInTree(run);
  BuildReport report = Report(run);
  if (run.plans.empty()) {
    std::string message = "there is no article to publish in " + options.articles.string();
    if (last != nullptr) message += "; the last build stays";
    for (const Diagnostic& diagnostic : report.diagnostics) message += "\n" + ToText(diagnostic);
    return Fail(ErrorCode::kInvalidArgument, message);
  }
  if (!IsChanged(run)) {
    report.build = last->info.number;
    return report;
  }
  Result<StagedBuild> build = StagedBuild::Begin(options.index);
  if (!build) return tl::unexpected(build.error());
  if (Status written = WriteBuild(&run, &*build, progress); !written) {
    return tl::unexpected(written.error());
  }
  report.published = true;
  report.training = run.training;
  report.build = build->number();
  return report;
}

}  // namespace

Result<BuildReport> BuildIndex(const BuildOptions& options, Progress* progress) {
  const Result<IndexLock> lock = IndexLock::Acquire(options.index);
  if (!lock) return tl::unexpected(lock.error());
  const std::optional<LastBuild> last = OpenLastBuild(options);
  Result<BuildReport> report = BuildOnce(options, last ? &*last : nullptr, progress);
  // What cannot be built upon is not built upon.
  if (!report && report.error().code == ErrorCode::kCorrupt && last) {
    report = BuildOnce(options, nullptr, progress);
  }
  progress->Finish();
  return report;
}

}  // namespace zeroline

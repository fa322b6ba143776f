#include "indexer/commands/build.h"

#include <algorithm>
#include <chrono>
#include <tuple>
#include <utility>

#include "indexer/article/article_parser.h"
#include "indexer/check/tree_check.h"
#include "indexer/commands/assets.h"
#include "indexer/commands/language_plan.h"
#include "indexer/commands/pairing.h"
#include "indexer/commands/parallel.h"
#include "indexer/commands/scan.h"
#include "indexer/commands/synonyms.h"
#include "indexer/commands/translations.h"
#include "indexer/commands/use.h"
#include "indexer/index_format/schema.h"
#include "indexer/writer/file_operations.h"
#include "indexer/writer/publisher.h"

namespace zeroline {
namespace {

// One run over the tree, from walking to plans.
struct Run {
  const BuildOptions& options;
  const LastBuild* last = nullptr;
  UseQuestions use;
  std::size_t unknown_use = 0;  // lines of it that are about no published article
  Scan scan;
  SynonymFiles synonyms;
  GlossaryFile glossary;
  AssetTable assets;
  Originals originals;
  std::vector<LanguagePlan> plans;
  std::vector<Diagnostic> asset_diagnostics;
  std::vector<Diagnostic> findings;  // of the tree as a whole
  TrainingReport training;
};

// Decides what to write, until everything that must be written has been parsed: parsing can change
// ids, audiences and outlines, and with them what must be written.
void Settle(Run* run, Progress* progress) {
  while (true) {
    run->asset_diagnostics.clear();
    BlockRejected(&run->scan.states);
    run->originals = PairTranslations(run->options.original_language, &run->scan.states);
    run->unknown_use = DealOut(run->use, &run->scan.states);
    run->assets.Refresh(run->options, run->last, &run->scan.states, &run->asset_diagnostics);
    run->plans = PlanLanguages(&run->scan.states, run->last);
    const std::vector<SourceState*> missing = MissingArticles(run->plans);
    if (missing.empty()) return;
    Reparse(run->options, missing, progress);
  }
}

void AdoptAll(Run* run) {
  std::vector<SourceState*> translations;
  for (SourceState& state : run->scan.states) {
    if (state.article && state.is_published() && !state.entry.adopted_from.empty()) {
      translations.push_back(&state);
    }
  }
  ForEachParallel(translations.size(), run->options.jobs, [&](std::size_t item, std::size_t) {
    SourceState* state = translations[item];
    const auto original = run->originals.find(state->entry.adopted_from);
    if (original == run->originals.end()) return;
    AdoptAnchors(OutlineOf(original->second->entry), &*state->article);
    RecordHeadings(*state->article, &state->entry);
  });
}

ArticleFacts FactsOf(const ManifestFile& entry) {
  ArticleFacts facts;
  facts.source_path = entry.path;
  facts.language = entry.language;
  facts.path = entry.url_path;
  facts.id = entry.id;
  facts.section = entry.section;
  facts.audience = entry.audience;
  facts.anchors = entry.anchors;
  facts.redirect_from = entry.redirects;
  for (const ManifestLink& link : entry.links) {
    facts.links.push_back({link.target, link.fragment, link.line});
  }
  for (const ManifestAssetUse& use : entry.assets) facts.assets.push_back({use.path, use.line});
  return facts;
}

// Of the tree as a whole.
std::vector<Diagnostic> FindInTree(const Run& run) {
  std::vector<Diagnostic> found = run.asset_diagnostics;
  found.insert(found.end(), run.synonyms.diagnostics.begin(), run.synonyms.diagnostics.end());
  found.insert(found.end(), run.glossary.diagnostics.begin(), run.glossary.diagnostics.end());
  std::vector<ArticleFacts> facts;
  for (const SourceState& state : run.scan.states) {
    const bool claims =
        state.is_article() && !state.is_gone && state.entry.outcome == ManifestOutcome::kPublished;
    if (claims) facts.push_back(FactsOf(state.entry));
  }
  TreeCheck check =
      CheckTree(facts, [&](std::string_view path) { return run.assets.Exists(path); });
  found.insert(found.end(), check.diagnostics.begin(), check.diagnostics.end());
  found.insert(found.end(), run.use.diagnostics.begin(), run.use.diagnostics.end());
  if (run.unknown_use > 0) found.push_back(UnknownArticles(run.use, run.unknown_use));
  return found;
}

Diagnostic FromManifest(const std::string& path, const ManifestDiagnostic& found) {
  return {found.is_error ? Severity::kError : Severity::kWarning, path, found.line, found.rule,
          found.message};
}

void AddOfFile(const ManifestFile& entry, std::vector<Diagnostic>* all) {
  for (const ManifestDiagnostic& found : entry.diagnostics) {
    all->push_back(FromManifest(entry.path, found));
  }
}

void SortByPlace(std::vector<Diagnostic>* all) {
  std::stable_sort(all->begin(), all->end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.path, a.line) < std::tie(b.path, b.line);
  });
}

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
  report.diagnostics = run.scan.diagnostics;
  for (const SourceState& state : run.scan.states) AddOfFile(state.entry, &report.diagnostics);
  report.diagnostics.insert(report.diagnostics.end(), run.findings.begin(), run.findings.end());
  SortByPlace(&report.diagnostics);
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
    manifest.findings.push_back(
        {found.path, {found.severity == Severity::kError, found.line, found.rule, found.message}});
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

// What there is to build from.
struct Sources {
  SourceTree tree;
  UseFile use;
};

Result<Sources> OpenSources(const BuildOptions& options) {
  Result<SourceTree> tree = WalkSourceTree(options.articles);
  if (!tree) return tl::unexpected(tree.error());
  Result<UseFile> use = ReadUseFile(options);
  if (!use) return tl::unexpected(use.error());
  return Sources{std::move(*tree), std::move(*use)};
}

bool IsUntouched(const BuildOptions& options, const Sources& sources, const LastBuild& last) {
  return sources.use.hash == last.manifest.confirmed_hash &&
         IsUntouched(options, sources.tree, last) && AssetsUntouched(options, last) &&
         SynonymsUntouched(ReadSynonymFiles(options.articles), last) &&
         TranslationsUntouched(options, ReadGlossaryFile(options.articles), last);
}

Run Examine(const BuildOptions& options, Sources sources, const LastBuild* last,
            Progress* progress) {
  Run run{options, last, {}, 0, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  run.use = ParseUseFile(options, sources.use);
  run.synonyms = ReadSynonymFiles(options.articles);
  run.glossary = ReadGlossaryFile(options.articles);
  run.scan = ScanSources(options, std::move(sources.tree), last, progress);
  Settle(&run, progress);
  AdoptAll(&run);
  run.findings = FindInTree(run);
  return run;
}

Result<BuildReport> BuildOnce(const BuildOptions& options, const LastBuild* last,
                              Progress* progress) {
  Result<Sources> sources = OpenSources(options);
  if (!sources) return tl::unexpected(sources.error());
  if (last != nullptr && IsUntouched(options, *sources, *last)) {
    return ReportLast(*last, sources->tree);
  }
  Run run = Examine(options, std::move(*sources), last, progress);
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

Result<BuildReport> CheckArticles(const BuildOptions& options, Progress* progress) {
  Result<Sources> sources = OpenSources(options);
  if (!sources) return tl::unexpected(sources.error());
  const Run run = Examine(options, std::move(*sources), nullptr, progress);
  progress->Finish();
  return Report(run);
}

}  // namespace zeroline

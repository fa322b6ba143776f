#include "indexer/commands/examine.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "indexer/article/article_parser.h"
#include "indexer/check/tree_check.h"
#include "indexer/commands/freshness.h"
#include "indexer/commands/parallel.h"

namespace zeroline {
namespace {

// Decides what to write, until everything that must be written has been parsed: parsing can change
// ids, audiences and outlines, and with them what must be written.
void Settle(Run* run, Progress* progress) {
  while (true) {
    run->asset_diagnostics.clear();
    BlockRejected(&run->scan.states);
    run->originals = PairTranslations(run->options.original_language, &run->scan.states);
    TouchTranslations(run->options, run->last, &run->scan);
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
    facts.links.push_back({link.target, link.fragment, link.line, link.column});
  }
  for (const ManifestAssetUse& use : entry.assets)
    facts.assets.push_back({use.path, use.line, use.column});
  return facts;
}

}  // namespace

Result<Sources> OpenSources(const BuildOptions& options) {
  Result<SourceTree> tree = WalkSourceTree(options.articles);
  if (!tree) return tl::unexpected(tree.error());
  Result<UseFile> use = ReadUseFile(options);
  if (!use) return tl::unexpected(use.error());
  return Sources{std::move(*tree), std::move(*use)};
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
  SetFreshness(options, &run.scan);
  return run;
}

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

std::vector<Diagnostic> AllFindings(const Run& run) {
  std::vector<Diagnostic> all = run.scan.diagnostics;
  for (const SourceState& state : run.scan.states) AddOfFile(state.entry, &all);
  all.insert(all.end(), run.findings.begin(), run.findings.end());
  SortByPlace(&all);
  return all;
}

Diagnostic FromManifest(const std::string& path, const ManifestDiagnostic& found) {
  return {found.is_error ? Severity::kError : Severity::kWarning,
          path,
          found.line,
          found.rule,
          found.message,
          found.column};
}

void AddOfFile(const ManifestFile& entry, std::vector<Diagnostic>* all) {
  for (const ManifestDiagnostic& found : entry.diagnostics) {
    all->push_back(FromManifest(entry.path, found));
  }
}

void SortByPlace(std::vector<Diagnostic>* all) {
  std::stable_sort(all->begin(), all->end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.path, a.line, a.column) < std::tie(b.path, b.line, b.column);
  });
}

ManifestDiagnostic ToManifest(const Diagnostic& found) {
  return {found.severity == Severity::kError, found.line, found.rule, found.message, found.column};
}

}  // namespace zeroline

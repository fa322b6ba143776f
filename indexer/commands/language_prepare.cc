#include <algorithm>
#include <chrono>
#include <iterator>
#include <memory>
#include <set>
#include <utility>

#include "indexer/article/article_parser.h"
#include "indexer/commands/former_language.h"
#include "indexer/commands/former_names.h"
#include "indexer/commands/language_plan.h"
#include "indexer/commands/parallel.h"
#include "indexer/index_format/schema.h"
#include "indexer/language/analyzer.h"
#include "indexer/writer/file_operations.h"

namespace zeroline {
namespace {

// Articles analysed together: enough that frequent terms are looked up once, few enough to keep all
// threads busy to the end.
constexpr std::size_t kBatchArticles = 256;

// Consecutive articles of one plan.
struct Chunk {
  LanguagePlan* plan = nullptr;
  std::size_t begin = 0;  // in plan->changed
  std::size_t end = 0;
  ArticleBatch* batch = nullptr;
  const FormerLanguage* former = nullptr;
  std::vector<std::pair<std::string, std::string>> history;  // see LanguageChange
};

// Old articles keep their numbers; in a database written from nothing they are given anew.
void AssignDocids(LanguagePlan* plan) {
  std::uint32_t last = 0;
  if (plan->action != LanguageAction::kWrite) {
    for (const std::uint32_t docid : plan->change.removed) last = std::max(last, docid);
    for (const SourceState* state : plan->articles) {
      const ManifestFile* before = state->previous;
      const bool is_old = before != nullptr && before->audience == plan->audience &&
                          before->language == plan->language;
      if (is_old) last = std::max(last, before->docid);
    }
  }
  for (SourceState* state : plan->articles) {
    const ManifestFile* before = state->previous;
    const bool is_old = plan->action != LanguageAction::kWrite && before != nullptr &&
                        before->docid != 0 && before->audience == plan->audience &&
                        before->language == plan->language;
    state->entry.docid = is_old ? before->docid : ++last;
  }
  std::sort(plan->changed.begin(), plan->changed.end(),
            [](const auto* a, const auto* b) { return a->entry.docid < b->entry.docid; });
}

void CollectKept(LanguagePlan* plan) {
  const std::set<const SourceState*> changed(plan->changed.begin(), plan->changed.end());
  for (const SourceState* state : plan->articles) {
    if (!changed.contains(state)) plan->change.kept.push_back(state->entry.docid);
  }
}

// A folder's title may be as confidential as what is in it: a section shows only to audiences that
// have an article there, and under the name of its page only to whom that is for.
void FillCatalog(const std::deque<SourceState>& states, LanguagePlan* plan) {
  CatalogContent& catalog = plan->change.catalog;
  std::set<std::string> sections;
  for (const SourceState* state : plan->articles) {
    const ManifestFile& entry = state->entry;
    sections.insert(entry.section);
    catalog.entries.push_back({entry.docid, entry.id, entry.url_path, entry.title, entry.summary,
                               entry.section, entry.updated});
  }
  AddRedirects(states, plan);
  for (const SourceState& state : states) {
    const ManifestFile& entry = state.entry;
    if (state.is_article() || state.is_gone || entry.outcome != ManifestOutcome::kPublished ||
        entry.language != plan->language || !sections.contains(entry.section)) {
      continue;
    }
    if (entry.audience != kPublicAudience && entry.audience != plan->audience) continue;
    catalog.sections.push_back({entry.section, entry.title, entry.summary, entry.weight, 0});
    sections.erase(entry.section);
  }
  for (const std::string& name : sections) {
    if (!name.empty()) catalog.sections.push_back({name, TitleFromPath(name), "", 0, 0});
  }
}

StoredArticle ToStored(const SourceState& state, const AssetTable& assets) {
  const Article& article = *state.article;
  StoredArticle stored;
  stored.id = article.id;
  stored.language = article.language;
  stored.audience = article.audience;
  stored.path = article.path;
  stored.title = article.title;
  stored.summary = article.summary;
  stored.section = article.section;
  stored.tags = article.tags;
  stored.questions = article.questions;
  stored.confirmed_questions = state.confirmed;
  stored.html =
      ResolveAssets(article.html, [&](std::string_view path) { return assets.UrlOf(path); });
  stored.text = article.text;
  for (const ArticleSection& section : article.sections) {
    stored.sections.push_back({section.heading, section.anchor,
                               static_cast<std::uint8_t>(section.level), section.text_begin,
                               section.text_end});
  }
  stored.source_path = article.source_path;
  stored.updated = state.entry.updated;
  stored.deflect = article.deflect;
  stored.authors = state.entry.authors;
  stored.original_language = state.original_language;
  stored.outdated_sections = state.outdated;
  return stored;
}

// What the build before said, plan by plan.
std::deque<FormerLanguage> OpenFormer(const BuildOptions& options,
                                      const std::vector<LanguagePlan>& plans) {
  const std::int64_t now = std::chrono::duration_cast<std::chrono::seconds>(
                               std::chrono::system_clock::now().time_since_epoch())
                               .count();
  const FormerBuild build = FindFormerBuild(options.index);
  std::deque<FormerLanguage> former;
  for (const LanguagePlan& plan : plans) {
    former.emplace_back(build, DatabasePath(build.path, plan.audience, plan.language),
                        plan.change.catalog, now);
  }
  return former;
}

// Of the articles that stay as they are, whose records are carried on.
void CollectHistory(const FormerLanguage& former, LanguagePlan* plan) {
  if (plan->action != LanguageAction::kUpdate) return;
  const std::set<const SourceState*> changed(plan->changed.begin(), plan->changed.end());
  for (const SourceState* state : plan->articles) {
    if (changed.contains(state)) continue;
    const std::string_view record = former.Carry(state->entry.id);
    if (!record.empty()) plan->change.history.emplace_back(state->entry.id, record);
  }
}

std::vector<Chunk> MakeChunks(const std::deque<FormerLanguage>& former,
                              std::vector<LanguagePlan>* plans) {
  std::vector<Chunk> chunks;
  for (std::size_t number = 0; number < plans->size(); ++number) {
    LanguagePlan& plan = (*plans)[number];
    const std::size_t count = (plan.changed.size() + kBatchArticles - 1) / kBatchArticles;
    plan.change.batches.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      chunks.push_back({&plan,
                        i * kBatchArticles,
                        std::min((i + 1) * kBatchArticles, plan.changed.size()),
                        &plan.change.batches[i],
                        &former[number],
                        {}});
    }
  }
  return chunks;
}

// A thread's analyzer: the language it worked on last.
struct Worker {
  std::string language;
  std::unique_ptr<Analyzer> analyzer;
};

Status AnalyzeChunk(const AssetTable& assets, Chunk* chunk, Worker* worker) {
  if (worker->analyzer == nullptr || worker->language != chunk->plan->language) {
    Result<std::unique_ptr<Analyzer>> analyzer = Analyzer::Create(chunk->plan->language);
    if (!analyzer) return tl::unexpected(analyzer.error());
    worker->analyzer = std::move(*analyzer);
    worker->language = chunk->plan->language;
  }
  ArticleBatchBuilder builder(worker->analyzer.get());
  for (std::size_t i = chunk->begin; i < chunk->end; ++i) {
    SourceState* state = chunk->plan->changed[i];
    StoredArticle stored = ToStored(*state, assets);
    std::string history = state->article->keeps_history ? chunk->former->Follow(&stored)
                                                        : chunk->former->Forget(stored);
    if (!history.empty()) chunk->history.emplace_back(stored.id, std::move(history));
    builder.Add(state->entry.docid, &stored);
    state->article.reset();  // what is left of it is in the manifest entry
  }
  *chunk->batch = builder.Finish();
  return {};
}

}  // namespace

Status PrepareLanguages(const BuildOptions& options, const AssetTable& assets,
                        const std::deque<SourceState>& states, std::vector<LanguagePlan>* plans,
                        Progress* progress) {
  std::size_t total = 0;
  for (LanguagePlan& plan : *plans) {
    AssignDocids(&plan);
    CollectKept(&plan);
    FillCatalog(states, &plan);
    const Result<std::string> fingerprint = AnalyzerFingerprint(plan.language);
    if (!fingerprint) return tl::unexpected(fingerprint.error());
    plan.fingerprint = *fingerprint;
    total += plan.changed.size();
  }
  const std::deque<FormerLanguage> former = OpenFormer(options, *plans);
  std::vector<Chunk> chunks = MakeChunks(former, plans);
  std::vector<Worker> workers(ThreadCount(options.jobs));
  std::vector<Status> results(chunks.size());
  progress->Start("analyse", total);
  ForEachParallel(chunks.size(), options.jobs, [&](std::size_t item, std::size_t thread) {
    results[item] = AnalyzeChunk(assets, &chunks[item], &workers[thread]);
    progress->Step(chunks[item].end - chunks[item].begin);
  });
  for (Status& result : results) {
    if (!result) return result;
  }
  for (Chunk& chunk : chunks) {
    auto& history = chunk.plan->change.history;
    std::move(chunk.history.begin(), chunk.history.end(), std::back_inserter(history));
  }
  for (std::size_t i = 0; i < plans->size(); ++i) CollectHistory(former[i], &(*plans)[i]);
  return {};
}

Status WriteLanguages(const BuildOptions& options, const std::filesystem::path& build,
                      const std::vector<LanguagePlan>& plans, Progress* progress) {
  std::vector<WriteTask> tasks;
  for (const LanguagePlan& plan : plans) {
    const std::filesystem::path directory = DatabasePath(build, plan.audience, plan.language);
    Result<std::vector<WriteTask>> more;
    switch (plan.action) {
      case LanguageAction::kLink:
        more = std::vector<WriteTask>{[=, &plan] {
          return MakeDirectories(directory.parent_path()).and_then([&] {
            return LinkDirectory(plan.change.previous, directory);
          });
        }};
        break;
      case LanguageAction::kRelink:
        more = RelinkLanguage(directory, plan.change.previous, plan.change.catalog);
        break;
      case LanguageAction::kUpdate:
        more = UpdateLanguage(directory, plan.change);
        break;
      case LanguageAction::kWrite:
        more = WriteLanguage(directory, plan.change.batches, plan.change.catalog);
        break;
    }
    if (!more) return tl::unexpected(more.error());
    tasks.insert(tasks.end(), more->begin(), more->end());
    if (plan.action == LanguageAction::kUpdate || plan.action == LanguageAction::kWrite) {
      tasks.push_back([=, &plan] { return WriteHistory(directory, plan.change.history); });
    }
  }
  progress->Start("write", tasks.size());
  std::vector<Status> results(tasks.size());
  ForEachParallel(tasks.size(), options.jobs, [&](std::size_t item, std::size_t) {
    results[item] = tasks[item]();
    progress->Step();
  });
  for (Status& result : results) {
    if (!result) return result;
  }
  return {};
}

}  // namespace zeroline

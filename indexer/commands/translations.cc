#include "indexer/commands/translations.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "indexer/commands/parallel.h"
#include "indexer/commands/translation_state.h"
#include "indexer/index_format/article_store.h"
#include "indexer/index_format/schema.h"
#include "indexer/index_format/translation_table.h"
#include "indexer/source/source_tree.h"
#include "indexer/translation/article_terms.h"
#include "indexer/translation/lexicon.h"
#include "indexer/writer/database_words.h"
#include "indexer/writer/file_operations.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxGlossaryBytes = 4u << 20;
// Articles that a pair of languages is learned from, spread over all it has. More teach little:
// 700, 1,500 and 2,400 articles give Hit@1 .72, .75 and .76.
constexpr std::size_t kMaxTrainingArticles = 2000;
// A word of a single article cannot be told from its neighbours.
constexpr std::uint32_t kMinWordArticles = 2;
// Tables are learned again when more than one in this many translated articles changed.
constexpr std::size_t kRetrainShare = 20;

// The public articles of one language.
struct Edition {
  const LanguagePlan* plan = nullptr;
  std::map<std::string_view, std::uint32_t> docids;  // by id
  std::set<std::string_view> changed;                // ids
  std::set<std::string_view> removed;                // ids that are not there any more
};

using Editions = std::map<std::string, Edition>;  // by language

Editions PublicEditions(const TranslationSource& source) {
  Editions editions;
  for (const LanguagePlan& plan : source.plans) {
    if (plan.audience != kPublicAudience) continue;
    Edition& edition = editions[plan.language];
    edition.plan = &plan;
    for (const SourceState* state : plan.articles) {
      edition.docids.emplace(state->entry.id, state->entry.docid);
    }
    for (const SourceState* state : plan.changed) edition.changed.insert(state->entry.id);
  }
  if (source.last == nullptr) return editions;
  for (const ManifestFile& entry : source.last->manifest.files) {
    if (entry.docid == 0 || entry.audience != kPublicAudience) continue;
    const auto edition = editions.find(entry.language);
    if (edition == editions.end() || edition->second.docids.contains(entry.id)) continue;
    edition->second.removed.insert(entry.id);
  }
  return editions;
}

// Translated articles that changed in either language.
std::size_t CountChanges(const Edition& a, const Edition& b) {
  std::size_t count = 0;
  for (const std::string_view id : a.changed) count += b.docids.contains(id) ? 1 : 0;
  for (const std::string_view id : b.changed) {
    count += a.docids.contains(id) && !a.changed.contains(id) ? 1 : 0;
  }
  return count;
}

// Whether an article is gone that both had: its words must go too.
bool LostTranslation(const Edition& a, const Edition& b) {
  const auto had = [](const Edition& edition, std::string_view id) {
    return edition.docids.contains(id) || edition.removed.contains(id);
  };
  return std::any_of(a.removed.begin(), a.removed.end(),
                     [&](std::string_view id) { return had(b, id); }) ||
         std::any_of(b.removed.begin(), b.removed.end(),
                     [&](std::string_view id) { return had(a, id); });
}

// Docids of the same article in both languages.
using SharedArticles = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

SharedArticles FindShared(const Edition& a, const Edition& b) {
  SharedArticles shared;
  auto other = b.docids.begin();
  for (const auto& [id, docid] : a.docids) {
    while (other != b.docids.end() && other->first < id) ++other;
    if (other != b.docids.end() && other->first == id) shared.emplace_back(docid, other->second);
  }
  return shared;
}

SharedArticles Sample(const SharedArticles& all) {
  if (all.size() <= kMaxTrainingArticles) return all;
  SharedArticles sample;
  for (std::size_t i = 0; i < kMaxTrainingArticles; ++i) {
    sample.push_back(all[i * all.size() / kMaxTrainingArticles]);
  }
  return sample;
}

// What is known of one language for training.
struct Material {
  std::set<std::uint32_t> wanted;  // docids
  TermDictionary dictionary;
  std::map<std::uint32_t, TermBlocks> articles;
  GlossaryColumn glossary;
};

Status ReadMaterial(const TranslationSource& source, const std::string& language,
                    Material* material) {
  if (source.glossary.glossary.Has(language)) {
    const Result<std::unique_ptr<Analyzer>> analyzer = Analyzer::Create(language);
    if (!analyzer) return tl::unexpected(analyzer.error());
    material->glossary = AnalyzeColumn(source.glossary.glossary, language, analyzer->get());
  }
  if (material->wanted.empty()) return {};
  const fs::path directory = DatabasePath(source.build, kPublicAudience, language);
  const Status listed =
      ForEachWord(directory / "text", [&](const std::string& term, std::uint32_t documents) {
        if (documents >= kMinWordArticles) material->dictionary.Add(term);
      });
  if (!listed) return listed;
  const auto store = ArticleStore::Open(directory / "articles.cdb");
  if (!store) return tl::unexpected(store.error());
  for (const std::uint32_t docid : material->wanted) {
    const Result<ArticleView> article = (*store)->Find(docid);
    if (!article) return tl::unexpected(article.error());
    material->articles.emplace(docid, ReadTermBlocks(*article, material->dictionary));
  }
  return {};
}

// One pair of languages to be learned.
struct Lesson {
  LanguagePair languages;
  SharedArticles articles;  // empty if there are too few
};

std::vector<TranslationEntry> Named(const std::vector<TermPair>& pairs, Direction direction,
                                    const Material& from, const Material& to) {
  std::vector<TranslationEntry> entries;
  for (const TermTranslation& translation : PickTranslations(pairs, direction)) {
    entries.push_back({from.dictionary.term(translation.from), to.dictionary.term(translation.to),
                       translation.probability});
  }
  return entries;
}

Status WriteTable(const fs::path& file, GlossaryColumn const& from, GlossaryColumn const& to,
                  const std::vector<TranslationEntry>& learned) {
  std::vector<TranslationEntry> entries =
      MergeEntries(GlossaryEntries(from, to), learned, kMaxTranslations);
  return entries.empty() ? Status() : WriteTranslationTable(file, std::move(entries));
}

Status Learn(const fs::path& build, const Lesson& lesson,
             const std::map<std::string, Material>& materials) {
  const std::string& first = lesson.languages.first;
  const std::string& second = lesson.languages.second;
  const Material& a = materials.at(first);
  const Material& b = materials.at(second);
  Bitext bitext;
  for (const auto& [docid_a, docid_b] : lesson.articles) {
    bitext.Add(a.articles.at(docid_a), b.articles.at(docid_b));
  }
  const std::vector<TermPair> pairs = LearnTermPairs(bitext);
  return WriteTable(TranslationPath(build, first, second), a.glossary, b.glossary,
                    Named(pairs, Direction::kForward, a, b))
      .and_then([&] {
        return WriteTable(TranslationPath(build, second, first), b.glossary, a.glossary,
                          Named(pairs, Direction::kBackward, b, a));
      });
}

Status LearnAll(const TranslationSource& source, const std::vector<Lesson>& lessons,
                Progress* progress) {
  std::map<std::string, Material> materials;
  for (const Lesson& lesson : lessons) {
    Material& a = materials[lesson.languages.first];
    Material& b = materials[lesson.languages.second];
    for (const auto& [docid_a, docid_b] : lesson.articles) {
      a.wanted.insert(docid_a);
      b.wanted.insert(docid_b);
    }
  }
  std::vector<std::pair<const std::string, Material>*> languages;
  for (auto& language : materials) languages.push_back(&language);
  std::vector<Status> results(std::max(languages.size(), lessons.size()));
  progress->Start("translate", lessons.size());
  ForEachParallel(languages.size(), source.options.jobs, [&](std::size_t i, std::size_t) {
    results[i] = ReadMaterial(source, languages[i]->first, &languages[i]->second);
  });
  for (const Status& result : results) {
    if (!result) return result;
  }
  ForEachParallel(lessons.size(), source.options.jobs, [&](std::size_t i, std::size_t) {
    results[i] = Learn(source.build, lessons[i], materials);
    progress->Step();
  });
  for (const Status& result : results) {
    if (!result) return result;
  }
  return {};
}

// Nothing to link is no error: a pair that nothing is known of has no table.
Status LinkTables(const fs::path& last, const fs::path& build, const LanguagePair& languages) {
  for (const auto& [from, to] : {languages, LanguagePair(languages.second, languages.first)}) {
    std::error_code error;
    const fs::path file = TranslationPath(last, from, to);
    if (!fs::exists(file, error)) continue;
    if (const Status linked = LinkFile(file, TranslationPath(build, from, to)); !linked) {
      return linked;
    }
  }
  return {};
}

// What the last build's tables of a pair are now, or nothing if they must be learned again.
std::optional<PairState> StillGood(const std::optional<TranslationState>& last,
                                   const LanguagePair& languages, const Edition& a,
                                   const Edition& b) {
  if (!last) return std::nullopt;
  const auto known = last->pairs.find(languages);
  if (known == last->pairs.end() || LostTranslation(a, b)) return std::nullopt;
  PairState state = known->second;
  state.changes += CountChanges(a, b);
  if (state.changes * kRetrainShare > state.articles) return std::nullopt;
  return state;
}

std::optional<TranslationState> UsableState(const TranslationSource& source) {
  if (source.last == nullptr) return std::nullopt;
  std::optional<TranslationState> state = ReadTranslationState(source.last->path);
  if (state && state->glossary != source.glossary.content_hash) return std::nullopt;
  return state;
}

// Links the tables that are still good; the other pairs become lessons.
Status KeepTables(const TranslationSource& source, TranslationState* state,
                  std::vector<Lesson>* lessons) {
  const Editions editions = PublicEditions(source);
  const std::optional<TranslationState> last = UsableState(source);
  for (auto a = editions.begin(); a != editions.end(); ++a) {
    for (auto b = std::next(a); b != editions.end(); ++b) {
      const LanguagePair languages(a->first, b->first);
      if (const auto good = StillGood(last, languages, a->second, b->second)) {
        state->pairs[languages] = *good;
        const Status linked = LinkTables(source.last->path, source.build, languages);
        if (!linked) return linked;
        continue;
      }
      const SharedArticles shared = FindShared(a->second, b->second);
      state->pairs[languages] = {shared.size(), 0};
      const bool enough = shared.size() >= kMinTranslatedArticles;
      lessons->push_back({languages, enough ? Sample(shared) : SharedArticles()});
    }
  }
  return {};
}

}  // namespace

GlossaryFile ReadGlossaryFile(const fs::path& articles) {
  GlossaryFile file;
  const Result<std::string> text =
      ReadFile(articles / std::string(kGlossaryName), kMaxGlossaryBytes);
  if (text) {
    file.content_hash = ContentHash(*text);
    file.glossary = ParseGlossary(*text, &file.diagnostics);
  } else if (text.error().code != ErrorCode::kNotFound) {
    file.diagnostics.push_back({Severity::kError, std::string(kGlossaryName), 0, "glossary",
                                "the glossary is not used: " + text.error().message});
  }
  return file;
}

bool TranslationsUntouched(const BuildOptions& options, const GlossaryFile& glossary,
                           const LastBuild& last) {
  const std::optional<TranslationState> state = ReadTranslationState(last.path);
  if (!options.translations) return !state;
  return state && state->glossary == glossary.content_hash;
}

Result<TrainingReport> WriteTranslations(const TranslationSource& source, Progress* progress) {
  TrainingReport report;
  if (!source.options.translations) return report;
  const auto start = std::chrono::steady_clock::now();
  if (const Status made = MakeDirectory(TranslationsDirectory(source.build)); !made) {
    return tl::unexpected(made.error());
  }
  TranslationState state;
  state.glossary = source.glossary.content_hash;
  std::vector<Lesson> lessons;
  if (const Status kept = KeepTables(source, &state, &lessons); !kept) {
    return tl::unexpected(kept.error());
  }
  for (const Lesson& lesson : lessons) report.pairs += lesson.articles.empty() ? 0 : 1;
  Status done = lessons.empty() ? Status() : LearnAll(source, lessons, progress);
  done = done.and_then([&] { return WriteTranslationState(source.build, state); });
  if (!done) return tl::unexpected(done.error());
  report.time = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  return report;
}

}  // namespace zeroline

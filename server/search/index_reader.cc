#include "server/search/index_reader.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>

#include "indexer/index_format/history.h"
#include "indexer/index_format/schema.h"
#include "indexer/language/analyzer.h"
#include "server/search/database_pool.h"
#include "server/search/foreign_articles.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

// Longer than any name the indexer gives: 16 hex digits, a dot, an extension.
constexpr std::size_t kMaxAssetName = 40;

bool Sees(const Audiences& audiences, const std::string& audience) {
  return std::find(audiences.begin(), audiences.end(), audience) != audiences.end();
}

bool IsAssetName(std::string_view name) {
  if (name.empty() || name.size() > kMaxAssetName || name.front() == '.') return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
  });
}

Status CheckFingerprint(const BuildLanguage& language) {
  const Result<std::string> ours = AnalyzerFingerprint(language.language);
  if (!ours) return tl::unexpected(ours.error());
  if (*ours == language.fingerprint) return {};
  return Fail(ErrorCode::kCorrupt,
              "the index of language " + language.language + " was made by another analyzer (" +
                  language.fingerprint + "; this program has " + *ours +
                  "): run zeroline-indexer build with the same version as the server");
}

Result<std::unique_ptr<LanguageReader>> OpenLanguage(const fs::path& build,
                                                     const BuildLanguage& language) {
  if (const Status same = CheckFingerprint(language); !same) return tl::unexpected(same.error());
  fs::path directory = DatabasePath(build, language.audience, language.language);
  auto catalog = Catalog::Open(directory / "catalog.flat");
  if (!catalog) return tl::unexpected(catalog.error());
  auto articles = ArticleStore::Open(directory / "articles.cdb");
  if (!articles) return tl::unexpected(articles.error());
  auto vocabulary = StoredVocabulary::Open(directory / "vocabulary.flat");
  if (!vocabulary) return tl::unexpected(vocabulary.error());
  auto history = History::Open(directory / kHistoryFile);
  if (!history && history.error().code != ErrorCode::kNotFound) {
    return tl::unexpected(history.error());
  }
  auto reader =
      std::make_unique<LanguageReader>(language, std::move(directory), *std::move(catalog),
                                       *std::move(articles), *std::move(vocabulary));
  if (history) reader->UseHistory(*std::move(history));
  auto synonyms = SynonymTable::Open(SynonymPath(build, language.language));
  if (!synonyms && synonyms.error().code != ErrorCode::kNotFound) {
    return tl::unexpected(synonyms.error());
  }
  if (synonyms) reader->UseSynonyms(*std::move(synonyms));
  return reader;
}

// A pair of languages of which nothing is known has no file.
Result<TranslationTables> OpenTranslations(const fs::path& build, const BuildInfo& info) {
  TranslationTables tables;
  for (const BuildLanguage& from : info.languages) {
    for (const BuildLanguage& to : info.languages) {
      if (from.audience != kPublicAudience || to.audience != kPublicAudience) continue;
      const fs::path file = TranslationPath(build, from.language, to.language);
      std::error_code error;
      if (!fs::exists(file, error)) continue;
      auto table = TranslationTable::Open(file);
      if (!table) return tl::unexpected(table.error());
      tables.emplace(std::make_pair(from.language, to.language), *std::move(table));
    }
  }
  return tables;
}

Result<std::shared_ptr<const Snapshot>> OpenBuild(const fs::path& index, std::uint64_t number) {
  fs::path build = BuildPath(index, number);
  std::ifstream in(build / "build.json", std::ios::binary);
  if (!in) {
    return Fail(ErrorCode::kCorrupt, "build " + std::to_string(number) + " in " + index.string() +
                                         " has no readable build.json; run zeroline-indexer build");
  }
  const std::string json((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  Result<BuildInfo> info = ParseBuildInfo(json);
  if (!info) return tl::unexpected(info.error());
  std::vector<std::unique_ptr<LanguageReader>> readers;
  for (const BuildLanguage& language : info->languages) {
    auto reader = OpenLanguage(build, language);
    if (!reader) return tl::unexpected(reader.error());
    readers.push_back(*std::move(reader));
  }
  auto translations = OpenTranslations(build, *info);
  if (!translations) return tl::unexpected(translations.error());
  return std::make_shared<const Snapshot>(*std::move(info), std::move(build), std::move(readers),
                                          *std::move(translations));
}

Result<FoundArticle> Read(const LanguageReader& reader, const Catalog::Entry& entry) {
  const Result<ArticleView> article = reader.articles().Find(entry.docid);
  if (!article) return tl::unexpected(article.error());
  return FoundArticle{&reader, *article};
}

}  // namespace

LanguageReader::LanguageReader(BuildLanguage info, fs::path directory,
                               std::unique_ptr<Catalog> catalog,
                               std::unique_ptr<ArticleStore> articles,
                               std::unique_ptr<StoredVocabulary> vocabulary)
    : info_(std::move(info)),
      directory_(std::move(directory)),
      catalog_(std::move(catalog)),
      articles_(std::move(articles)),
      vocabulary_(std::move(vocabulary)) {}

LanguageReader::~LanguageReader() = default;

void LanguageReader::UseHistory(std::unique_ptr<History> history) { history_ = std::move(history); }

Snapshot::Snapshot(BuildInfo info, fs::path build,
                   std::vector<std::unique_ptr<LanguageReader>> readers,
                   TranslationTables translations)
    : info_(std::move(info)),
      build_(std::move(build)),
      readers_(std::move(readers)),
      translations_(std::move(translations)),
      foreign_articles_(std::make_unique<ForeignArticles>()),
      databases_(std::make_unique<DatabasePool>()) {}

Snapshot::~Snapshot() = default;

std::vector<std::string> Snapshot::languages(const Audiences& audiences) const {
  std::map<std::string, std::size_t> counts;
  for (const auto& reader : readers_) {
    if (Sees(audiences, reader->audience()) && reader->catalog().size() > 0) {
      counts[reader->language()] += reader->catalog().size();
    }
  }
  std::vector<std::string> languages;
  for (const auto& [language, count] : counts) languages.push_back(language);
  std::stable_sort(
      languages.begin(), languages.end(),
      [&](const std::string& a, const std::string& b) { return counts[a] > counts[b]; });
  return languages;
}

std::vector<const LanguageReader*> Snapshot::readers(std::string_view language,
                                                     const Audiences& audiences) const {
  std::vector<const LanguageReader*> found;
  for (const auto& reader : readers_) {
    if (reader->language() == language && Sees(audiences, reader->audience())) {
      found.push_back(reader.get());
    }
  }
  return found;
}

Result<FoundArticle> Snapshot::FindPath(std::string_view language, std::string_view path,
                                        const Audiences& audiences) const {
  for (const LanguageReader* reader : readers(language, audiences)) {
    if (const auto entry = reader->catalog().FindPath(path)) return Read(*reader, *entry);
  }
  return Fail(ErrorCode::kNotFound, "there is no article at this address");
}

Result<FoundArticle> Snapshot::FindId(std::string_view language, std::string_view id,
                                      const Audiences& audiences) const {
  for (const LanguageReader* reader : readers(language, audiences)) {
    if (const auto entry = reader->catalog().FindId(id)) return Read(*reader, *entry);
  }
  return Fail(ErrorCode::kNotFound, "there is no article with this id");
}

std::vector<std::string> Snapshot::Translations(std::string_view id,
                                                const Audiences& audiences) const {
  std::vector<std::string> found;
  for (const std::string& language : languages(audiences)) {
    for (const LanguageReader* reader : readers(language, audiences)) {
      if (!reader->catalog().FindId(id)) continue;
      found.push_back(language);
      break;
    }
  }
  return found;
}

Result<std::string> Snapshot::FindRedirect(std::string_view language, std::string_view from,
                                           const Audiences& audiences) const {
  for (const LanguageReader* reader : readers(language, audiences)) {
    if (const auto id = reader->catalog().FindRedirect(from)) return std::string(*id);
  }
  return Fail(ErrorCode::kNotFound, "nothing moved from this address");
}

const TranslationTable* Snapshot::FindTranslations(const std::string& from,
                                                   const std::string& to) const {
  const auto found = translations_.find({from, to});
  return found == translations_.end() ? nullptr : found->second.get();
}

Result<fs::path> Snapshot::FindAsset(std::string_view name, const Audiences& audiences) const {
  if (!IsAssetName(name)) return Fail(ErrorCode::kNotFound, "there is no such file");
  for (const std::string& audience : audiences) {
    fs::path file = build_ / audience / "assets" / std::string(name);
    std::error_code error;
    if (fs::is_regular_file(file, error)) return file;
  }
  return Fail(ErrorCode::kNotFound, "there is no such file");
}

IndexReader::IndexReader(fs::path directory) : directory_(std::move(directory)) {}

Result<std::unique_ptr<IndexReader>> IndexReader::Open(const fs::path& directory) {
  std::unique_ptr<IndexReader> reader(new IndexReader(directory));
  const Result<bool> opened = reader->Refresh();
  if (!opened) return tl::unexpected(opened.error());
  return reader;
}

std::shared_ptr<const Snapshot> IndexReader::snapshot() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return snapshot_;
}

Result<bool> IndexReader::Refresh() {
  const Result<std::uint64_t> current = CurrentBuild(directory_);
  if (!current) return tl::unexpected(current.error());
  const std::shared_ptr<const Snapshot> before = snapshot();
  if (before != nullptr && before->build_number() == *current) return false;
  auto opened = OpenBuild(directory_, *current);
  if (!opened) return tl::unexpected(opened.error());
  // The old snapshot, if this was its last holder, closes its files outside the lock.
  std::shared_ptr<const Snapshot> next = *std::move(opened);
  const std::lock_guard<std::mutex> lock(mutex_);
  snapshot_.swap(next);
  return true;
}

}  // namespace zeroline

// A small knowledge base served by the portal's own doors, without an HTTP server and without
// Xapian.
#ifndef ZEROLINE_TESTS_SERVER_WEB_PORTAL_WORLD_H_
#define ZEROLINE_TESTS_SERVER_WEB_PORTAL_WORLD_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/index_format/article_store.h"
#include "indexer/index_format/build_directory.h"
#include "indexer/index_format/catalog.h"
#include "indexer/index_format/schema.h"
#include "indexer/index_format/stored_article.h"
#include "indexer/index_format/vocabulary.h"
#include "indexer/language/analyzer.h"
#include "server/web/csrf.h"
#include "server/web/portal/portal.h"
#include "tests/support/broken_state.h"
#include "tests/support/temp_tree.h"

namespace zeroline::testing {

inline StoredArticle MakeArticle(const std::string& language, const std::string& path,
                                 const std::string& title) {
  StoredArticle article;
  article.id = path;
  article.language = language;
  article.audience = std::string(kPublicAudience);
  article.path = path;
  article.title = title;
  article.section = path.find('/') == std::string::npos ? "" : path.substr(0, path.find('/'));
  article.html = "<p>Body of " + path + "</p>";
  article.text = "Body of " + path;
  article.sections.push_back({"", "", 0, 0, static_cast<std::uint32_t>(article.text.size())});
  article.updated = 1773273600;  // 12 March 2026
  return article;
}

class World {
 public:
  explicit World(const std::vector<StoredArticle>& articles,
                 const std::vector<CatalogRedirect>& redirects = {}) {
    WriteBuild(articles, redirects);
    index_ = Take(IndexReader::Open(tree_.path() / "index"));
    templates_ = Take(Templates::Load(std::filesystem::path(ZEROLINE_SOURCE_DIR) / "templates"));
    csrf_.emplace(Take(Csrf::Open(tree_.path() / "csrf.key")));
    services_.config = &config_;
    services_.index = index_.get();
    services_.searcher = &searcher_;
    store_ = Take(Store::Open(store_file()));
    services_.store = store_.get();
    services_.csrf = &*csrf_;
  }

  const Services& services() const { return services_; }
  // The index directory, for a test that adds files to its build.
  std::filesystem::path index() const { return tree_.path() / "index"; }
  const Templates& templates() const { return *templates_; }

  // A GET of "/{lang}/{path}" as the URL table would hand it to a door.
  static WebRequest Get(const std::string& language, const std::string& path = "") {
    WebRequest request;
    request.method = "GET";
    request.path = "/" + language + "/" + path;
    request.origin = "http://help.example";
    request.variables["lang"] = language;
    if (!path.empty()) request.variables["path"] = path;
    return request;
  }

  WebResponse Content(const WebRequest& request) const {
    return ContentDoor(services_, *templates_)(request);
  }

  Config& config() { return config_; }
  Store& store() { return *store_; }
  // From here no ticket can be read or written.
  void BreakStore() const { BreakTickets(store_file()); }
  // The same of what agents tell the writers.
  void BreakNotes() const {
    ExecuteSql(store_file(), "ALTER TABLE writer_note RENAME TO lost_note");
    ExecuteSql(store_file(), "ALTER TABLE article_use RENAME TO lost_use");
  }

 private:
  template <typename T>
  static T Take(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return *std::move(result);
  }

  using Key = std::pair<std::string, std::string>;  // audience, language

  void WriteBuild(const std::vector<StoredArticle>& articles,
                  const std::vector<CatalogRedirect>& redirects) {
    const auto build = BuildPath(tree_.path() / "index", 1);
    std::map<Key, std::vector<StoredArticle>> groups;
    for (const auto& article : articles) {
      groups[{article.audience, article.language}].push_back(article);
    }
    BuildInfo info;
    info.format_version = kFormatVersion;
    info.number = 1;
    info.original_language = "en";
    for (const auto& [key, group] : groups) {
      WriteLanguage(DatabasePath(build, key.first, key.second), group, redirects);
      info.languages.push_back({key.first, key.second, static_cast<std::uint32_t>(group.size()),
                                Take(AnalyzerFingerprint(key.second))});
    }
    tree_.Write(std::filesystem::relative(build / "build.json", tree_.path()).string(),
                ToJson(info));
    std::filesystem::create_directory_symlink(std::filesystem::relative(build, build / "../.."),
                                              tree_.path() / "index/current");
  }

  static void WriteLanguage(const std::filesystem::path& folder,
                            const std::vector<StoredArticle>& articles,
                            const std::vector<CatalogRedirect>& redirects) {
    std::filesystem::create_directories(folder);
    CatalogContent catalog;
    std::map<std::string, std::uint32_t> sections;
    auto writer = Take(ArticleStoreWriter::Create(folder / "articles.cdb"));
    std::uint32_t docid = 0;
    for (const auto& article : articles) {
      ++docid;
      catalog.entries.push_back({docid, article.id, article.path, article.title, article.summary,
                                 article.section, article.updated});
      ++sections[article.section];
      Check(writer->Add(docid, EncodeArticle(article)));
    }
    Check(writer->Finish());
    for (const auto& [name, count] : sections) {
      catalog.sections.push_back({name, "The " + name, "About " + name, 0, count});
    }
    catalog.redirects = redirects;
    Check(WriteCatalog(folder / "catalog.flat", catalog));
    Check(WriteVocabulary(folder / "vocabulary.flat", {}));
  }

  static void Check(const Status& status) {
    if (!status) throw std::runtime_error(status.error().message);
  }

  std::filesystem::path store_file() const { return tree_.path() / "state/zeroline.db"; }

  TempTree tree_;
  Config config_;
  Searcher searcher_;
  std::unique_ptr<IndexReader> index_;
  std::unique_ptr<Templates> templates_;
  std::optional<Csrf> csrf_;
  std::unique_ptr<Store> store_;
  Services services_;
};

inline std::string HeaderOf(const WebResponse& response, const std::string& name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SERVER_WEB_PORTAL_WORLD_H_

// A published index of a few articles, written as the indexer writes it, for tests of doors.
#ifndef ZEROLINE_TESTS_SERVER_WEB_API_SMALL_INDEX_H_
#define ZEROLINE_TESTS_SERVER_WEB_API_SMALL_INDEX_H_

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "indexer/index_format/build_directory.h"
#include "indexer/index_format/schema.h"
#include "indexer/language/analyzer.h"
#include "indexer/writer/article_batch.h"
#include "indexer/writer/language_writer.h"
#include "indexer/writer/publisher.h"
#include "tests/support/value_or_throw.h"

namespace zeroline::testing {

inline StoredArticle SmallArticle(std::string language, std::string path, std::string title,
                                  std::string text) {
  StoredArticle article;
  article.id = path;
  article.language = std::move(language);
  article.audience = kPublicAudience;
  article.path = path;
  article.section = path.substr(0, path.find('/'));
  article.title = std::move(title);
  article.html = "<p>" + text + "</p>";
  article.text = std::move(text);
  article.sections = {{"", "", 0, 0, static_cast<std::uint32_t>(article.text.size())}};
  article.updated = 1'700'000'000;
  return article;
}

inline std::vector<StoredArticle> SmallBase() {
  StoredArticle steps = SmallArticle("en", "accounts/reset password", "Reset your password",
                                     "Forgotten?\nSteps\nOpen <the> page & choose a new password.");
  steps.sections = {{"", "", 0, 0, 11},
                    {"Steps", "the-steps", 2, 11, static_cast<std::uint32_t>(steps.text.size())}};
  StoredArticle secret =
      SmallArticle("en", "staff/master", "Master password", "The vault password.");
  secret.audience = "internal";
  StoredArticle russian =
      SmallArticle("ru", "accounts/reset password", "Сброс пароля", "Откройте страницу пароля.");
  russian.authors = {"Ada", "Ben"};
  russian.original_language = "en";
  russian.outdated_sections = {{"Steps", "", 1'700'000'000}};
  return {steps,
          SmallArticle("en", "devices/printer", "The printer does not print", "Switch it on."),
          russian, secret};
}

// Publishes one more build of `articles`; gives its number.
inline std::uint64_t PublishBuild(const std::filesystem::path& index,
                                  std::vector<StoredArticle> articles) {
  StagedBuild build = ValueOrThrow(StagedBuild::Begin(index));
  std::map<std::pair<std::string, std::string>, std::vector<StoredArticle>> folders;
  for (StoredArticle& article : articles) {
    folders[{article.audience, article.language}].push_back(std::move(article));
  }
  BuildInfo info{kFormatVersion, build.number(), 1'700'000'000, "en", {}};
  for (auto& [place, members] : folders) {
    const auto analyzer = ValueOrThrow(Analyzer::Create(place.second));
    ArticleBatchBuilder builder(analyzer.get());
    CatalogContent catalog;
    std::uint32_t docid = 0;
    std::size_t questions = 0;
    for (StoredArticle& article : members) {
      questions += article.questions.size() + article.confirmed_questions.size();
      builder.Add(++docid, &article);
      catalog.entries.push_back({docid, article.id, article.path, article.title, article.summary,
                                 article.section, article.updated});
      catalog.redirects.push_back({"/a/old-" + article.id, article.id});
    }
    std::vector<ArticleBatch> batches;
    batches.push_back(builder.Finish());
    const auto folder = DatabasePath(build.path(), place.first, place.second);
    std::filesystem::create_directories(folder.parent_path());
    for (const WriteTask& task : ValueOrThrow(WriteLanguage(folder, batches, catalog))) {
      if (Status written = task(); !written) throw std::runtime_error(written.error().message);
    }
    info.languages.push_back({place.first, place.second, docid, analyzer->fingerprint(),
                              static_cast<std::uint32_t>(questions)});
  }
  std::ofstream(build.path() / "build.json") << ToJson(info);
  const std::uint64_t number = build.number();
  if (Status published = build.Publish(); !published) {
    throw std::runtime_error(published.error().message);
  }
  return number;
}

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SERVER_WEB_API_SMALL_INDEX_H_

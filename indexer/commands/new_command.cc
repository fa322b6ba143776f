#include "indexer/commands/new_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <ostream>
#include <utility>

#include "indexer/commands/article_place.h"
#include "indexer/commands/source_state.h"
#include "indexer/scaffold/scaffold.h"
#include "indexer/source/source_tree.h"

namespace zeroline {
namespace {

struct NewFile {
  std::string path;  // relative to the articles folder
  std::string content;
};
using NewFiles = std::vector<NewFile>;

Status CheckAudience(const std::string& audience) {
  if (audience.empty() || IsUsableAudience(audience)) return {};
  return Fail(ErrorCode::kInvalidArgument,
              "\"" + audience + "\" is no audience: letters, digits, '-' and '_' only");
}

Result<ArticlePlace> FreePlace(const NewCommand& command, const std::string& language) {
  Result<ArticlePlace> place = PlaceArticle(command.articles, language, command.path);
  if (place && place->exists) {
    return Fail(ErrorCode::kConflict, place->path + " is there already; it was left as it is");
  }
  return place;
}

Result<NewFiles> NewArticle(const NewCommand& command, const std::string& review_by) {
  const ArticleSeed seed{command.title, command.owner, command.audience, review_by};
  std::vector<std::string> languages = {command.language};
  languages.insert(languages.end(), command.translations.begin(), command.translations.end());
  NewFiles files;
  for (const std::string& language : languages) {
    const Result<ArticlePlace> place = FreePlace(command, language);
    if (!place) return tl::unexpected(place.error());
    Result<std::string> text = ScaffoldArticle(command.kind, place->language, seed);
    if (!text) return tl::unexpected(text.error());
    const bool is_double = std::any_of(
        files.begin(), files.end(), [&](const NewFile& file) { return file.path == place->path; });
    if (!is_double) files.push_back({place->path, *std::move(text)});
  }
  return files;
}

Result<NewFiles> NewTranslations(const NewCommand& command, const std::string& review_by) {
  const Result<ArticlePlace> original =
      PlaceArticle(command.articles, command.language, command.path);
  if (!original) return tl::unexpected(original.error());
  if (!original->exists) {
    return Fail(ErrorCode::kNotFound,
                "there is no " + original->path + " to translate; name its language with --lang");
  }
  const Result<std::string> content = ReadFile(command.articles / original->path, kMaxSourceBytes);
  if (!content) return tl::unexpected(content.error());
  NewFiles files;
  for (const std::string& language : command.translate) {
    const Result<ArticlePlace> place = FreePlace(command, language);
    if (!place) return tl::unexpected(place.error());
    Result<std::string> text = ScaffoldTranslation(
        place->language, {original->path, original->language, *content, review_by});
    if (!text) return tl::unexpected(text.error());
    files.push_back({place->path, *std::move(text)});
  }
  return files;
}

void PrintNext(const NewCommand& command, const NewFiles& files, std::ostream& out) {
  const std::string articles = command.articles.string();
  for (const NewFile& file : files)
    out << "made " << (command.articles / file.path).string() << "\n";
  out << "\nNext:\n"
         "  1. Write each text in place of its comment, and remove what does not apply.\n"
         "  2. Put in `questions` how people ask for it.\n"
         "  3. See it: zeroline-indexer watch --drafts --articles "
      << articles << " --index DIR, beside zeroline-server serve --preview --index DIR\n"
      << "  4. Remove \"status: draft\" and check: zeroline-indexer check --articles " << articles
      << "\n";
}

}  // namespace

void AddNew(CLI::App* app, NewCommand* command) {
  app->add_option("--articles", command->articles, "Folder of articles: <lang>/...")->required();
  auto* kind = app->add_option("--template", command->kind, "What it is")
                   ->check(CLI::IsMember(ScaffoldKinds()))
                   ->capture_default_str();
  app->add_option("--lang", command->language, "Language of the article, or of the original")
      ->capture_default_str();
  app->add_option("--path", command->path, "Path below the language, such as network/vpn-slow")
      ->required();
  auto* title = app->add_option("--title", command->title, "Title, as a reader would say it");
  auto* translations = app->add_option("--translations", command->translations,
                                       "Languages that get a draft, too: ru,pl,zh")
                           ->delimiter(',');
  auto* audience = app->add_option("--audience", command->audience,
                                   "Who may read it, such as internal; default: everybody");
  auto* owner = app->add_option("--owner", command->owner, "Who keeps it right");
  app->add_option("--translate", command->translate,
                  "Make the translations of an article that is there into these languages")
      ->delimiter(',')
      ->excludes(kind)
      ->excludes(title)
      ->excludes(translations)
      ->excludes(audience)
      ->excludes(owner);
}

Status RunNew(const NewCommand& command, std::chrono::year_month_day today, std::ostream& out) {
  if (Status checked = CheckAudience(command.audience); !checked) return checked;
  const std::string review_by = ReviewBy(today);
  const Result<NewFiles> files = command.translate.empty() ? NewArticle(command, review_by)
                                                           : NewTranslations(command, review_by);
  if (!files) return tl::unexpected(files.error());
  for (const NewFile& file : *files) {
    if (Status made = CreateFile(command.articles / file.path, file.content); !made) return made;
  }
  PrintNext(command, *files, out);
  return {};
}

std::string ReviewBy(std::chrono::year_month_day today) {
  std::chrono::year_month_day day = today + std::chrono::years(1);
  if (!day.ok()) day = day.year() / day.month() / std::chrono::last;
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

std::chrono::year_month_day DateToday() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

}  // namespace zeroline

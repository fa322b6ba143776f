// GET /api/v1/articles/{id...}
#include <memory>
#include <utility>

#include "server/store/unix_time.h"
#include "server/web/api/api.h"
#include "server/web/api/json_text.h"
#include "server/web/api/parameters.h"
#include "server/web/authors.h"
#include "server/web/escape.h"
#include "server/web/problem.h"

namespace zeroline {
namespace {

// Null if unknown.
Json TimeOf(std::int64_t seconds) { return seconds == 0 ? Json() : Json(IsoTime(seconds)); }

Json SectionsOf(const ArticleView& article) {
  Json sections = Json::array();
  for (std::size_t i = 0; i < article.section_count(); ++i) {
    const ArticleView::Section section = article.section_at(i);
    if (section.level == 0) continue;
    sections.push_back(
        {{"heading", section.heading}, {"anchor", section.anchor}, {"level", section.level}});
  }
  return sections;
}

Json TranslationsOf(const Snapshot& snapshot, std::string_view id, const Audiences& audiences) {
  Json translations = Json::array();
  for (const std::string& language : snapshot.Translations(id, audiences)) {
    const Result<FoundArticle> found = snapshot.FindId(language, id, audiences);
    if (!found) continue;
    translations.push_back({{"lang", language},
                            {"title", found->article.title()},
                            {"url", ArticleUrl(language, found->article.path())}});
  }
  return translations;
}

// The sections of the original that changed after they were translated.
Json OutdatedOf(const ArticleView& article) {
  Json sections = Json::array();
  for (std::size_t i = 0; i < article.outdated_section_count(); ++i) {
    const ArticleView::OutdatedSection section = article.outdated_section(i);
    sections.push_back({{"heading", section.heading},
                        {"anchor", section.anchor},
                        {"changed", TimeOf(section.changed)}});
  }
  return sections;
}

Json TagsOf(const ArticleView& article) {
  Json tags = Json::array();
  for (std::size_t i = 0; i < article.tag_count(); ++i) tags.push_back(article.tag(i));
  return tags;
}

// By id, else by an id the article had before.
Result<FoundArticle> Find(const Snapshot& snapshot, const std::string& language,
                          const std::string& id, const Audiences& audiences) {
  Result<FoundArticle> found = snapshot.FindId(language, id, audiences);
  if (found || found.error().code != ErrorCode::kNotFound) return found;
  const Result<std::string> now = snapshot.FindRedirect(language, "/a/" + id, audiences);
  return now ? snapshot.FindId(language, *now, audiences) : found;
}

// With the version somebody read before, whether it says something else now.
void AddVersion(const WebRequest& request, const ArticleView& article, Json* json) {
  const std::string version = ArticleVersion(article);
  (*json)["version"] = version;
  if (const auto read = request.Query("v")) (*json)["changed"] = *read != version;
}

WebResponse AnswerArticle(const WebRequest& request, const Services& services) {
  const std::shared_ptr<const Snapshot> snapshot = services.index->snapshot();
  const Result<std::string> language = LanguageParameter(request, services, *snapshot);
  if (!language) return ProblemFrom(language.error());
  const Audiences audiences = AudiencesOf(request);
  const auto id = request.variables.find("id");
  const Result<FoundArticle> found =
      Find(*snapshot, *language, id == request.variables.end() ? "" : id->second, audiences);
  if (!found) return ProblemFrom(found.error());
  const ArticleView& article = found->article;
  Json json = {{"id", article.id()},
               {"lang", article.language()},
               {"title", article.title()},
               {"summary", article.summary()},
               {"section", article.section()},
               {"tags", TagsOf(article)},
               {"url", ArticleUrl(article.language(), article.path())},
               {"updated", TimeOf(article.updated())},
               {"sections", SectionsOf(article)},
               {"authors", VisibleAuthors(*services.config, request, article)},
               {"outdated_sections", OutdatedOf(article)},
               {"html", article.html()},
               {"text", article.text()},
               {"translations", TranslationsOf(*snapshot, article.id(), audiences)}};
  AddVersion(request, article, &json);
  // Strangers are not told that there are others.
  if (request.identity) json["audience"] = article.audience();
  WebResponse response = WebResponse::Json(ToText(json));
  // An article changes only with the build, and one address gives one article per language.
  response.headers.emplace_back("ETag", "\"" + std::to_string(snapshot->build_number()) + "-" +
                                            *language + (request.identity ? "-known" : "") +
                                            (IsFromTeam(request) ? "-team" : "") + "\"");
  response.headers.emplace_back("Cache-Control", "private, no-cache");
  return response;
}

}  // namespace

Door ApiArticleDoor(const Services& services) {
  return [services](const WebRequest& request) { return AnswerArticle(request, services); };
}

}  // namespace zeroline

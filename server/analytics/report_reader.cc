#include "server/analytics/report_reader.h"

#include <algorithm>

namespace zeroline {

ReportReader::ReportReader(const Snapshot& snapshot, const WritersReportScope& scope)
    : snapshot_(snapshot), scope_(scope) {
  for (const BuildLanguage& language : snapshot.info().languages) {
    if (std::find(everybody_.begin(), everybody_.end(), language.audience) == everybody_.end()) {
      everybody_.push_back(language.audience);
    }
  }
}

bool ReportReader::WantsLanguage(std::string_view language) const {
  return scope_.language.empty() || scope_.language == language;
}

const ReportReader::Known& ReportReader::Look(const std::string& language,
                                              const std::string& article) {
  auto [place, is_new] = known_.try_emplace({language, article});
  if (!is_new) return place->second;
  if (const auto found = snapshot_.FindId(language, article, scope_.audiences)) {
    place->second.article = found->article;
  } else {
    place->second.is_hidden = snapshot_.FindId(language, article, everybody_).has_value();
  }
  return place->second;
}

std::optional<ArticleView> ReportReader::Find(const std::string& language,
                                              const std::string& article) {
  if (article.empty()) return std::nullopt;
  return Look(language, article).article;
}

bool ReportReader::IsHidden(const std::string& language, const std::string& article) {
  return !article.empty() && Look(language, article).is_hidden;
}

bool ReportReader::IsHidden(const SearchIntent& intent) {
  if (IsHidden(intent.nearest_language, intent.nearest)) return true;
  return std::any_of(intent.opened.begin(), intent.opened.end(), [&](const OpenedArticle& opened) {
    return IsHidden(opened.language, opened.article);
  });
}

std::size_t ReportReader::CountArticles(std::string_view language) const {
  std::size_t count = 0;
  for (const LanguageReader* reader : snapshot_.readers(language, scope_.audiences)) {
    count += reader->catalog().size();
  }
  return count;
}

}  // namespace zeroline

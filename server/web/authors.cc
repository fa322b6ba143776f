#include "server/web/authors.h"

namespace zeroline {

bool IsFromTeam(const WebRequest& request) {
  const auto& identity = request.identity;
  return identity && (identity->Has(kAgentRole) || identity->Has(kWriterRole));
}

std::vector<std::string> VisibleAuthors(const Config& config, const WebRequest& request,
                                        const ArticleView& article) {
  const bool is_visible = config.show_authors == AuthorsShown::kEverybody ||
                          (config.show_authors == AuthorsShown::kTeam && IsFromTeam(request));
  std::vector<std::string> authors;
  for (std::size_t i = 0; is_visible && i < article.author_count(); ++i) {
    authors.emplace_back(article.author(i));
  }
  return authors;
}

}  // namespace zeroline

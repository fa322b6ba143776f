#include "server/web/portal/agent_bar.h"

#include <utility>

#include "indexer/index_format/schema.h"
#include "server/web/article_link.h"
#include "server/web/authors.h"
#include "server/web/edit_url.h"
#include "server/web/escape.h"
#include "server/web/portal/article_origin.h"

namespace zeroline {

void AddAgentBar(const Page& page, const FoundArticle& found, View* view) {
  view->Flag("agent_bar", false);
  if (!IsFromTeam(page.request)) return;
  const ArticleView& article = found.article;
  View bar;
  bar.Text("bar_css_url", StaticUrl(page, "css/agent_bar.css"));
  bar.Text("bar_js_url", StaticUrl(page, "js/agent_bar.js"));
  const bool is_public = article.audience() == kPublicAudience;
  bar.Text("bar_audience", is_public ? "" : std::string(article.audience()));
  bar.Text("bar_authors", AuthorNames(page, article));
  bar.Text("bar_date", page.messages().Date(article.updated()));
  bar.Text("bar_link", MakeArticleLink(page.request.origin, article, "").url);
  bar.Text("bar_flag_url", "/agent/notes/new?kind=flag&article=" + EscapeUrl(article.id()) +
                               "&language=" + EscapeUrl(article.language()) +
                               "&version=" + ArticleVersion(article));
  bar.Text("bar_edit_url", EditUrl(*page.services.config, article));
  view->Child("agent_bar", std::move(bar));
}

}  // namespace zeroline

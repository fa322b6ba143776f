#include "server/web/portal/agent_bar.h"

#include <utility>

#include "indexer/index_format/schema.h"
#include "server/web/article_link.h"
#include "server/web/edit_url.h"
#include "server/web/escape.h"

namespace zeroline {
namespace {

bool IsForThem(const Page& page) {
  const auto& identity = page.request.identity;
  return identity && (identity->Has(kAgentRole) || identity->Has(kWriterRole));
}

}  // namespace

void AddAgentBar(const Page& page, const FoundArticle& found, View* view) {
  view->Flag("agent_bar", false);
  if (!IsForThem(page)) return;
  const ArticleView& article = found.article;
  View bar;
  bar.Text("bar_css_url", StaticUrl(page, "css/agent_bar.css"));
  bar.Text("bar_js_url", StaticUrl(page, "js/agent_bar.js"));
  const bool is_public = article.audience() == kPublicAudience;
  bar.Text("bar_audience", is_public ? "" : std::string(article.audience()));
  bar.Text("bar_link", MakeArticleLink(page.request.origin, article, "").url);
  bar.Text("bar_flag_url", "/agent/notes/new?kind=flag&article=" + EscapeUrl(article.id()) +
                               "&language=" + EscapeUrl(article.language()) +
                               "&version=" + ArticleVersion(article));
  bar.Text("bar_edit_url", EditUrl(*page.services.config, article));
  view->Child("agent_bar", std::move(bar));
}

}  // namespace zeroline

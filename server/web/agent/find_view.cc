#include "server/web/agent/find_view.h"

#include <algorithm>
#include <utility>

#include "indexer/index_format/stored_article.h"
#include "indexer/language/text.h"
#include "server/web/article_link.h"
#include "server/web/edit_url.h"
#include "server/web/escape.h"
#include "server/web/portal/messages.h"

namespace zeroline {
namespace {

constexpr const char* kNoteUrl = "/agent/notes/new";
// Words that may stand in an address, and so in a log: a few, in one line. More is a customer's.
constexpr std::size_t kMaxWishBytes = 120;

std::string NoteUrl(const std::string& kind, const AgentHit& hit, const std::string& ticket) {
  const ArticleView& article = hit.linked.article;
  std::string url = kNoteUrl + ("?kind=" + kind) + "&article=" + EscapeUrl(article.id()) +
                    "&language=" + EscapeUrl(article.language());
  if (!hit.anchor.empty()) url += "&anchor=" + EscapeUrl(hit.anchor);
  if (!ticket.empty()) url += "&ticket=" + EscapeUrl(ticket);
  return url;
}

std::string HeadingOf(const ArticleView& article, const std::string& anchor) {
  const auto section = FindAnchor(article, anchor);
  return section ? std::string(article.section_at(*section).heading) : "";
}

View Badge(const std::string& kind, std::string text) {
  View badge;
  badge.Text("badge_kind", kind).Text("badge", text);
  return badge;
}

// What the customer has done with the article already; the strongest of it.
std::string SeenMessage(const std::vector<TrailStep>& trail, const std::string& id) {
  using Kind = TrailStep::Kind;
  struct Seen {
    Kind kind;
    const char* message;
  };
  for (const Seen seen :
       {Seen{Kind::kRejected, "agent_find_rejected"}, Seen{Kind::kOpened, "agent_find_read"},
        Seen{Kind::kShown, "agent_find_offered"}}) {
    const bool is_seen = std::any_of(trail.begin(), trail.end(), [&](const TrailStep& step) {
      return step.kind == seen.kind && step.article == id;
    });
    if (is_seen) return seen.message;
  }
  return "";
}

std::vector<View> Badges(const AgentPage& page, const Asked& asked, const AgentFindings& findings,
                         const AgentHit& hit) {
  const Messages& messages = page.messages();
  const ArticleView& article = hit.linked.article;
  std::vector<View> badges;
  if (hit.is_internal) {
    badges.push_back(
        Badge("internal", messages.Say("agent_find_internal", {{"audience", article.audience()}})));
  }
  badges.push_back(Badge("language", LanguageName(article.language())));
  if (hit.is_missing) {
    const std::string wanted = LanguageName(findings.customer_language);
    badges.push_back(Badge("missing", messages.Say("agent_find_missing", {{"language", wanted}})));
  }
  if (hit.original_changed > 0) {
    const std::string date = messages.Date(hit.original_changed);
    badges.push_back(Badge("stale", messages.Say("agent_find_stale", {{"date", date}})));
  }
  const std::string seen = SeenMessage(asked.trail, hit.hit.id);
  if (!seen.empty()) badges.push_back(Badge("seen", messages.Say(seen)));
  return badges;
}

// What copying has to say besides that it was done.
std::string Caution(const AgentPage& page, const AgentFindings& findings, const AgentHit& hit) {
  if (hit.is_internal) return page.messages().Say("agent_find_careful_internal");
  if (hit.is_missing) {
    return page.messages().Say("agent_find_careful_missing",
                               {{"language", LanguageName(findings.customer_language)}});
  }
  return hit.original_changed > 0 ? page.messages().Say("agent_find_careful_stale") : "";
}

void AddLink(const AgentPage& page, const AgentHit& hit, View* view) {
  const ArticleView& article = hit.linked.article;
  const ArticleLink link = MakeArticleLink(page.request().origin, article, hit.anchor);
  view->Text("link_url", link.url).Text("link_markdown", link.markdown);
  view->Text("link_html", link.html).Text("link_text", link.text).Text("link_quote", link.quote);
  view->Text("open_url", ArticleUrl(article.language(), article.path(), hit.anchor));
  view->Text("article_id", std::string(article.id()));
  view->Text("article_version", ArticleVersion(article));
  view->Text("article_anchor", hit.anchor);
  view->Text("article_lang", std::string(article.language()));
  view->Text("article_dir", std::string(TextDirection(article.language())));
}

// The title and section are those of what is linked; the words that matched stand where they were
// found.
View FoundView(const AgentPage& page, const Asked& asked, const AgentFindings& findings,
               std::size_t i) {
  const AgentHit& hit = findings.hits[i];
  const ArticleView& article = hit.linked.article;
  const bool is_as_found = article.language() == hit.hit.language;
  View view;
  AddLink(page, hit, &view);
  view.Text("found_rank", std::to_string(i + 1));
  view.Text("title_html", is_as_found && !hit.hit.title_parts.empty()
                              ? MarkedHtml(hit.hit.title_parts)
                              : EscapeHtml(article.title()));
  const std::string heading = HeadingOf(article, hit.anchor);
  view.Text("heading", heading == article.title() ? "" : heading);
  view.Text("snippet_html", MarkedHtml(hit.hit.snippet));
  view.Text("snippet_lang", hit.hit.language);
  view.Text("snippet_dir", std::string(TextDirection(hit.hit.language)));
  view.Flag("is_internal", hit.is_internal);
  view.Text("caution", Caution(page, findings, hit));
  view.List("badges", Badges(page, asked, findings, hit));
  view.Text("edit_url", EditUrl(*page.services().config, article));
  view.Text("flag_url", NoteUrl("flag", hit, asked.ticket));
  return view;
}

// A customer's words stay out of addresses: those of a request of ours are found by its number,
// others are posted to the form, which asks for what is missing.
void AddWish(const Asked& asked, const AgentFindings& findings, View* view) {
  std::string url =
      std::string(kNoteUrl) + "?kind=wish&language=" + EscapeUrl(findings.customer_language);
  if (!asked.ticket.empty()) url += "&ticket=" + EscapeUrl(asked.ticket);
  const bool is_short =
      asked.text.size() <= kMaxWishBytes && asked.text.find('\n') == std::string::npos;
  if (!asked.is_ours && is_short) url += "&text=" + EscapeUrl(asked.text);
  view->Text("wish_url", asked.is_ours || is_short ? url : "");
  view->Text("note_url", kNoteUrl).Text("wish_language", findings.customer_language);
}

void AddFindings(const AgentPage& page, const Asked& asked, const AgentFindings& findings,
                 View* view) {
  std::vector<View> found;
  for (std::size_t i = 0; i < findings.hits.size(); ++i) {
    found.push_back(FoundView(page, asked, findings, i));
  }
  view->Flag("has_found", !found.empty());
  view->Text("found_count", page.messages().Count("agent_find_count", found.size()));
  view->List("found", std::move(found));
  view->Text("told", page.messages().Say("agent_find_told",
                                         {{"text", LanguageName(findings.language)},
                                          {"customer", LanguageName(findings.customer_language)}}));
  AddWish(asked, findings, view);
}

void AddCustomers(const AgentPage& page, const std::string& chosen, View* view) {
  std::vector<View> customers;
  for (const std::string& language : page.page.content_languages) {
    View customer;
    customer.Text("customer_tag", language).Text("customer_name", LanguageName(language));
    customer.Flag("is_chosen", language == chosen);
    customers.push_back(std::move(customer));
  }
  view->List("customers", std::move(customers));
}

}  // namespace

void AddFindView(const AgentPage& page, const Asked& asked,
                 const std::optional<AgentFindings>& findings, View* view) {
  view->Text("find_js_url", StaticUrl(page.page, "js/agent_search.js"));
  view->Text("asked_text", asked.text).Text("asked_ticket", asked.ticket);
  AddCustomers(page, asked.customer, view);
  view->Flag("is_asked", findings.has_value());
  if (findings) AddFindings(page, asked, *findings, view);
}

}  // namespace zeroline
